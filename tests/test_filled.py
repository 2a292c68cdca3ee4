"""Filled forms in JSON: read with places and bounds, run when the site is built, shown on their pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formpress.model import Form
from formpress.pipeline import check, read
from formpress.problems import Problems, Report
from formpress.source import parse_json
from formpress.targets.pages import examples

from .editions import COMPLETE, MINIMAL, site

FOLDER = "forms/reading-corner/113/examples"
Minimal = Callable[..., Path]


def form(root: Path, name: str) -> Form:
    return next(form for edition in site(root).editions for form in edition.forms if form.id == name)


def told(text: str) -> list[tuple[str, int, int]]:
    """(message, line, column) of what is wrong with a JSON text."""
    report = Report()
    assert parse_json(text, "a.json", report) is None
    return [(item.message, item.span.line, item.span.column) for item in report.items if item.span]


# ----- JSON -----

VALUES = st.recursive(
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), max_size=8) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abcdef", max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)


def as_typed(value: Any) -> Any:
    """The same with every number as its text."""
    if isinstance(value, dict):
        return {key: as_typed(one) for key, one in value.items()}
    return [as_typed(one) for one in value] if isinstance(value, list) else str(value)


@given(VALUES, st.booleans(), st.sampled_from([None, 1]))
def test_json_is_read_as_python_reads_it(value: Any, ascii_only: bool, indent: int | None) -> None:
    """Numbers stay as typed, escapes beyond the first plane included."""
    report = Report()
    node = parse_json(json.dumps(value, ensure_ascii=ascii_only, indent=indent), "a.json", report)
    assert node is not None, report.items
    assert node.data() == as_typed(value)


@given(st.text('{}[]:,"\\\\ab01.-e tfnul\n', max_size=30))
def test_whatever_is_no_json_is_answered(text: str) -> None:
    """Nothing is accepted that Python refuses, and nothing is refused without a place."""
    report = Report()
    node = parse_json(text, "a.json", report)
    if node is not None:
        json.loads(text)
    else:
        assert all(item.span is not None for item in report.items)
        assert report.items


def test_what_is_null_was_not_written() -> None:
    """A key whose value is null may as well be left out."""
    node = parse_json('{"a": null, "b": "1"}', "a.json", Report())
    assert node is not None
    assert node.data() == {"b": "1"}


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("[" * 40, "內容一層包一層，超過 30 層", 1, 31),
        ("[" + "1,\n" * 50_001 + "1]", "內容超過 50,000 項", 50_000, 1),
        ('{"a": "' + "字" * 20_001 + '"}', "這一行有 20,010 個字，超過 20,000 個字", 1, 1),
    ],
)
def test_a_file_has_bounds(text: str, message: str, line: int, column: int) -> None:
    """Depth, number and length; the answer comes at once."""
    assert told(text)[0] == (message, line, column)


def test_a_file_of_two_megabytes_is_not_read(minimal: Minimal) -> None:
    """Its size is told instead."""
    root = minimal()
    (root / FOLDER / "grant-large.json").write_text(" " * 2_000_000, encoding="utf-8")
    with pytest.raises(Problems, match="超過"):
        check(root)


# ----- what stands in them -----


def test_a_form_that_keeps_all_rules_stands_first() -> None:
    """It is what the example PDF shows, whatever the files are called; then come the form's own."""
    found = form(MINIMAL, "grant").examples
    assert [(one.address, one.verdict, one.breaks) for one in found] == [
        ("grant-small", "kept", ()),
        ("grant-broken", "broken", ("shelf_within_share", "enough_helpers")),
        ("grant[0]", "", ()),
    ]
    assert found[0].shows["total"] == "1,000"


def test_every_real_form_shows_how_it_is_done_and_how_not() -> None:
    """One filled form keeps every rule, and another breaks some."""
    for edition in site().editions:
        for form in edition.forms:
            verdicts = [example.verdict for example in form.examples]

            assert {"kept", "broken"} <= set(verdicts), form.id


def test_rows_may_be_a_list() -> None:
    """The first one is row 1; days, times, ticks and codes are written as people write them."""
    given = form(COMPLETE, "profile").examples[0].given
    assert (given["members__1__name"], given["members__2__name"]) == ("甲", "乙")
    assert given["members__2__does__lead_aide"] == "lead_aide"
    assert [given[f"begun__{part}"] for part in ("y", "m", "d")] == ["114", "9", "1"]
    assert given["code"] == "012345"


def test_an_address_may_be_written_in_one_word(minimal: Minimal) -> None:
    """items.books.quantity is the same as three keys inside each other."""
    root = minimal(f"{FOLDER}/grant-small.json", '{"books": {"quantity": 3}, ', '{"books.quantity": 3, ')
    examples = read(root, Report())[0].editions[0].forms[0].examples
    assert examples[0].given["items__books__quantity"] == "3"


def test_what_is_left_to_people_is_named(minimal: Minimal) -> None:
    """A rule that the form cannot decide does not go unnoticed."""
    file = f"{FOLDER}/grant-small.json"
    root = minimal(file, '    "helpers": 2,\n', "")
    path = root / file
    text = path.read_text(encoding="utf-8").replace('"breaks": []', '"undecided": ["enough_helpers"]')
    path.write_text(text, encoding="utf-8")
    assert check(root) == ()


@pytest.mark.parametrize("name", ["notes.txt", "grant.yaml"])
def test_only_json_lies_among_the_examples(minimal: Minimal, name: str) -> None:
    """Another file would be left out without a word."""
    root = minimal()
    (root / FOLDER / name).write_text("{}", encoding="utf-8")
    with pytest.raises(Problems, match=r"不是 \.json 檔"):
        check(root)


def test_a_file_is_called_after_its_form(minimal: Minimal) -> None:
    root = minimal()
    (root / FOLDER / "grant-small.json").rename(root / FOLDER / "small.json")
    with pytest.raises(Problems, match="檔名「small」和 form: grant 不合"):
        check(root)


def test_three_hundred_examples_are_too_many(minimal: Minimal) -> None:
    """They are counted before they are read."""
    root = minimal()
    for number in range(300):
        (root / FOLDER / f"grant-{number}.json").write_text("{", encoding="utf-8")
    with pytest.raises(Problems) as problems:
        check(root)
    assert [item.message for item in problems.value.items] == [f"「{FOLDER}」有 302 個檔案，最多 200 個"]


def test_the_page_of_a_form_says_what_its_examples_show() -> None:
    """One that breaks rules shows what the form would say."""
    kept, broken, plain = examples.of_form(form(MINIMAL, "grant"))
    assert (kept.verdict, kept.says, plain.verdict) == ("kept", (), "")
    assert len(broken.says) >= 2
    assert "規則 2" in broken.says[0]
