"""Messages beside a section: what the checks say about one part of a form stands behind that part too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from formpress.expr.evaluate import run
from formpress.expr.program import Section
from formpress.model import Edition, Form
from formpress.pipeline import read
from formpress.problems import Report
from formpress.resolve.boxes import column_of
from tests.editions import COMPLETE, all_forms, pdf_of, site
from tests.viewers.reading import widgets

(EDITION,) = site(COMPLETE).editions
LOG = next(form for form in EDITION.forms if form.id == "log")
PAST = "、".join(["甲" * 30] * 3)
"""Far too long for a box of ten characters."""


def shown(**boxes: str) -> dict[str, str]:
    """What stands beside each section of the log, where anything does."""
    found = run(LOG.program, boxes).shown
    return {section.box: found[section.box] for section in sections(LOG) if found[section.box]}


def sections(form: Form) -> tuple[Section, ...]:
    return form.program.panel.sections if form.program.panel else ()


def rules_beside(form: Form) -> dict[str, set[str]]:
    """The rules of each section, by its box."""
    checks = {check.id for check in form.program.checks}
    return {section.box: checks.intersection(section.owners) for section in sections(form)}


class TestWhatStandsBesideASection:
    def test_a_fault_stands_beside_its_box(self) -> None:
        """And beside no other section; whoever mends it sees the line go."""
        assert shown(log_code="123456789") == {"checks__log_code": "※「學校代碼」超過 8 個字。"}
        assert shown(log_code="12345678") == {}

    def test_a_broken_rule_stands_beside_everything_it_reads(self) -> None:
        """A sum that does not add up concerns the grant and the visits, not the school's code."""
        beside = shown(log_code="12A", granted="31", visits__1__cost="30", visits__1__people="20")

        assert set(beside) == {"checks__county", "checks__visits"}
        assert beside["checks__county"] == beside["checks__visits"]

    def test_the_panel_says_it_too(self) -> None:
        """A section repeats lines of the panel, and adds none of its own."""
        outcome = run(LOG.program, {"granted": "31", "visits__1__cost": "30", "visits__1__people": "20"})
        assert outcome.shown["checks__county"] in outcome.shown["checks__messages"].splitlines()
        assert len(outcome.messages) == 1

    def test_a_blank_form_says_nothing(self) -> None:
        """What the office has filled in already is no entry."""
        assert shown(costs__books__price="200", costs__shelf__quantity="1") == {}

    def test_a_blank_required_box_stands_in_the_panel_only(self) -> None:
        """A form that somebody has just begun is not yet wrong anywhere."""
        for _, _, form in all_forms():
            asked = next(
                (item for item in form.program.inputs if item.required and item.kind == "text"), None
            )
            if sections(form) and asked is not None:
                outcome = run(form.program, {asked.name: "甲"})
                lines = {outcome.shown[section.box] for section in sections(form)}
                assert not any("必填" in line for line in lines)
                assert "必填未填" in outcome.messages[-1]


class TestWhatDoesNotFit:
    def test_one_line_counts_what_it_cannot_say(self) -> None:
        """Two things to look at and one line: where to read of both."""
        beside = shown(log_code="123456789", contact=PAST)
        assert beside == {"checks__log_code": "※有 2 處，詳見檢核結果。"}

    def test_two_lines_say_the_first_and_count_the_rest(self) -> None:
        """What stands there is whole; what does not is counted."""
        beside = shown(county=PAST, name=PAST, granted="abc")
        assert beside == {"checks__county": "※「縣市」超過 4 個字。\n※另有 2 處，詳見檢核結果。"}


class TestWhatBelongsToASection:
    def test_rules_that_read_a_computed_box_belong_to_its_table(self, minimal: Callable[..., Path]) -> None:
        """The total stands in the table, so the rule about the total is told there."""
        under = "compute: sum(items.amount)}"
        root = minimal("forms/reading-corner/113/grant.yaml", under, f"{under}\n      messages: 2")
        ((form,),) = [edition.forms for edition in read(root, Report())[0].editions]

        assert rules_beside(form) == {"checks__items": {"total_within_cap", "shelf_within_share"}}

    def test_rules_that_read_a_column_belong_to_its_roster(self) -> None:
        """Whichever way they name its rows."""
        rules = rules_beside(LOG)
        wanted = {"visits_in_the_period", "each_visit_has_people", "large_visits", "visits_and_money"}

        assert rules["checks__visits"] == wanted | {"visits_add_up"}
        assert rules["checks__county"] == {"visits_add_up"}
        assert rules["checks__costs"] == set()

    def test_the_text_behind_other_belongs_to_its_choice(self) -> None:
        """A fault in what somebody wrote behind 其他 stands beside the choice."""
        for _, _, form in all_forms():
            owners = {owner for section in sections(form) for owner in section.owners}
            for item in form.program.inputs:
                if item.needed_by[0] in owners:
                    assert item.address in owners

    def test_a_section_is_called_by_its_table_or_first_field(self) -> None:
        """A screen reader says which part of the form the messages are about."""
        called = {field.name: field.question for field in LOG.fields if field.address.startswith("checks.")}

        assert called["checks__costs"] == "經費 檢核訊息，由表單計算。"
        assert called["checks__log_code"] == "壹、基本資料 檢核訊息，由表單計算。"


JUDGED = [
    pytest.param(*one, id=f"{one[1].folder}/{one[2].id}") for one in all_forms() if one[2].program.checks
]


@pytest.mark.slow
@pytest.mark.parametrize(("root", "edition", "form"), JUDGED)
def test_what_a_rule_says_stands_on_a_page_with_what_it_reads(
    root: Path, edition: Edition, form: Form
) -> None:
    """Nobody turns to the last page to learn what is wrong on the first: the panel or a section is near."""
    pages: dict[str, set[int]] = defaultdict(set)
    for widget in widgets(pdf_of(root, edition, form)):
        pages[widget.name].add(widget.page)
        pages[_table(widget.name)].add(widget.page)
    panel = form.program.panel
    assert panel is not None
    reads = {rule.id: rule.reads for rule in edition.rules}
    for check in form.program.checks:
        told = [panel.messages, *(section.box for section in panel.sections if check.id in section.owners)]
        read = [item for item in form.program.inputs if column_of(item.address) in reads[check.id]]
        entered = {page for item in read for page in pages[_table((item.boxes or (item.name,))[0])]}

        assert not entered or entered & {page for box in told for page in pages[box]}, check.id


def _table(name: str) -> str:
    """The table that a box stands in, whose messages stand behind it; a box in none is by itself."""
    return name.partition("__")[0]
