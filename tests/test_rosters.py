"""Tables with blank rows: a row in which nothing is filled does not exist."""

from __future__ import annotations

import pytest

from formpress.expr.algebra import Judged
from formpress.expr.chinese import condition, say
from formpress.expr.evaluate import Walk, run
from formpress.expr.program import Outcome
from formpress.expr.reading import read_all
from formpress.expr.roster import Roster, called
from formpress.expr.tree import Computed
from formpress.expr.worked import worked
from formpress.model import Edition, Form, Rule
from tests.editions import COMPLETE, site

(EDITION,) = site(COMPLETE).editions
LOG, PROFILE = (next(form for form in EDITION.forms if form.id == name) for name in ("log", "profile"))
ROSTER = Roster("f.t", (("1", "甲"), ("2", "乙"), ("3", "丙")), (("a", "A 欄"), ("b", "B 欄")))


def filled(form: Form, **boxes: str) -> Outcome:
    return run(form.program, boxes)


def rule(name: str, edition: Edition = EDITION) -> Rule:
    return next(rule for rule in edition.rules if rule.id == name)


def missing(outcome: Outcome) -> str:
    return next(line for line in outcome.messages if line.startswith("※必填未填："))


class TestWhichRowsThereAre:
    def test_a_blank_row_is_absent_as_soon_as_another_is_begun(self) -> None:
        """One filled cell makes its row, and unmakes the blank ones."""
        assert ROSTER.absent({"f.t.2.b"}.__contains__) == {"1", "3"}

    def test_a_blank_table_is_undecided(self) -> None:
        """Nobody knows yet which rows there will be."""
        assert ROSTER.absent(set[str]().__contains__) == frozenset()

    def test_what_cannot_be_read_begins_a_row(self) -> None:
        """Somebody wrote there, so the row is not blank: its people are still unknown."""
        assert filled(LOG, visits__1__people="五").verdicts["each_visit_has_people"] == "undecided"

    def test_a_part_of_a_day_begins_a_row(self) -> None:
        """A year alone is no day, and no blank either."""
        boxes = {"visits__1__people": "7", "visits__2__day__y": "114"}
        assert filled(LOG, **boxes).verdicts["each_visit_has_people"] == "undecided"
        assert filled(LOG, visits__1__people="7").verdicts["each_visit_has_people"] == "kept"

    def test_a_tick_begins_a_row(self) -> None:
        """A row of ticks is a row like any other."""
        assert "時數（第 3 位）" in missing(filled(PROFILE, members__3__does__lead="lead"))


class TestWhatIsAskedOfRows:
    def test_a_rule_for_each_row_holds_where_there_is_none(self) -> None:
        """The message names the row that breaks it, and no blank one."""
        outcome = filled(LOG, visits__2__people="4", visits__2__cost="1")
        assert outcome.verdicts["each_visit_has_people"] == "broken"
        assert [line.partition("：")[0][-5:] for line in outcome.messages if "列：" in line] == ["第 2 列"]

    @pytest.mark.parametrize("boxes", [{}, {"log_code": "12A"}])
    def test_a_rule_about_a_blank_table_is_undecided(self, boxes: dict[str, str]) -> None:
        """Sums, counts, days and conditions alike."""
        verdicts = filled(LOG, **boxes).verdicts
        named = (check for check in LOG.program.checks if "visit" in check.id)
        assert {verdicts[check.id] for check in named} == {"undecided"}

    def test_a_sum_knows_that_blank_rows_add_nothing(self) -> None:
        """10 and 20 are 30, and no blank row can change that."""
        boxes = {"granted": "30", "visits__1__cost": "10", "visits__6__cost": "20"}
        assert filled(LOG, **boxes).verdicts["visits_add_up"] == "kept"

    def test_a_sum_of_rows_that_are_not_there_shows_nothing(self) -> None:
        """The second page stays blank while only the first has rows: never 0."""
        shown = filled(LOG, visits__1__cost="10").shown
        assert (shown["visits_page1__cost"], shown["visits_page2__cost"]) == ("10", "")
        assert shown["visited__cost"] == "10"

    def test_a_row_without_the_amount_shows_no_amount(self) -> None:
        """A begun row has an unknown amount, so a blank total is not 0 either."""
        assert filled(LOG, visits__1__people="10").shown["visited__cost"] == ""


class TestWhatIsMissing:
    def test_of_a_blank_roster_only_the_first_row_is_missed(self) -> None:
        """Four rows of two required columns are two words, not eight."""
        line = missing(filled(PROFILE, team="隊"))
        assert "稱呼（第 1 位）、時數（第 1 位）" in line
        assert "第 2 位" not in line

    def test_of_begun_rows_each_column_is_named_once(self) -> None:
        """Rows that are not there miss nothing."""
        line = missing(filled(PROFILE, members__2__name="小明", members__4__name="小華"))
        assert "時數（第 2 位、第 4 位）" in line
        assert "稱呼" not in line

    def test_many_rows_are_counted(self) -> None:
        """Forty names would hide the other lines."""
        assert called("日期", ["甲", "乙", "丙"]) == "日期（甲、乙、丙）"
        assert called("日期", ["甲", "乙", "丙", "丁"]) == "日期（甲、乙等 4 列）"


class TestHowItIsSaid:
    def test_columns_are_named_not_their_cells(self) -> None:
        """Seven rows are said in the words of one."""
        cases = next(c for c in LOG.program.checks if c.id == "visits_and_money").cases
        assert [condition(case.test) for case in cases] == [
            "經費之最小者不少於 10 元",
            "人數大於 5 人的經費之最大者不超過 900 元",
            "至少一列的人數不少於 20 人",
            "人數大於 1 人的每一列，經費不超過 1,000 元",
            "經費大於 500 元的列數不超過 1",
            "人數大於 5 人的經費合計不超過 1,200 元",
            "經費合計（不含第 7 列經費）不超過 2,000 元",
        ]
        total = next(out for out in LOG.program.outputs if out.name == "visited__cost").value
        assert isinstance(total, Computed)
        assert say(total.formula) == "經費合計（第 1 列至第 7 列）"

    def test_a_row_rule_is_told_of_its_row(self) -> None:
        """A blank row is said not to be there."""
        case = next(c for c in LOG.program.checks if c.id == "each_visit_has_people").cases[0]
        labels = {item.address: item.label for item in LOG.program.inputs}
        read = read_all(LOG.program.inputs, {"visits__2__people": "5"})
        assert worked(case.test, Walk(Judged(), read), labels) == ("第 1 列沒有填，不適用",)

    def test_the_smallest_is_told_of_the_rows_that_count(self) -> None:
        """What stands aside is no figure of anybody."""
        cases = next(c for c in LOG.program.checks if c.id == "visits_and_money").cases
        labels = {item.address: item.label for item in LOG.program.inputs}
        boxes = {
            "visits__1__people": "20",
            "visits__1__cost": "10",
            "visits__4__people": "2",
            "visits__4__cost": "30",
        }
        readings = read_all(LOG.program.inputs, boxes)
        told = [line for case in cases for line in worked(case.test, Walk(Judged(), readings), labels)]
        assert "10、30 之最小者 = 10 元，不少於 10 元" in told
        assert "20,000" not in "".join(told)
