"""What a rule does in practice: who looks at it, what is said, which rows are told."""

from __future__ import annotations

import dataclasses

import pytest

from formpress.expr import build
from formpress.expr.program import Case, Check, Input, Panel, Program
from formpress.expr.tree import Any, BlankText, Field, Not, Plain, Quantity
from formpress.model import Edition, Example, Rule
from formpress.targets import judging, pages

from .editions import COMPLETE, site
from .sample_site import BUDGET, CURRENT

ROWS = ("甲", "乙", "丙", "丁", "戊")


def _count(row: int) -> Field:
    return Field(f"budget.rows.r{row}", Quantity(), "數量", 0, 99)


INPUTS = tuple(
    Input(f"budget.rows.r{row}", f"r{row}", f"{name} 數量", "number") for row, name in enumerate(ROWS)
)
CHECK = Check(
    "few_each", 7, "error",
    tuple(
        Case(name, build.compare("<=", _count(row), build.number("3")), Plain("太多。"))
        for row, name in enumerate(ROWS)
    ),
)  # fmt: skip
RULE = dataclasses.replace(CURRENT.rules[0], id="few_each", number=7, reads=(), examples=())


def edition(panel: Panel | None = None) -> Edition:
    form = dataclasses.replace(BUDGET, program=Program(INPUTS, (), (CHECK,), panel))
    return dataclasses.replace(CURRENT, forms=(form,), rules=(RULE,))


def told(**given: str) -> tuple[str, ...]:
    return judging.arithmetic(edition(), RULE, Example(given, "", {}, "", ""))


def test_of_a_rule_for_every_row_the_rows_that_decide_are_told() -> None:
    """One row too many breaks it; the others do not matter."""
    assert told(r0="1", r1="4", r2="2") == ("乙 數量 4，超過 3",)


def test_of_many_rows_three_are_told_and_the_others_counted() -> None:
    assert told(r0="1", r1="1", r2="1", r3="1", r4="1") == (
        "甲 數量 1，未超過 3",
        "乙 數量 1，未超過 3",
        "丙 數量 1，未超過 3",
        "另有 2 列相同",
    )


def test_a_blank_row_that_leaves_the_rule_open_is_told() -> None:
    assert told(r0="1", r1="1", r2="1") == ("丁 數量尚未填", "戊 數量尚未填")


def test_a_blank_row_that_nothing_is_asked_of_is_not_told() -> None:
    """Where only filled rows are judged, the blank ones say nothing."""
    cases = tuple(
        dataclasses.replace(case, test=Any((Not(Not(BlankText(_count(row).address, ""))), case.test)))
        for row, case in enumerate(CHECK.cases)
    )
    program = Program(INPUTS, (), (dataclasses.replace(CHECK, cases=cases),), None)
    changed = dataclasses.replace(edition(), forms=(dataclasses.replace(BUDGET, program=program),))
    example = Example({"r2": "3"}, "", {}, "", "")
    assert judging.arithmetic(changed, RULE, example) == ("丙 數量已填，適用", "丙 數量 3，未超過 3")


def test_a_rule_without_a_check_has_no_arithmetic() -> None:
    other = dataclasses.replace(RULE, id="another")
    assert judging.arithmetic(edition(), other, Example({}, "", {}, "", "")) == ()


@pytest.mark.parametrize(
    ("rule", "panel", "stages"),
    [
        (RULE, Panel("a", "b", 3, 40), ("form", "intake")),
        (RULE, None, ("intake",)),
        (dataclasses.replace(RULE, judged_by="承辦人"), None, ("intake", "people")),
        (dataclasses.replace(RULE, id="another", judged_by="承辦人"), None, ("people",)),
        (dataclasses.replace(RULE, id="another"), None, ("people",)),
    ],
)
def test_a_rule_is_looked_at_where_something_checks_it(
    rule: Rule, panel: Panel | None, stages: tuple[str, ...]
) -> None:
    """On a form with a panel, again when it comes in, and by the people that it names."""
    assert judging.stages(edition(panel), rule) == stages


def test_the_message_is_that_of_the_rule_alone() -> None:
    """Rule 7 is not rule 71, and what is required is another matter."""
    broken = Example({"r0": "4", "r3": "9"}, "broken", {}, "", "")
    assert (
        judging.message(edition(), dataclasses.replace(RULE, examples=(broken,))) == "※規則 7　甲、丁：太多。"
    )
    kept = dataclasses.replace(broken, verdict="kept")
    assert judging.message(edition(), dataclasses.replace(RULE, examples=(kept,))) == ""


def test_a_rule_of_figures_only_was_judged_when_the_site_was_built() -> None:
    """Nobody can break it by filling a form, so its page shows the arithmetic instead of examples."""
    (complete,) = site(COMPLETE).editions
    (rule,) = (rule for rule in complete.rules if rule.id == "money_of_all")

    assert judging.stages(complete, rule) == ("site",)
    assert (rule.forms, rule.examples) == ((), ())
    assert rule.proof == ("3 × 5,000 ＋ 2 × 9,000 = 33,000 元，等於 33,000 元",)
    (page,) = (page for page in pages.render(site(COMPLETE), {}) if page.path.endswith("/rules/index.md"))
    assert "產生網站時已核對" in page.content.decode()
    assert f"<li>{rule.proof[0]}</li>" in page.content.decode()


def test_a_message_without_figures_of_its_own_is_the_short_form_of_the_office() -> None:
    """A condition over times of two forms, spelled out, is a sentence that nobody reads to its end."""
    edition = next(one for one in site().editions if one.folder == "kaohsiung-dlc/112")
    (rule,) = (rule for rule in edition.rules if rule.id == "meals_need_a_session_at_mealtime")

    told = judging.message(edition, rule)
    assert told == f"※規則 {rule.number}　未符合：{rule.brief}；請調整活動時間，或把膳費改為 0。"
