"""What expressions mean: the facts that every engine has to share."""

from __future__ import annotations

import pytest

from formpress.expr import build, grammar
from formpress.expr.algebra import EVERYTHING, MAYBE, NO, YES, Judged, Shown, quotient
from formpress.expr.build import Fault
from formpress.expr.chinese import condition, say
from formpress.expr.evaluate import Walk, run
from formpress.expr.program import Case, Check, Input, Output, Panel, Program
from formpress.expr.reading import Reading
from formpress.expr.tree import Add, Compare, Computed, Field, Number, Numeric, Plain, Quantity
from tests.editions import COMPLETE, site

YUAN = Quantity((("元", 1),))
PRICE = Field("f.price", YUAN, "單價", 0, 99_999)
COUNT = Field("f.count", Quantity(), "數量", 0, 999)
OTHER = Field("f.other", YUAN, "其他", 0, 99_999)
INF = float("inf")


def yuan(value: int) -> Number:
    return Number(value, YUAN)


def judged(node: Numeric, **numbers: int | None) -> tuple[float, float]:
    readings = {f"f.{name}": Reading(number=numbers.get(name)) for name in ("price", "count", "other")}
    return Walk(Judged(), readings).number(node)


def shown(node: Numeric, **numbers: int | None) -> int | None:
    readings = {f"f.{name}": Reading(number=numbers.get(name)) for name in ("price", "count", "other")}
    return Walk(Shown(), readings).number(node)


class TestGrammar:
    @pytest.mark.parametrize(
        ("text", "shape"),
        [
            ("a + b * c", "(a + (b * c))"),
            ("a - b - c", "((a - b) - c)"),
            ("(a + b) * c", "((a + b) * c)"),
            ("not a > 1 and b > 2", "((not (a > 1)) and (b > 2))"),
            ("a > 1 or b > 2 and c > 3", "((a > 1) or ((b > 2) and (c > 3)))"),
            ("- a * b", "((- a) * b)"),
            ("價 ≤ 1", None),
            ("a × b ÷ c", "((a * b) / c)"),
            ("a ≥ 1 且 b ≠ 2", "((a >= 1) and (b != 2))"),
            ("min(1,200)", "min(1, 200)"),
            ("sum(t.x, 1) + 30%", "(sum(t.x, 1) + 30%)"),
            ('g == "A"', "(g == 'A')"),
        ],
    )
    def test_precedence_is_that_of_arithmetic(self, text: str, shape: str | None) -> None:
        """Products bind before sums, sums before comparisons, not before and, and before or."""
        if shape is None:
            with pytest.raises(grammar.GrammarFault):
                grammar.parse(text)
        else:
            assert spelled(grammar.parse(text)) == shape

    @pytest.mark.parametrize("text", ["", "(", "a +", "a b", "a < b < c", "sum(a,)", "a @ b", "'x", ")"])
    def test_what_does_not_parse_has_a_place(self, text: str) -> None:
        """A fault lies within the text."""
        with pytest.raises(grammar.GrammarFault) as fault:
            grammar.parse(text)
        assert 0 <= fault.value.place.start <= max(len(text) - 1, 0)

    def test_depth_and_length_are_bounded(self) -> None:
        """Ten thousand brackets are a message, not a crash."""
        for text in ("(" * 900 + "a", "-" * 900 + "a", "not " * 200 + "a", "a" * 5000):
            with pytest.raises(grammar.GrammarFault):
                grammar.parse(text)


class TestTypes:
    def test_yuan_and_people_do_not_add(self) -> None:
        """Adding needs one unit."""
        people = Field("f.people", Quantity((("人", 1),)), "人數", 0, 99)
        with pytest.raises(Fault, match="「元」與「人」"):
            build.add((PRICE, people))

    def test_units_cancel(self) -> None:
        """元/人 times 人 is 元."""
        rate = build.number("100", "元/人")
        people = Field("f.people", Quantity(build.parse_unit("人")), "人數", 0, 99)
        assert build.unit_text(build.multiply(rate, people).type.unit) == "元"

    def test_zero_goes_with_every_unit(self) -> None:
        """quantity > 0 needs no unit on the 0."""
        assert isinstance(build.compare(">", PRICE, build.number("0")), Compare)

    def test_a_share_is_an_exact_ratio(self) -> None:
        """30% is 30 with two places, never 0.3 in binary."""
        share = build.number("30", "%")
        assert (share.value, share.type.places, share.shown) == (30, 2, "30%")
        assert build.number("2.5%").type.places == 3

    def test_comparing_aligns_places(self) -> None:
        """2,400 ≤ 30% of 8,000 is compared as 240,000 ≤ 240,000."""
        test = build.compare("<=", yuan(2400), build.multiply(build.number("30%"), yuan(8000)))
        assert Walk(Judged(), {}).truth(test) == YES
        test = build.compare("<=", yuan(2401), build.multiply(build.number("30%"), yuan(8000)))
        assert Walk(Judged(), {}).truth(test) == NO

    def test_what_could_lose_exactness_is_refused(self) -> None:
        """The bound is proven from the fields' limits."""
        with pytest.raises(Fault, match="無法精確"):
            build.check_exact(build.multiply(yuan(10**10), build.multiply(PRICE, COUNT)))


class TestDisplays:
    def test_a_sum_shows_what_is_filled(self) -> None:
        """Blank terms are left out, and nothing filled shows nothing: never 0."""
        total = build.add((PRICE, OTHER), skip_blank=True)
        assert shown(total, price=5) == 5
        assert shown(total) is None

    def test_a_product_needs_both_factors_unless_one_is_zero(self) -> None:
        """0 times a blank is 0: an unused item needs one 0 only."""
        amount = build.multiply(PRICE, COUNT)
        assert shown(amount, price=5) is None
        assert shown(amount, count=0) == 0


class TestJudgements:
    def test_a_blank_is_everything_it_can_become(self) -> None:
        """A blank amount is at least 0; so the sum is at least what is filled."""
        total = build.add((PRICE, OTHER), skip_blank=True)
        assert judged(total, price=9000) == (9000, INF)
        assert judged(build.multiply(PRICE, COUNT), count=0) == (0, 0)
        assert judged(build.subtract(PRICE, OTHER), price=5) == (-INF, 5)

    def test_a_total_without_a_part_leaves_the_part_out(self) -> None:
        """Subtracting a term of a sum removes it, so that the two cannot disagree."""
        total = Computed("f.total", build.add((PRICE, OTHER), skip_blank=True), YUAN, "合計")
        rest = build.subtract(total, OTHER)
        assert isinstance(rest, Add)
        assert rest.terms == (PRICE,)
        assert judged(rest, price=7) == (7, 7)

    def test_dividing_by_what_may_be_zero_decides_nothing(self) -> None:
        """No engine crashes or invents a number."""
        share = build.divide(PRICE, COUNT, "floor", 0)
        assert judged(share, price=5) == EVERYTHING
        assert judged(share, price=5, count=0) == EVERYTHING
        assert shown(share, price=5, count=0) is None

    def test_a_ratio_needs_a_denominator_that_is_never_negative(self) -> None:
        """Multiplying a comparison by a negative number would turn it round."""
        debt = Field("f.debt", Quantity(), "欠款", -5, 5)
        with pytest.raises(Fault, match="負數"):
            build.ratio("<=", PRICE, debt, build.number("3"))

    def test_a_quotient_over_an_open_denominator_goes_to_zero_from_its_side(self) -> None:
        """5 ÷ (1 or more) is between 0 and 5; rounded up it is at least 1."""
        assert Judged().divide((5, 5), (1, INF), "floor") == (0, 5)
        assert Judged().divide((5, 5), (1, INF), "ceil") == (1, 5)
        assert Judged().divide((-5, -5), (1, INF), "floor") == (-5, -1)

    def test_an_optional_term_of_a_sum_may_stay_blank(self) -> None:
        """Boxes that start at 1 add nothing while they are blank."""
        once = Field("f.price", Quantity(), "次數", 1, 9)
        assert judged(build.add((once, COUNT), skip_blank=True)) == (0, INF)

    @pytest.mark.parametrize(
        ("top", "bottom", "half_up", "floor", "ceil"),
        [
            (5, 2, 3, 2, 3),
            (-5, 2, -3, -3, -2),
            (4, 2, 2, 2, 2),
            (1, 3, 0, 0, 1),
            (-1, 3, 0, -1, 0),
            (5, -2, -3, -3, -2),
        ],
    )
    def test_rounding(self, top: int, bottom: int, half_up: int, floor: int, ceil: int) -> None:
        """A half goes away from zero; floor and ceil go down and up."""
        assert quotient(top, bottom, "half_up") == half_up
        assert quotient(top, bottom, "floor") == floor
        assert quotient(top, bottom, "ceil") == ceil

    def test_comparisons_are_decided_only_where_no_later_entry_matters(self) -> None:
        """Three values, by intervals."""
        compare = Judged().compare
        assert compare("<=", (0, 5), (5, 9)) == YES
        assert compare("<=", (6, 9), (0, 5)) == NO
        assert compare("<=", (4, 6), (5, 5)) == MAYBE
        assert compare("==", (5, 5), (5, 5)) == YES
        assert compare("!=", (0, 3), (4, 9)) == YES
        assert compare(">", (6, INF), (5, 5)) == YES


class TestChinese:
    def test_a_tree_speaks(self) -> None:
        """Formulas and conditions are read out in the form's own labels."""
        assert say(build.multiply(PRICE, COUNT)) == "單價 × 數量"
        assert say(build.subtract(PRICE, OTHER)) == "單價 − 其他"
        assert condition(build.compare(">", COUNT, build.number("0"))) == "數量大於 0"
        assert say(build.number("8000", "元", "上限")) == "上限 8,000 元"


PROGRAM = Program(
    inputs=(
        Input("f.price", "price", "單價", "number", 0, 0, 99_999, required=True),
        Input("f.count", "count", "數量", "number", 0, 0, 999),
        Input("f.name", "name", "名稱", "text", longest=3),
        Input("f.kind", "kind", "種類", "choice", options=(("a", "甲"), ("b", "乙"))),
    ),
    outputs=(Output("amount", build.multiply(PRICE, COUNT)),),
    checks=(
        Check("cap", 1, "error", (Case("", build.compare("<=", PRICE, yuan(100)), Plain("太貴。")),)),
    ),
    panel=Panel("summary", "messages", 2, 10),
)  # fmt: skip


class TestFilledForms:
    def test_full_width_digits_and_separators_are_numbers(self) -> None:
        """What people type is read as they mean it."""
        assert run(PROGRAM, {"price": "１，２００", "count": " 2 "}).shown["amount"] == "2,400"

    @pytest.mark.parametrize(
        ("entered", "line"),
        [
            ({"price": "abc"}, "※「單價」請填整數。"),
            ({"price": "1.5"}, "※「單價」請填整數。"),
            ({"price": "100000"}, "※「單價」不可大於 99,999。"),
            ({"price": "-1"}, "※「單價」不可小於 0。"),
            ({"price": "1", "name": "四個字啊"}, "※「名稱」超過 3 個字。"),
            ({"price": "1", "kind": "c"}, "※「種類」不是可選的項目。"),
            ({"price": "101"}, "※規則 1　太貴。"),
            ({"count": "1"}, "※必填未填：單價。"),
        ],
    )
    def test_each_thing_to_look_at_is_one_line(self, entered: dict[str, str], line: str) -> None:
        """Lines begin with ※ and name the box or the rule."""
        assert run(PROGRAM, entered).messages == (line,)

    def test_an_untouched_form_says_nothing(self) -> None:
        """Blank in, blank out: no 0 and no complaint."""
        assert set(run(PROGRAM, {}).shown.values()) == {""}

    def test_what_does_not_fit_is_counted(self) -> None:
        """The panel never cuts a line off in silence."""
        text = run(PROGRAM, {"price": "abc", "count": "x", "name": "四個字啊"}).shown["messages"]
        assert text == "※「單價」請填整數。\n※另有 2 處，詳見規則頁。"

    def test_of_several_conditions_only_the_one_that_fails_is_told(self) -> None:
        """A rule that asks for this and that says which one it is about."""
        edition = site(COMPLETE).editions[0]
        program = next(form.program for form in edition.forms if form.id == "plan")
        given = {"people": "10", "sessions__first__cost": "9"}
        lines = [line for line in run(program, given).messages if line.startswith("※規則 22　")]

        assert lines == ["※規則 22　不符：學制已填；請修正。"]

    def test_an_unreadable_number_is_no_zero(self) -> None:
        """A rule over an unreadable box stays undecided."""
        assert run(PROGRAM, {"price": "abc"}).verdicts == {"cap": "undecided"}


def spelled(tree: grammar.Syntax) -> str:
    match tree:
        case grammar.Name():
            return tree.text
        case grammar.Figure():
            return tree.text
        case grammar.Quoted():
            return repr(tree.text)
        case grammar.Call():
            return f"{tree.name.text}({', '.join(spelled(one) for one in tree.arguments)})"
        case grammar.Unary():
            return f"({tree.operator} {spelled(tree.operand)})"
        case grammar.Binary():
            return f"({spelled(tree.left)} {tree.operator} {spelled(tree.right)})"
