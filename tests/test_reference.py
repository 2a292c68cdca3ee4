"""Every rule kind, field type, block and function is documented, by examples that really work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import indent

import pytest
import yaml
from pydantic import TypeAdapter

from formpress.expr import grammar
from formpress.model import KeyDoc, KindDoc
from formpress.pipeline import read
from formpress.problems import Report
from formpress.resolve.files import FILES, FileDoc
from formpress.resolve.functions import FUNCTIONS
from formpress.resolve.reference import reference
from formpress.rules import RULE_KINDS
from formpress.targets.pages import render
from tests.editions import COMPLETE, site

REFERENCE = reference()
KINDS = [*REFERENCE.rules, *REFERENCE.fields, *REFERENCE.blocks, *REFERENCE.files]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_a_kind_says_what_it_is(kind: KindDoc) -> None:
    """Each file begins with one Chinese sentence, and each key of its own says what it is for."""
    assert "：" in kind.says
    assert kind.title
    for key in (*kind.keys, *kind.shared):
        assert described(key), f"{kind.id}.{key.name}"


def described(key: KeyDoc) -> bool:
    return bool(key.says) or key.name in PLAIN


def test_a_key_says_what_holds_where_it_is_not_written() -> None:
    """Figures, words and yes or no, as they would be written; nothing where there is no default."""
    kinds = {kind.id: kind for kind in (*REFERENCE.fields, *REFERENCE.blocks)}

    def default(kind: str, name: str) -> str:
        return next(key.default for key in (*kinds[kind].keys, *kinds[kind].shared) if key.name == name)

    assert (default("text", "max"), default("paragraph", "lines")) == ("16", "4")
    assert (default("choice", "style"), default("choice", "required")) == ("radio", "false")
    assert (default("percent", "max"), default("matrix", "width")) == ("100", "3")
    assert (default("text", "hint"), default("roster", "sums"), default("fields", "items")) == ("", "", "")
    pages = {artifact.path: artifact.content.decode() for artifact in render(site(), {})}
    assert "（不寫就是 <code>6</code>）" in pages["reference/blocks/index.md"]


PLAIN = {
    "id",
    "label",
    "columns",
    "rows",
    "totals",
    "max",
    "min",
    "title",
    "issuer",
    "date",
    "cite",
    "how",
    "unit",
    "source",
    "period",
    "dimensions",
    "schedule",
    "discrepancies",
    "blocks",
    "examples",
    "given",
    "rest",
    "compute",
}
"""Keys that say all with their name, or whose group has a section of its own."""


@pytest.mark.parametrize("kind", REFERENCE.rules, ids=lambda kind: kind.id)
def test_the_example_of_a_rule_kind_is_a_rule(kind: KindDoc) -> None:
    """What the page shows has the right shape and names its kind."""
    (content,) = yaml.load(kind.example, yaml.BaseLoader).values()

    assert content["kind"] == kind.id
    TypeAdapter(RULE_KINDS[kind.id]).validate_python(content)


LISTS = """\
lists:
  instruments: {label: 樂器, options: {flute: 直笛, drum: 小鼓, other: 其他}}
  levels: {label: 程度, options: {new: 初學, able: 熟練}}
forms: [grant, club]
"""
FORM = "annex: 附件二\ntitle: 社團資料表\nblocks:\n"
ITEMS = "  - fields:\n      items:\n"
TABLE = """\
  - table:
      id: bought
      rows: {strings: {item: 琴弦, remarks: [{text: 檢附估價單}]}}
      columns:
"""
ITEM = "- {id: item, label: 項目}\n"


@pytest.mark.parametrize("kind", [*REFERENCE.fields, *REFERENCE.blocks], ids=lambda kind: kind.id)
def test_the_example_of_a_type_is_read_in_an_edition(kind: KindDoc, minimal: Callable[..., Path]) -> None:
    """What the page shows can be copied: it names its type, and the whole edition is read with it."""
    assert (f"type: {kind.id}" if kind in REFERENCE.fields else f"- {kind.id}:\n") in kind.example
    assert 2 <= kind.example.count("\n") <= 12
    root = minimal("forms/reading-corner/113/edition.yaml", "forms: [grant]\n", LISTS)
    path = root / "forms/reading-corner/113/club.yaml"
    path.write_text(FORM + below_blocks(kind), encoding="utf-8")
    report = Report()

    (edition,) = read(root, report)[0].editions

    assert report.items == []
    assert [form.id for form in edition.forms] == ["grant", "club"]


def below_blocks(kind: KindDoc) -> str:
    """The example where an author writes it, with what it speaks of but does not show."""
    if kind.id == "remarks":
        return TABLE + indent(ITEM + kind.example, " " * 8)
    if kind in REFERENCE.fields:
        return ITEMS + indent(kind.example, " " * 8)
    total = "  - fields:\n      items: [{id: total, type: money, label: 總計}]\n"
    return (total if kind.id == "amount_in_words" else "") + indent(kind.example, " " * 2)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.id)
def test_the_example_of_a_file_has_its_shape(file: FileDoc) -> None:
    """What a page shows can be copied."""
    content = yaml.load(file.example or "{}", yaml.BaseLoader)
    if file.id in {"edition", "form", "filled"}:
        file.model.model_validate(content)
    elif file.id in {"parameter", "row"}:
        for one in content.values():
            file.model.model_validate(one)
    elif content:
        inner = next(iter(content.values()))
        for one in inner.values() if isinstance(inner, dict) else inner:
            file.model.model_validate(one)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_example_of_a_function_uses_it(name: str) -> None:
    """Each function has its way of writing, its meaning and an example that parses."""
    function = FUNCTIONS[name]
    grammar.parse(function.example)

    assert f"{name}(" in function.usage
    assert f"{name}(" in function.example
    assert function.says.endswith("。")
    assert (function.number is None) != (function.truth is None)


def test_a_question_is_answered_with_the_figures_of_the_year() -> None:
    """Or with the rule itself, where the office wrote no answer; who was not asked has none."""
    (edition,) = site(COMPLETE).editions
    assert edition.contact == "終身教育科，電話（00）1234-5678"
    asked = {rule.id: (rule.ask, rule.answer) for rule in edition.rules if rule.ask or rule.answer}
    people = next(rule for rule in edition.rules if rule.id == "enough_people")
    assert asked == {
        "within_cap": ("最多可以申請多少？", "國小 5,000 元，國中 9,000 元。"),
        "enough_people": ("要幾個人才能申請？", people.statement),
    }


def test_every_kind_and_function_is_used_by_the_complete_edition() -> None:
    """What no edition uses would not be proven; the complete one uses them all."""
    (edition,) = site(COMPLETE).editions
    text = (COMPLETE / "forms" / edition.programme / edition.id / "rules.yaml").read_text(encoding="utf-8")
    text += (COMPLETE / "forms" / edition.programme / edition.id / "plan.yaml").read_text(encoding="utf-8")

    assert {rule.kind for rule in edition.rules} == set(RULE_KINDS)
    assert {name for name in FUNCTIONS if f"{name}(" not in text} == set()


def test_every_kind_has_its_page() -> None:
    """One page a rule kind, and one each for expressions, field types and blocks."""
    pages = {
        artifact.path: artifact.content.decode()
        for artifact in render(site(), {})
        if artifact.path.endswith(".md")
    }

    for kind in REFERENCE.rules:
        assert kind.title in pages[f"reference/rules/{kind.id}/index.md"]
    for function in REFERENCE.functions:
        assert function.says in pages["reference/expressions/index.md"]
    for field in REFERENCE.fields:
        assert field.title in pages["reference/fields/index.md"]
    for file in REFERENCE.files:
        assert file.title in pages["reference/files/index.md"]
    for block in REFERENCE.blocks:
        assert block.title in pages["reference/blocks/index.md"]
