"""Worked examples with everything that must come out, so that others can test their own systems."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..expr.evaluate import run
from ..expr.program import Program
from ..model import Artifact, Edition, Example, Form, Rule, Site
from . import judging

FORMAT = 1
"""Goes up when a key changes its meaning or disappears; new keys do not count."""

USE = (
    "examples 的每一筆是一份填好的表單：given 是各欄填入的文字（以 PDF 欄名為鍵，沒有列出的欄位是空白），"
    "expected 是應有的結果。",
    "expected.shown 是表單計算的欄位應顯示的文字；expected.verdicts 是每一條規則的判斷，"
    "kept 為符合、broken 為不符合、undecided 為尚無法判定；expected.messages 是檢核訊息，依序逐行。",
    "form 是表單代號；為 null 時規則跨表單，欄名前加上「表單代號/」。",
    "rule 與 verdict 是這一筆要說明的規則和它的判斷；整份表單的範例沒有這兩項。",
    "把 given 填進自己的系統，結果與 expected 逐字相同即為一致。",
)
"""How to use the file, in the file."""

Node = dict[str, Any]


def render(site: Site) -> Iterator[Artifact]:
    """One file an edition that has examples."""
    for edition in site.editions:
        node = fixtures(edition)
        if node["examples"]:
            text = json.dumps(node, ensure_ascii=False, indent=1)
            yield Artifact(f"{edition.folder}/fixtures.json", f"{text}\n".encode())


def fixtures(edition: Edition) -> Node:
    """The examples of the forms, then those of the rules, each with its full outcome."""
    cases = [_of_form(form, example) for form in edition.forms for example in form.examples]
    cases += [_of_rule(edition, rule, example) for rule in edition.rules for example in rule.examples]
    return {
        "format": FORMAT,
        "use": USE,
        "edition": {
            "programme": edition.programme,
            "id": edition.id,
            "title": edition.title,
            "year": edition.year,
            "revision": edition.revision.isoformat() if edition.revision else None,
        },
        "forms": {form.id: _form(form) for form in edition.forms},
        "examples": cases,
    }


def _form(form: Form) -> Node:
    """`identity` stands in every PDF of this form and changes with its boxes."""
    return {
        "annex": form.annex,
        "title": form.title,
        "identity": form.identity,
        "rules": [check.id for check in form.program.checks],
    }


def _of_form(form: Form, example: Example) -> Node:
    node: Node = {"id": f"forms/{example.address}", "title": example.title, "form": form.id}
    return node | _outcome(form.program, example)


def _of_rule(edition: Edition, rule: Rule, example: Example) -> Node:
    program = judging.program_of(edition, rule)
    form = rule.forms[0] if len(rule.forms) == 1 else None
    node: Node = {"id": f"rules/{example.address}", "title": example.title, "form": form}
    node |= {"rule": rule.id, "verdict": example.verdict}
    return node | _outcome(program, example)


def _outcome(program: Program, example: Example) -> Node:
    found = example.outcome or run(program, example.given)
    expected = {
        "shown": dict(found.shown),
        "verdicts": dict(found.verdicts),
        "messages": list(found.messages),
    }
    return {"given": dict(example.given), "expected": expected}
