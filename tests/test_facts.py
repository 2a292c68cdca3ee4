"""Every figure of an edition once, with every place where it stands."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from formpress.cli import main
from formpress.model import Edition
from formpress.pipeline import check, read
from formpress.problems import Report
from formpress.targets import facts

from .editions import COMPLETE, MINIMAL, ROOT, site

pytestmark = pytest.mark.slow

RULES = "forms/reading-corner/113/rules.yaml"
Minimal = Callable[..., Path]


def edition(root: Path) -> Edition:
    return read(root, Report())[0].editions[0]


def places(found: Edition, name: str) -> list[tuple[str, str]]:
    """(room, where) of one figure."""
    (fact,) = (fact for fact in facts.facts(found) if fact.id == name)
    return [(use.room, use.where) for use in fact.uses]


@pytest.mark.parametrize("one", [*site(ROOT).editions, *site(COMPLETE).editions], ids=lambda one: one.folder)
def test_every_figure_stands_once(one: Edition) -> None:
    """Each cell of a parameter, each entry of the schedule and the period, under an id of its own."""
    ids = [fact.id for fact in facts.facts(one)]
    cells = sum(len(parameter.values) for parameter in one.parameters)

    assert len(ids) == len(set(ids)) == cells + len(one.events) + 1


def test_a_figure_is_told_with_what_people_ask_first(minimal: Minimal) -> None:
    """Label, value, unit and citation; options by their codes, so that an id survives a new label."""
    found = {fact.id: fact for fact in facts.facts(edition(minimal()))}

    assert list(found) == [
        "cap.small", "cap.large", "shelf_share", "helpers", "period", "schedule.apply_by"
    ]  # fmt: skip
    cap = found["cap.small"]
    assert (cap.label, cap.value, cap.unit, cap.cite) == ("補助上限（小型學校）", "5,000 元", "元", "貳")
    day = found["schedule.apply_by"]
    assert (day.label, day.value, day.unit, day.cite) == ("申請截止", "113年9月20日（星期五）", "期限", "參")


def test_a_figure_knows_its_rules_and_its_lines() -> None:
    """The table of a dimension stands where it is printed; a line is cited by its number."""
    (found,) = site(MINIMAL).editions

    assert places(found, "cap.large") == [("rule", "規則 1"), ("page", "第 7 行（貳）")]
    assert places(found, "shelf_share") == [("rule", "規則 2"), ("page", "第 9 行（貳一）")]
    assert places(found, "schedule.apply_by") == [("page", "第 15 行（參）"), ("page", "時程")]


def test_one_cell_is_told_from_another(minimal: Minimal) -> None:
    """{{ cap.small }} is not the figure of large schools."""
    root = minimal("content/reading-corner/113/index.md", "讓每所學校", "小校 {{ cap.small }}，讓每所學校")
    found = edition(root)

    assert ("page", "第 3 行（壹）") in places(found, "cap.small")
    assert ("page", "第 3 行（壹）") not in places(found, "cap.large")


@pytest.mark.parametrize(
    ("replace", "by", "where"),
    [
        ("books: {item: 圖書, price: 200}", "books: {item: 圖書, price: spare}", "圖書單價"),
        ("compute: sum(items.amount)", "compute: sum(items.amount) + spare - spare", "合計"),
        ("title: 經費申請表", "title: 經費申請表（{{ spare }}）", "標題"),
        (
            "  - checks:",
            "  - notes: {label: 註, items: [{text: 共。}, {text: '{{ spare }}'}]}\n  - checks:",
            "註 2",
        ),
        ("  - checks:", "  - notes: {items: [{text: '{{ spare }}'}]}\n  - checks:", "註 1"),
    ],
)
def test_a_figure_knows_the_places_of_a_form(minimal: Minimal, replace: str, by: str, where: str) -> None:
    """A printed cell, an expression, a title, a note: by what people call them."""
    root = minimal(
        RULES, "parameters:", "parameters:\n  spare: {label: 書價, unit: 元, value: 200, cite: 貳}"
    )
    path = root / "forms/reading-corner/113/grant.yaml"
    text = path.read_text(encoding="utf-8")
    assert replace in text
    path.write_text(text.replace(replace, by, 1), encoding="utf-8")

    assert places(edition(root), "spare") == [("form", where)]


def test_what_nobody_uses_says_so(minimal: Minimal) -> None:
    """Then it is either forgotten or not needed."""
    extra = "parameters:\n  spare: {label: 備用, unit: 元, value: 5, cite: 貳}"
    text = facts.told(edition(minimal(RULES, "parameters:", extra)))

    assert "spare　備用\n    5 元　依據 貳\n    （沒有用到）" in text


def test_a_figure_of_one_step_has_nothing_in_brackets() -> None:
    """A share that is the same for every count has no part of the count to name."""
    text = facts.told(site(COMPLETE).editions[0])

    assert "staff_quota.1　專任人力標準\n" in text
    assert "（）" not in text


def test_twins_are_a_warning(minimal: Minimal) -> None:
    """The same label, figure, unit and citation: one of them will be forgotten next year."""
    twin = "parameters:\n  helper: {label: 志工人數下限, unit: 人, value: 2, cite: 貳二}"
    (warning,) = check(minimal(RULES, "parameters:", twin))

    assert warning.message == "參數「helpers」和「helper」的名稱、數字、單位和出處都一樣"


def test_the_command_prints_the_facts(minimal: Minimal) -> None:
    out, err = io.StringIO(), io.StringIO()

    assert main(["facts", "reading-corner/113"], root=minimal(), out=out, err=err) == 0
    assert out.getvalue().splitlines()[:5] == [
        "113學年度閱讀角落補助計畫（reading-corner/113）：6 項數據",
        "",
        "cap.small　補助上限（小型學校）",
        "    5,000 元　依據 貳",
        "    規則 1；公告：第 7 行（貳）",
    ]


def test_an_unknown_edition_is_answered_with_the_nearest(minimal: Minimal) -> None:
    err = io.StringIO()

    assert main(["facts", "reading-corner/114"], root=minimal(), out=io.StringIO(), err=err) == 1
    assert err.getvalue() == (
        "錯誤：沒有「reading-corner/114」\n   = 提示：是不是「reading-corner/113」？\n\n"
        "共 1 個錯誤；沒有列出數據。\n"
    )


def test_the_facts_are_plain_data() -> None:
    """Ready to be written as JSON."""
    (found,) = site(MINIMAL).editions
    data = json.loads(json.dumps(facts.node(found), ensure_ascii=False))

    assert [fact["id"] for fact in data["facts"]] == [fact.id for fact in facts.facts(found)]
