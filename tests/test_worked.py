"""Why a verdict is what it is: every sentence here was worked out by hand first."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formpress.expr import build
from formpress.expr.algebra import MAYBE, NO, Judged
from formpress.expr.evaluate import Walk
from formpress.expr.reading import Reading
from formpress.expr.tree import (
    DATE,
    DAYS,
    Add,
    AddMonths,
    All,
    Any,
    BlankNumber,
    BlankText,
    Bracket,
    Compare,
    Computed,
    Contains,
    Count,
    Field,
    Is,
    Known,
    Matches,
    Months,
    Not,
    Number,
    Numeric,
    Open,
    Quantity,
    SameText,
    TextLength,
    Truth,
    When,
    WorkDays,
)
from formpress.expr.worked import worked

YUAN = Quantity((("元", 1),))
LABELS = {
    "f.lecture": "外聘講座 數量",
    "f.talk": "內聘講座 數量",
    "f.printing": "印刷費",
    "f.boxes": "餐盒 數量",
    "f.teas": "茶水 數量",
    "f.people": "人數",
    "f.start": "開始日",
    "f.end": "結束日",
    "f.half": "補助比",
    "f.group": "組別",
    "f.slot": "供餐時段",
    "f.speaker": "預定講座",
    "f.code": "統一編號",
}


def box(name: str, unit: str = "", places: int = 0) -> Field:
    return Field(f"f.{name}", Quantity(build.parse_unit(unit), places), name, 0, 99_999)


def yuan(value: int) -> Number:
    return Number(value, YUAN)


def told(test: Truth, **filled: int | str) -> list[str]:
    """The sentences for a form in which only these boxes are filled."""
    readings = {address: Reading() for address in LABELS}
    for name, value in filled.items():
        text = isinstance(value, str)
        readings[f"f.{name}"] = Reading(text=str(value)) if text else Reading(number=int(value))
    return list(worked(test, Walk(Judged(), readings), LABELS))


LECTURE = Computed("f.a", build.multiply(yuan(2000), box("lecture")), YUAN, "外聘講座 總價")
TALK = Computed("f.b", build.multiply(yuan(1000), box("talk")), YUAN, "內聘講座 總價")
TOTAL = Computed("f.total", build.add((LECTURE, TALK, box("printing", "元")), skip_blank=True), YUAN, "合計")
CAP = build.choose("f.group", (("A", yuan(8000)), ("B", yuan(20000))), "經費上限", (("A", "甲"), ("B", "乙")))
WITHIN_CAP = build.compare("<=", TOTAL, CAP)


def share(part: Numeric, whole: Numeric, limit: str = "30%") -> Truth:
    return build.compare("<=", part, build.multiply(build.number(limit), whole))


PRINTING_SHARE = share(box("printing", "元"), TOTAL)


class TestCaps:
    def test_a_sum_over_the_cap(self) -> None:
        """4 lectures at 2,000 and 1 at 1,000; what stands in the sum is worked out before it."""
        assert told(WITHIN_CAP, group="A", lecture=4, talk=1, printing=0) == [
            "外聘講座 總價 2,000 × 4 = 8,000 元",
            "內聘講座 總價 1,000 × 1 = 1,000 元",
            "8,000 ＋ 1,000 = 9,000 元，超過 8,000 元",
        ]

    def test_a_sum_of_one_term_is_that_term(self) -> None:
        """Zeros are not added up."""
        assert told(WITHIN_CAP, group="A", lecture=4, talk=0, printing=0) == [
            "2,000 × 4 = 8,000 元，未超過 8,000 元"
        ]

    def test_a_blank_that_cannot_matter_is_said_so(self) -> None:
        """Printing could only add."""
        assert told(WITHIN_CAP, group="A", lecture=5, talk=1)[-1] == (
            "10,000 ＋ 1,000 = 11,000 元，超過 8,000 元；其餘尚未填，不影響結果"
        )

    def test_what_is_still_blank_is_named(self) -> None:
        """8,000 may stay or grow."""
        assert told(WITHIN_CAP, group="A", lecture=4, talk=1 - 1) == ["合計至少 8,000 元；印刷費尚未填"]

    def test_an_unchosen_cap_is_a_range(self) -> None:
        """9,000 is too much for group A only."""
        assert told(WITHIN_CAP, lecture=4, talk=1, printing=0) == [
            "合計 9,000 元；經費上限 8,000～20,000 元；組別尚未填"
        ]

    def test_nothing_filled_names_a_few_boxes(self) -> None:
        """Up to three; of more the first two, and how many in all."""
        assert told(WITHIN_CAP, group="A") == ["外聘講座 數量、內聘講座 數量、印刷費尚未填"]
        more = build.compare("<=", build.add((TOTAL, box("boxes", "元"))), CAP)
        assert told(more, group="A") == ["外聘講座 數量、內聘講座 數量等 4 欄尚未填"]

    def test_nothing_at_all_costs_nothing(self) -> None:
        assert told(WITHIN_CAP, group="A", lecture=0, talk=0, printing=0) == ["合計 0 元，未超過 8,000 元"]

    def test_a_blank_that_takes_away_leaves_a_most(self) -> None:
        """9 − ? is no more than 9, and is not 9."""
        rest = build.subtract(box("boxes"), box("teas"))
        assert told(build.compare("<=", rest, build.number("10")), boxes=9) == [
            "至多 9，未超過 10；其餘尚未填，不影響結果"
        ]

    def test_a_limit_that_is_computed_is_written_out(self) -> None:
        """100 元/人 for 10 people is 1,000 元."""
        limit = build.multiply(build.number("100", "元/人"), box("people", "人"))
        test = build.compare("<=", box("printing", "元"), limit)
        assert told(test, printing=1001, people=10) == ["印刷費 1,001 元，超過 100 × 10 = 1,000 元"]
        assert told(test, printing=1001) == ["印刷費 1,001 元；人數尚未填"]


class TestShares:
    def test_a_share_that_is_exactly_the_limit(self) -> None:
        """2,400 of 8,000: the sum is a step before."""
        assert told(PRINTING_SHARE, lecture=2, talk=0, printing=2400) == [
            "外聘講座 總價 2,000 × 2 = 4,000 元",
            "合計 4,000 ＋ 2,400 = 6,400 元",
            "2,400 ÷ 6,400 = 37.5%，超過 30%",
        ]
        fixed = share(box("printing", "元"), yuan(8000))
        assert told(fixed, printing=2400) == ["2,400 ÷ 8,000 = 30%，未超過 30%"]

    def test_a_ratio_that_does_not_end_is_cut_off(self) -> None:
        """3,001 of 10,001 is 30.00699930006…%."""
        assert told(share(box("printing", "元"), yuan(10001)), printing=3001) == [
            "3,001 ÷ 10,001 = 30.006…%，超過 30%"
        ]

    def test_it_is_not_cut_off_where_it_still_looks_like_the_limit(self) -> None:
        """300,001 of 1,000,003 is 30.00000999…%, and that is more than 30%."""
        assert told(share(box("printing", "元"), yuan(1_000_003)), printing=300_001) == [
            "300,001 ÷ 1,000,003 = 30.000009…%，超過 30%"
        ]

    def test_a_share_of_nothing_is_no_ratio(self) -> None:
        """Nobody divides by 0."""
        assert told(share(box("printing", "元"), box("people", "元")), printing=5, people=0) == [
            "印刷費 5 元，超過 0 元"
        ]

    def test_a_nameless_part_stands_in_brackets(self) -> None:
        both = build.add((box("boxes", "元"), box("teas", "元")))
        assert told(share(both, yuan(8000)), boxes=2400, teas=80) == [
            "（2,400 ＋ 80）÷ 8,000 = 31%，超過 30%"
        ]

        assert told(share(both, yuan(8000)), boxes=2400, teas=0) == ["2,400 ÷ 8,000 = 30%，未超過 30%"]
        assert told(share(both, TOTAL), boxes=2400)[0].startswith("boxes ＋ teas至少 2,400 元；")

    def test_a_whole_without_the_part_has_its_name(self) -> None:
        """雜支 is compared with the rest of the total."""
        printing = box("printing", "元")
        assert told(
            share(printing, build.subtract(TOTAL, printing), "10%"), lecture=2, talk=1, printing=501
        ) == [
            "外聘講座 總價 2,000 × 2 = 4,000 元",
            "內聘講座 總價 1,000 × 1 = 1,000 元",
            "合計（不含printing）4,000 ＋ 1,000 = 5,000 元",
            "501 ÷ 5,000 = 10.02%，超過 10%",
        ]

    def test_an_open_share_tells_part_and_whole(self) -> None:
        assert told(PRINTING_SHARE, printing=3000) == [
            "印刷費 3,000 元；合計至少 3,000 元；外聘講座 數量、內聘講座 數量尚未填"
        ]

    @given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 100))
    def test_the_ratio_stands_on_the_side_that_the_verdict_says(
        self, part: int, whole: int, limit: int
    ) -> None:
        """However close to the limit: the printed digits never contradict the sentence."""
        (line,) = told(share(box("printing", "元"), yuan(whole), f"{limit}%"), printing=part)
        found = re.fullmatch(r"[\d,]+ ÷ [\d,]+ = ([\d,.]+)(…?)%，(未超過|超過) (\d+)%", line)
        assert found
        ratio, exact = Fraction(found[1].replace(",", "")), Fraction(100 * part, whole)
        assert (ratio == exact) if not found[2] else (ratio < exact)
        assert (ratio > limit) is (found[3] == "超過") or (ratio < limit) is (found[3] == "未超過")


class TestConditions:
    NEEDED = Any(
        (
            Not(Any((build.compare(">", box("boxes"), build.number("0")),
                     build.compare(">", box("teas"), build.number("0"))))),
            Not(BlankText("f.slot", "時段")),
        )
    )  # fmt: skip

    def test_a_false_condition_does_not_apply(self) -> None:
        assert told(self.NEEDED, boxes=0, teas=0) == ["餐盒 數量 0、茶水 數量 0，不適用"]

    def test_a_true_condition_is_told_before_the_rule(self) -> None:
        """Only what made it true."""
        assert told(self.NEEDED, boxes=0, teas=5) == ["茶水 數量 5，適用", "供餐時段未填"]
        assert told(self.NEEDED, boxes=3, teas=0, slot="noon") == ["餐盒 數量 3，適用", "供餐時段已填"]

    def test_a_condition_that_is_still_open_may_not_matter(self) -> None:
        assert told(self.NEEDED, slot="noon") == ["供餐時段已填"]
        assert told(self.NEEDED, boxes=0) == ["茶水 數量尚未填，不知是否適用", "供餐時段未填"]


class TestOtherTruths:
    def test_only_the_parts_that_decide_are_told(self) -> None:
        """Of an and, what fails; of an or, what holds."""
        high, low = (build.compare(">", box(name), build.number("3")) for name in ("boxes", "teas"))
        assert told(All((high, low)), boxes=4, teas=1) == ["茶水 數量 1，未大於 3"]
        assert told(Any((high, low)), boxes=4, teas=1) == ["餐盒 數量 4，大於 3"]
        assert told(Not(Any((high, low))), boxes=4, teas=1) == ["餐盒 數量 4，超過 3"]

    @pytest.mark.parametrize(
        ("test", "filled", "says"),
        [
            (Is("f.group", "組", (("A", "甲"),)), {"group": "A"}, "組別為「A」"),
            (Is("f.group", "組", (("A", "甲"),)), {"group": "B"}, "組別為「B」，不是「甲」"),
            (Is("f.group", "組", (("A", "甲"),)), {}, "組別尚未填"),
            (Not(Contains("f.speaker", "", "待聘")), {"speaker": "待聘中"},
             "預定講座為「待聘中」，含有「待聘」"),
            (Not(Contains("f.speaker", "", "待聘")), {"speaker": "外聘"}, "預定講座為「外聘」，沒有「待聘」"),
            (Matches("f.code", "", "####"), {"code": "123"}, "統一編號為「123」，不符合格式「####」"),
            (SameText("f.code", "f.speaker", "", ""), {"code": "1", "speaker": "2"},
             "統一編號為「1」，預定講座為「2」，不同"),
            (SameText("f.code", "f.speaker", "", ""), {"code": "1"}, "統一編號為「1」，預定講座尚未填"),
            (BlankNumber(TOTAL, "總價"), {}, "總價未填"),
            (Not(BlankNumber(TOTAL, "總價")), {"talk": 1}, "總價已填"),
            (Open("審查委員"), {}, "由審查委員判斷"),
            (Known(True), {}, "必定成立"),
            (build.compare("<=", TextLength("f.speaker", "講座"), build.number("3")),
             {"speaker": "王大明先生"}, "講座的字數 5，超過 3"),
        ],
    )  # fmt: skip
    def test_each_kind_has_its_sentence(self, test: Truth, filled: dict[str, int | str], says: str) -> None:
        assert told(test, **filled) == [says]

    def test_what_cannot_be_read_is_said(self) -> None:
        """A fault reads as a blank, and is no blank."""
        readings = {address: Reading() for address in LABELS} | {
            "f.boxes": Reading(fault="「餐盒 數量」請填整數")
        }
        assert worked(
            build.compare(">", box("boxes"), build.number("3")), Walk(Judged(), readings), LABELS
        ) == ("「餐盒 數量」請填整數",)


class TestOtherNumbers:
    @pytest.mark.parametrize(
        ("value", "filled", "says"),
        [
            (build.subtract(box("boxes"), box("teas")), {"boxes": 9, "teas": 4}, "9 − 4 = 5"),
            (build.divide(box("boxes"), box("teas"), "ceil", 0), {"boxes": 9, "teas": 4},
             "9 ÷ 4，無條件進位為 3"),
            (build.divide(box("boxes"), box("teas"), "ceil", 0), {"boxes": 8, "teas": 4}, "8 ÷ 4 = 2"),
            (build.rounded(build.multiply(build.number("10%"), box("boxes", "元")), "half_up", 0),
             {"boxes": 105}, "10% × 105，四捨五入為 11 元"),
            (build.multiply(build.number("1.5"), box("boxes")), {"boxes": 3}, "1.5 × 3 = 4.5"),
            (build.multiply(box("teas"), build.add((box("boxes"), box("people")))),
             {"teas": 2, "boxes": 3, "people": 4}, "2 ×（3 ＋ 4）= 14"),
            (build.extreme("min", (box("boxes"), box("teas"))), {"boxes": 9, "teas": 4}, "9、4 之最小者 = 4"),
            (Bracket(box("boxes"), ((12, yuan(1)), (25, yuan(2)), (None, yuan(3))), YUAN, "群數"),
             {"boxes": 25}, "群數 2 元"),
            (When(build.compare(">", box("boxes"), build.number("1")), TOTAL, yuan(5), YUAN),
             {"boxes": 2, "talk": 3, "lecture": 0, "printing": 0}, "1,000 × 3 = 3,000 元"),
            (Count((BlankText("f.slot", ""), BlankText("f.group", ""))), {"slot": "a"}, "符合的項數 1"),
        ],
    )  # fmt: skip
    def test_each_kind_is_written_out(self, value: Numeric, filled: dict[str, int | str], says: str) -> None:
        """Against a limit that none of them reaches."""
        (line,) = told(build.compare(">=", value, Number(10**6, value.type)), **filled)
        assert line.partition("，少於 ")[0] == says

    def test_a_computed_part_of_a_quotient_is_a_step(self) -> None:
        """1.75 rounded is 2, and 3 times that is 6."""
        rounded = build.divide(box("boxes"), box("teas"), "half_up", 0)
        test = build.compare("<", build.multiply(box("people"), rounded), build.number("6"))
        assert told(test, boxes=7, teas=4, people=3) == ["7 ÷ 4，四捨五入為 2", "3 × 2 = 6，未小於 6"]


class TestDays:
    START = Field("f.start", Quantity(DATE), "開始", 1, 10**6)
    END = Field("f.end", Quantity(DATE), "結束", 1, 10**6)
    SEPTEMBER = 738_778
    """112年9月15日 is 2023-09-15."""

    def test_days_are_earlier_or_later(self) -> None:
        """No day is smaller than another."""
        test = Compare("<=", self.END, self.START)
        assert told(test, start=self.SEPTEMBER, end=self.SEPTEMBER + 1) == [
            "結束日 112年9月16日，晚於 112年9月15日"
        ]

    @pytest.mark.parametrize(
        ("value", "says"),
        [
            (Add((END, build.negate(START)), Quantity(DAYS)), "112年10月20日 − 112年9月15日 = 35 天"),
            (Months(START, END), "112年9月15日 到 112年10月20日 的足月數 = 1 個月"),
            (WorkDays(START, END, (), ()), "112年9月15日 到 112年10月20日 的工作天數 = 25 天"),
        ],
    )
    def test_spans_name_both_days(self, value: Numeric, says: str) -> None:
        """Five weeks from a Friday to a Friday."""
        test = Compare(">", value, Number(99, value.type))
        (line,) = told(test, start=self.SEPTEMBER, end=self.SEPTEMBER + 35)
        assert line.partition("，未大於 99")[0] == says

    def test_months_later_is_a_day(self) -> None:
        test = Compare("<=", self.END, AddMonths(self.START, 1))
        assert told(test, start=self.SEPTEMBER, end=self.SEPTEMBER) == [
            "結束日 112年9月15日，未晚於 112年9月15日 後 1 個月 = 112年10月15日"
        ]


@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=6, max_size=6), st.sampled_from("AB "))
def test_every_tree_gets_sentences_that_fit_its_verdict(numbers: list[int | None], group: str) -> None:
    """Nothing filled in breaks it; open verdicts speak of blanks, broken ones never do alone."""
    names = ("lecture", "talk", "printing", "boxes", "teas", "people")
    readings = {address: Reading() for address in LABELS}
    readings |= {f"f.{name}": Reading(number=number) for name, number in zip(names, numbers, strict=True)}
    readings["f.group"] = Reading(text=group.strip(), label=group.strip())
    test = All((WITHIN_CAP, PRINTING_SHARE, TestConditions.NEEDED))
    lines = worked(test, Walk(Judged(), readings), LABELS)
    truth = Walk(Judged(), readings).truth(test)
    assert lines
    assert (truth == MAYBE) <= any("尚未填" in line for line in lines)
    assert (truth == NO) <= any("超過" in line or "未填" in line for line in lines)
