"""Figures that grow, fractions, empty cells, counts with units: what each is worth, worked out apart."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from formpress.expr import build
from formpress.expr.algebra import MAYBE, NO, YES, Judged
from formpress.expr.chinese import condition, say
from formpress.expr.evaluate import Walk
from formpress.expr.quantity import DATE, MINUTES
from formpress.expr.reading import Reading
from formpress.expr.tree import All, Count, Field, Known, Nothing, Number, Numeric, Quantity
from formpress.model import Edition, Parameter
from formpress.parse.parameters import ParameterSpec
from formpress.problems import Report
from formpress.resolve.graduated import graduated
from formpress.resolve.meaning import Axis
from formpress.source import parse_text
from tests.editions import COMPLETE, site

SCHOOLS = Field("f.schools", Quantity((("校", 1),)), "校數", 0, 9_999)
EDITION: Edition = site(COMPLETE).editions[0]


def worth(value: Numeric, schools: int | None) -> tuple[float, float]:
    """The bounds of a number in its own unit, for so many schools."""
    low, high = Walk(Judged(), {"f.schools": Reading(number=schools)}).number(value)
    steps = 10**value.type.places * value.type.over
    return (low / steps, high / steps)


def grown(text: str, unit: str) -> Numeric:
    """The figure that a parameter written as `text` gives for the schools of the form."""
    report = Report()
    node = parse_text(f"label: 標準\nunit: {unit}\nby: schools\ncite: 貳\n{text}", "rules.yaml", report)
    assert node is not None
    spec = ParameterSpec.model_validate(node.data())
    found = graduated("x", spec, node, Axis("schools", "校數", (), (), "校"), report)
    assert report.items == []
    assert found is not None
    return found.of(SCHOOLS)


class TestFractions:
    @pytest.mark.parametrize(("part", "whole", "kept"), [(10, 60, YES), (16, 100, NO), (17, 100, YES)])
    def test_a_sixth_is_no_percentage(self, part: int, whole: int, kept: int) -> None:
        """10 of 60 is exactly 1/6, which no percentage says."""
        least = build.multiply(build.number("1/6", "比"), Number(whole, Quantity()))
        assert Walk(Judged(), {}).truth(build.compare(">=", Number(part, Quantity()), least)) == kept

    @pytest.mark.parametrize("schools", [0, 1, 5, 6, 7, 59, 60, 61, 9_999])
    def test_a_fraction_of_a_school_is_rounded_as_asked(self, schools: int) -> None:
        """ceil(1/6 × n) is the next whole school, floor the one before."""
        sixth = build.multiply(build.number("1/6", "比"), SCHOOLS)
        for rounding, expected in (("ceil", math.ceil), ("floor", math.floor)):
            found = build.rounded(sixth, rounding, 0)  # type: ignore[arg-type]  # both are roundings
            assert worth(found, schools)[0] == expected(Fraction(schools, 6))

    def test_a_fraction_prints_as_it_was_typed(self) -> None:
        """Parts of it are written out where they end."""
        assert say(build.number("1/6", "比", "抽樣比例")) == "抽樣比例 1/6"
        half = build.scale(build.number("30", "小時"), 0, 60)
        assert isinstance(half, Number)
        assert say(half) == "30 小時"


class TestGraduated:
    OFFICE = "graduated: [{up_to: 20, value: 600000}, {plus: 25000}]\nat_most: 10000000\n"
    STAFF = "graduated: [{plus: 1, each: 50}]\nrounding: ceil\nat_most: 5\n"

    @pytest.mark.parametrize("schools", [0, 1, 19, 20, 21, 100, 395, 396, 397, 9_999])
    def test_so_much_up_to_a_point_and_so_much_for_each_beyond(self, schools: int) -> None:
        """600,000 up to 20 schools, 25,000 for each more, 10,000,000 at most."""
        expected = min(600_000 + 25_000 * max(schools - 20, 0), 10_000_000)
        assert worth(grown(self.OFFICE, "元"), schools) == (expected, expected)

    @pytest.mark.parametrize("schools", [0, 1, 50, 51, 249, 250, 251, 9_999])
    def test_one_for_every_fifty_with_the_rest_rounded(self, schools: int) -> None:
        """51 schools are two fifties where the author says ceil."""
        expected = min(-(-schools // 50), 5)
        assert worth(grown(self.STAFF, "人"), schools) == (expected, expected)

    def test_an_unknown_count_leaves_exactly_what_is_possible(self) -> None:
        """No narrower and no wider: from the first step to the ceiling."""
        assert worth(grown(self.OFFICE, "元"), None) == (600_000, 10_000_000)
        assert worth(grown(self.STAFF, "人"), None) == (0, 5)

    def test_it_is_said_in_one_sentence(self) -> None:
        """The steps and the ceiling, in the words of the announcement."""
        assert say(grown(self.OFFICE, "元")) == (
            "標準（20 校以下 600,000 元，超過 20 校的部分每增加 1 校增加 25,000 元，上限 10,000,000 元）"
        )
        assert say(grown(self.STAFF, "人")) == "標準（每 50 校 1 人，上限 5 人）"

    def test_the_table_of_a_rule_page_has_a_line_for_each_step(self) -> None:
        """The ceiling is one of them."""
        assert parameter("admin_fee").values == (
            (("3,000 元以下",), "10%"),
            (("超過 3,000 元的部分",), "5%"),
            (("上限",), "600 元"),
        )


def parameter(name: str) -> Parameter:
    return next(one for one in EDITION.parameters if one.id == name)


class TestEmptyCells:
    def test_an_empty_cell_is_printed_in_the_authors_word(self) -> None:
        """不適用 unless `empty:` says something else."""
        assert parameter("trip_cap").values[0] == (("國小",), "不適用")
        assert parameter("trip_by_size").values[0] == (("12 班以下", "國小"), "不補助")

    def test_nobody_knows_the_figure_of_a_case_that_does_not_exist(self) -> None:
        """So nothing that it is compared with is decided."""
        test = build.compare("<=", SCHOOLS, Nothing("不適用", SCHOOLS.type))
        assert Walk(Judged(), {"f.schools": Reading(number=0)}).truth(test) == MAYBE


class TestParametersOfTime:
    def test_days_times_and_months_print_as_people_read_them(self) -> None:
        """A day in ROC years, a time as typed, months with their unit."""
        names = ("last_day", "noon", "within", "few_days")
        printed = [parameter(name).values[0][1] for name in names]
        assert printed == ["115年6月30日", "12:30", "3 個月", "5 天"]

    def test_months_that_vary_by_an_option_are_added_case_by_case(self) -> None:
        """The months are looked up, the day is not."""
        start = Number(739_000, Quantity(DATE))
        months = build.choose(
            "f.level", (("a", build.number("1", "個月")), ("b", build.number("2", "個月"))), "期限", ()
        )
        later = build.add_months(start, months)
        readings = {"f.level": Reading(text="b")}
        assert Walk(Judged(), readings).number(later) == Walk(Judged(), {}).number(
            build.add_months(start, build.number("2"))
        )

    def test_months_that_a_form_holds_cannot_be_added(self) -> None:
        """A fixed number of months has one answer in every engine."""
        with pytest.raises(build.Fault, match="固定的數"):
            build.add_months(Number(739_000, Quantity(DATE)), Field("f.n", Quantity(), "月數", 0, 12))


class TestUnits:
    def test_a_count_goes_with_people_and_not_with_money(self) -> None:
        """How many rows there are is compared with 人 and 校; with 元 it is an error."""
        rows = Count((Known(True), Known(True)))
        assert Walk(Judged(), {}).truth(build.compare("==", rows, build.number("2", "人"))) == YES
        with pytest.raises(build.Fault, match="單位不同"):
            build.compare("==", rows, build.number("2", "元"))

    def test_one_more_than_a_count_is_a_count(self) -> None:
        """成員（含召集人）: the rows and one."""
        more = build.add((Count((Known(True),)), build.number("1")))
        assert Walk(Judged(), {}).truth(build.compare("==", more, build.number("2", "人"))) == YES

    @pytest.mark.parametrize(("minutes", "kept"), [(899, NO), (900, YES)])
    def test_minutes_and_hours_compare_exactly(self, minutes: int, kept: int) -> None:
        """15 hours are 900 minutes."""
        spent = Number(minutes, Quantity(MINUTES))
        test = build.compare(">=", spent, build.number("15", "小時"))
        assert Walk(Judged(), {}).truth(test) == kept

    def test_a_range_reads_as_one(self) -> None:
        """3 to 5, not two comparisons."""
        low, high = build.number("3", "校"), build.number("5", "校")
        test = All((build.compare(">=", SCHOOLS, low), build.compare("<=", SCHOOLS, high)))
        assert condition(test) == "校數在 3～5 校之間"
