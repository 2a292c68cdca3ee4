"""The rules of an edition as data: rules.csv for a spreadsheet, rules.json for a program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from ..model import SEVERITIES, Artifact, Edition, Example, Parameter, Rule, Settings, Site
from . import judging

FORMAT = 1
"""Goes up when a key of rules.json changes its meaning or disappears; new keys do not count."""

FORMULA = tuple("=+-@＝＋－＠\t\r")
"""What a spreadsheet may take for the start of a formula (OWASP, CSV Injection)."""

BOM = "\ufeff"
"""Tells a spreadsheet that the file is UTF-8."""

Node = dict[str, Any]


def render(site: Site) -> Iterator[Artifact]:
    """Both files beside the page of the rules; nothing for an edition without rules."""
    for edition in site.editions:
        if edition.rules:
            folder = f"{edition.folder}/rules"
            yield Artifact(f"{folder}/rules.csv", as_csv(site.settings, edition).encode())
            yield Artifact(f"{folder}/rules.json", as_json(site.settings, edition).encode())


def as_json(settings: Settings, edition: Edition) -> str:
    """All rules in their order, each complete in itself."""
    node = {
        "format": FORMAT,
        "edition": {
            "programme": edition.programme,
            "id": edition.id,
            "title": edition.title,
            "issuer": edition.issuer,
            "year": edition.year,
            "revision": edition.revision.isoformat() if edition.revision else None,
        },
        "licence": settings.licence,
        "stages": judging.STAGES,
        "rules": [_rule(settings, edition, rule) for rule in edition.rules],
    }
    return json.dumps(node, ensure_ascii=False, indent=1) + "\n"


def _rule(settings: Settings, edition: Edition, rule: Rule) -> Node:
    used = [parameter for parameter in edition.parameters if parameter.id in rule.parameters]
    return {
        "id": rule.id,
        "number": rule.number,
        "address": _address(settings, edition, rule),
        "kind": rule.kind,
        "kind_label": rule.kind_label,
        "subject": rule.subject,
        "severity": rule.severity,
        "statement": rule.statement,
        "brief": rule.brief,
        "when": rule.when,
        "message": judging.message(edition, rule),
        "cite": rule.cite,
        "source": rule.source,
        "checked": judging.stages(edition, rule),
        "judged_by": rule.judged_by,
        "ask": rule.ask,
        "answer": rule.answer,
        "forms": rule.forms,
        "reads": rule.reads,
        "parameters": [_parameter(parameter) for parameter in used],
        "exceptions": [
            {"label": one.label, "when": one.when, "statement": one.statement, "cite": one.cite}
            for one in rule.exceptions
        ],
        "proof": rule.proof,
        "examples": [_example(edition, rule, example) for example in rule.examples],
    }


def _parameter(parameter: Parameter) -> Node:
    return {
        "id": parameter.id,
        "label": parameter.label,
        "unit": parameter.unit,
        "by": parameter.by,
        "heads": parameter.heads,
        "values": [{"options": options, "value": printed} for options, printed in parameter.values],
        "cite": parameter.cite,
        "yearly": parameter.yearly,
    }


def _example(edition: Edition, rule: Rule, example: Example) -> Node:
    return {
        "id": example.address,
        "title": example.title,
        "given": dict(example.given),
        "verdict": example.verdict,
        "arithmetic": judging.arithmetic(edition, rule, example),
    }


def as_csv(settings: Settings, edition: Edition) -> str:
    """One line a rule, with a byte order mark; no cell is a formula."""
    text = io.StringIO()
    text.write(BOM)
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(list(cells(settings, edition, edition.rules[0])))
    for rule in edition.rules:
        lines.writerow([_guarded(cell) for cell in cells(settings, edition, rule).values()])
    return text.getvalue()


def cells(settings: Settings, edition: Edition, rule: Rule) -> dict[str, str]:
    """The cells of a rule by the head of their column, as they were written."""
    forms = [f"{form.annex} {form.title}".strip() for form in edition.forms if form.id in rule.forms]
    used = [_in_words(parameter) for parameter in edition.parameters if parameter.id in rule.parameters]
    return {
        "編號": str(rule.number),
        "代號": rule.id,
        "主題": rule.subject,
        "種類": rule.kind_label,
        "性質": SEVERITIES[rule.severity],
        "規則": rule.statement,
        "適用情形": rule.when,
        "例外": "；".join(f"{one.label}（{one.when}）：{one.statement}" for one in rule.exceptions),
        "數據": "；".join(used),
        "不符時的訊息": judging.message(edition, rule),
        "依據": rule.cite,
        "原文": rule.source,
        "檢核方式": "、".join(judging.STAGES[stage] for stage in judging.stages(edition, rule)),
        "由誰判斷": rule.judged_by,
        "常見問題": rule.ask,
        "回答": rule.answer,
        "表單": "、".join(forms),
        "欄位": "、".join(rule.reads),
        "網頁": _address(settings, edition, rule),
    }


def _in_words(parameter: Parameter) -> str:
    values = (f"{'／'.join(options)} {printed}".strip() for options, printed in parameter.values)
    return f"{parameter.label}：{'、'.join(values)}"


def _guarded(cell: str) -> str:
    """A cell that a spreadsheet would compute is text behind an apostrophe."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _address(settings: Settings, edition: Edition, rule: Rule) -> str:
    """The permanent address of a rule; relative to the site where that has none of its own."""
    path = f"{edition.folder}/rules/index.html#{rule.id}"
    return f"{settings.base_address.rstrip('/')}/{path}" if settings.base_address else path
