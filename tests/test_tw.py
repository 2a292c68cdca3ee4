"""Taiwan's conventions: dates, amounts in words, numbering, typed numbers."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formpress import tw

DIGITS = "零壹貳參肆伍陸柒捌玖"


def complaint(call: object, *args: object) -> tuple[str, str]:
    """The message and hint that a call is refused with."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the words are what is asserted
        call(*args)  # type: ignore[operator]
    message, hint = caught.value.args
    return message, hint


# ----- dates -----


def test_a_date_is_year_month_day_of_the_republic() -> None:
    """112-09-15 is the fifteenth of September 2023."""
    assert tw.parse_roc("112-09-15") == datetime.date(2023, 9, 15)
    assert tw.parse_roc("99-01-01") == datetime.date(2010, 1, 1)
    assert tw.parse_roc("113-02-29") == datetime.date(2024, 2, 29)


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("112-02-30", "112年2月沒有30日", "這個月只到28日。"),
        ("112-12-32", "112年12月沒有32日", "這個月只到31日。"),
        ("112-13-01", "沒有13月", "月份從 01 到 12。"),
        ("000-01-01", "沒有民國0年", "日期請寫成民國年-月-日，例如 115-03-05。"),
        ("2023-09-15", "「2023-09-15」是西元年，這裡用民國年", "請寫成「112-09-15」。"),
        ("20230915", "「20230915」是西元年，這裡用民國年", "請寫成「112-09-15」。"),
        ("112.09.15", "日期「112.09.15」的寫法不對", "請寫成「112-09-15」。"),
        ("112/9/15", "日期「112/9/15」的寫法不對", "請寫成「112-09-15」。"),
        ("112-9-5", "日期「112-9-5」的寫法不對", "請寫成「112-09-05」。"),
        ("5-9-5", "日期「5-9-5」的寫法不對", "請寫成「05-09-05」。"),
        ("１１２－０９－１５", "日期「１１２－０９－１５」的寫法不對", "請寫成「112-09-15」。"),
        ("1120915", "日期「1120915」的寫法不對", "請寫成「112-09-15」。"),
        ("民國112年9月15日", "日期「民國112年9月15日」的寫法不對", "請寫成「112-09-15」。"),
        (
            "112-09-15（五）",
            "「112-09-15（五）」裡的星期不要自己打，星期由日期算出來",
            "請寫成「112-09-15」。",
        ),
        ("九月", "「九月」不是日期", "日期請寫成民國年-月-日，例如 115-03-05。"),
        ("", "「」不是日期", "日期請寫成民國年-月-日，例如 115-03-05。"),
    ],
)
def test_a_wrong_date_is_answered_with_the_right_spelling(typed: str, message: str, hint: str) -> None:
    """Whatever can be meant by a date that is written otherwise is suggested."""
    assert complaint(tw.parse_roc, typed) == (message, hint)


def test_a_date_of_any_length_is_answered_briefly() -> None:
    """A whole paragraph in the place of a date is not printed back."""
    assert len(complaint(tw.parse_roc, "九" * 20_000)[0]) < 50


@given(st.dates(datetime.date(1912, 1, 1), datetime.date(2910, 12, 31)))
def test_every_date_of_the_republic_can_be_written(date: datetime.date) -> None:
    """The spelling of a specification reads back, and print shows the same day."""
    written = f"{tw.roc_year(date):02}-{date:%m-%d}"

    assert tw.parse_roc(written) == date
    assert tw.format_roc(date, with_weekday=False) == f"{date.year - 1911}年{date.month}月{date.day}日"


def test_print_names_the_weekday() -> None:
    """The weekday is computed."""
    friday = datetime.date(2023, 9, 15)

    assert tw.format_roc(friday) == "112年9月15日（星期五）"
    assert tw.format_roc(friday, with_weekday=False) == "112年9月15日"
    assert tw.weekday(datetime.date(2023, 9, 17)) == "日"


def test_a_month_is_a_date_without_a_day() -> None:
    """113-06 is printed as 113年6月."""
    month = tw.parse_roc_month("113-06")

    assert month == datetime.date(2024, 6, 1)
    assert tw.format_roc_month(month) == "113年6月"
    assert complaint(tw.parse_roc_month, "113-13")[0] == "沒有13月"
    assert complaint(tw.parse_roc_month, "113年6月") == (
        "「113年6月」不是月份",
        "月份請寫成民國年-月，例如 115-03。",
    )


@pytest.mark.parametrize(
    ("text", "found", "right"),
    [
        ("112.09.15(五)前", "(五)", True),
        ("112.09.15(四)前", "(四)", False),
        ("112 年 9 月 15日(星期五)前", "(星期五)", True),
        ("112年9月17日（週日）", "（週日）", True),
        ("112年9月17日 禮拜天", "禮拜天", True),
        ("2023-09-15（ 五 ）", "（ 五 ）", True),
        ("112年2月30日（五）", "（五）", None),
        ("9月15日（五）", "（五）", None),
        ("9/15週五", "週五", None),
    ],
)
def test_a_weekday_beside_a_date_is_found_and_checked(text: str, found: str, right: bool | None) -> None:
    """A date without a year, or one that does not exist, leaves open what is right."""
    (weekday,) = tw.typed_weekdays(text)

    assert (weekday.text, weekday.right) == (found, right)
    assert text[weekday.start : weekday.end] == found
    assert tw.find_weekday(text) == found


@pytest.mark.parametrize(
    "text",
    ["（一） 組織架構", "每週五", "1.2（一）", "編號 1112/9（五）", "112年9月15日", "星期一至星期五", ""],
)
def test_a_number_in_brackets_is_no_weekday(text: str) -> None:
    """Only what follows a date is a weekday that the calendar knows better."""
    assert tw.typed_weekdays(text) == ()
    assert tw.find_weekday(text) is None


def test_all_weekdays_of_a_text_are_found() -> None:
    """A table of dates has one in each row."""
    text = "112.09.08(五)前 報名\n112.09.15(六)前 公告"

    assert [(day.typed, day.right) for day in tw.typed_weekdays(text)] == [("五", True), ("六", False)]


# ----- amounts in words -----


def read_words(words: str) -> int:
    """An independent reader of 國字大寫."""
    total = section = digit = 0
    for character in words:
        if character in DIGITS:
            digit = DIGITS.index(character)
        elif character in "拾佰仟":
            section += digit * 10 ** ("拾佰仟".index(character) + 1)
            digit = 0
        else:
            total += (section + digit) * 10000 ** ("萬億兆".index(character) + 1)
            section = digit = 0
    return total + section + digit


def spell_with_patterns(n: int) -> str:
    """An independent writer: every digit with its unit, then the zeros that nobody says are struck."""
    places = [unit + large for large in ("", "萬", "億", "兆") for unit in ("", "拾", "佰", "仟")]
    digits = reversed(list(enumerate(reversed(str(n)))))
    words = "".join(DIGITS[int(digit)] + places[place][: 1 if place % 4 else 2] for place, digit in digits)
    words = re.sub("零[拾佰仟]", "零", words)
    words = re.sub("零+(?=[萬億兆])", "", words)
    words = re.sub("(?<=[萬億兆])[萬億]+", "零", words)
    return re.sub("零+", "零", words).rstrip("零") or "零"


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "零元整"),
        (5, "伍元整"),
        (10, "壹拾元整"),
        (15, "壹拾伍元整"),
        (105, "壹佰零伍元整"),
        (1005, "壹仟零伍元整"),
        (7000, "柒仟元整"),
        (10_010, "壹萬零壹拾元整"),
        (12_000, "壹萬貳仟元整"),
        (20_350, "貳萬零參佰伍拾元整"),
        (100_000, "壹拾萬元整"),
        (100_700, "壹拾萬零柒佰元整"),
        (101_000, "壹拾萬壹仟元整"),
        (100_000_000, "壹億元整"),
        (100_000_001, "壹億零壹元整"),
        (100_001_000, "壹億零壹仟元整"),
        (1_000_100_000, "壹拾億零壹拾萬元整"),
        (1_000_000_000_001, "壹兆零壹元整"),
        (9_999_999_999_999_999, "玖仟玖佰玖拾玖兆玖仟玖佰玖拾玖億玖仟玖佰玖拾玖萬玖仟玖佰玖拾玖元整"),
    ],
)
def test_an_amount_is_written_as_on_a_receipt(n: int, words: str) -> None:
    """One 零 stands between digits where places are empty, none at the end of four places."""
    assert tw.amount_in_words(n) == words


def test_every_amount_up_to_100000_reads_back() -> None:
    """Two independent algorithms agree on each amount that a school budget can hold."""
    for n in range(100_001):
        words = tw.numeral(n)
        assert (read_words(words), words) == (n, spell_with_patterns(n))


@given(
    st.integers(0, 10**16 - 1) | st.builds(lambda a, b: a * 10**b, st.integers(0, 9999), st.integers(0, 12))
)
def test_every_larger_amount_reads_back(n: int) -> None:
    """The same up to 9,999 兆, round amounts included."""
    assert (read_words(tw.numeral(n)), tw.numeral(n)) == (n, spell_with_patterns(n))


def test_an_amount_that_cannot_be_said_is_refused() -> None:
    """Nothing below zero, nothing from 10^16."""
    assert complaint(tw.amount_in_words, -1)[0] == "負數不能寫成國字大寫"
    assert complaint(tw.boxed, -1)[0] == "負數不能寫成國字大寫"
    assert complaint(tw.amount_in_words, 10**16)[0] == "金額超過 9,999 兆，寫不成國字大寫"


def test_a_printed_box_holds_one_numeral() -> None:
    """萬仟佰拾元 take a numeral each, zeros included."""
    assert tw.boxed(7000, top=4) == ("零", "柒", "零", "零", "零")
    assert tw.boxed(0, top=4) == ("零",) * 5
    assert tw.boxed(12_345) == ("壹", "貳", "參", "肆", "伍")


def test_the_top_box_holds_what_is_larger() -> None:
    """120,000 has 壹拾貳 in the box of 萬."""
    assert tw.boxed(120_000, top=4) == ("壹拾貳", "零", "零", "零", "零")
    assert tw.boxed(1234, top=2) == ("壹拾貳", "參", "肆")
    assert tw.boxed(1234, top=0) == ("壹仟貳佰參拾肆",)


@given(st.integers(0, 10**15), st.integers(0, 8))
def test_the_boxes_add_up(n: int, top: int) -> None:
    """Each box times its power of ten is the amount."""
    boxes = tw.boxed(n, top)

    assert len(boxes) == top + 1
    assert sum(read_words(box) * 10 ** (top - place) for place, box in enumerate(boxes)) == n


# ----- numbering -----


def test_each_level_has_its_own_numbers() -> None:
    """壹、一、（一）、1.、(1)、A.、(A)、a."""
    levels = range(1, 9)
    assert " ".join(tw.outline_number(level, 1) for level in levels) == "壹 一 （一） 1. (1) A. (A) a."
    assert " ".join(tw.outline_number(level, 11) for level in levels) == (
        "壹拾壹 十一 （十一） 11. (11) K. (K) k."
    )
    assert [tw.outline_number(1, n) for n in (10, 20, 99)] == ["壹拾", "貳拾", "玖拾玖"]
    assert [tw.outline_number(2, n) for n in (10, 20, 99)] == ["十", "二十", "九十九"]


def test_a_number_that_does_not_exist_is_refused() -> None:
    """There are eight levels, counting begins at 1, and there are 26 letters."""
    assert complaint(tw.outline_number, 9, 1)[0] == "編號沒有第 9 層"
    assert complaint(tw.outline_number, 6, 27)[0] == "編號不能是 27"
    assert complaint(tw.outline_number, 1, 0)[0] == "編號不能是 0"
    assert complaint(tw.outline_number, 2, 100)[0] == "編號不能是 100"


@pytest.mark.parametrize(
    ("text", "cite", "usual"),
    [
        ("伍", tw.Cite((5,)), "伍"),
        ("玖四", tw.Cite((9, 4)), "玖四"),
        ("捌一（一）", tw.Cite((8, 1, 1)), "捌一（一）"),
        ("捌、一、（一）、1.", tw.Cite((8, 1, 1, 1)), "捌一（一）1"),
        ("捌一(一)12(3)", tw.Cite((8, 1, 1, 12, 3)), "捌一（一）12(3)"),
        ("伍（二）", tw.Cite((5, 0, 2)), "伍（二）"),
        ("壹拾", tw.Cite((10,)), "壹拾"),
        ("拾一", tw.Cite((10, 1)), "壹拾一"),
        ("拾壹十一", tw.Cite((11, 11)), "壹拾壹十一"),
        ("叁", tw.Cite((3,)), "參"),
        ("附件四", tw.Cite((), 4), "附件四"),
        ("附件12", tw.Cite((), 12), "附件十二"),
        ("附件", tw.Cite((), 0), "附件"),
        ("附件一貳", tw.Cite((2,), 1), "附件一貳"),
        ("附件一、二", tw.Cite((0, 2), 1), "附件一、二"),
        ("伍三（四）1（4）A", tw.Cite((5, 3, 4, 1, 4, 1)), "伍三（四）1(4)A"),
        ("伍A.(B)c", tw.Cite((5, 0, 0, 0, 0, 1, 2, 3)), "伍A(B)c"),
        ("附件四註1", tw.Cite((0, 0, 0, 1), 4, "註"), "附件四註1"),
        ("附件二、備註 3", tw.Cite((0, 0, 0, 3), 2, "備註"), "附件二備註3"),
        ("附件二「填表 說明」6", tw.Cite((0, 0, 0, 6), 2, "填表 說明"), "附件二「填表 說明」6"),
        ("「申辦條件」", tw.Cite((), None, "申辦條件"), "「申辦條件」"),
        ("「申辦條件」3", tw.Cite((0, 0, 0, 3), None, "申辦條件"), "「申辦條件」3"),
        ("「申辦條件」二（一）", tw.Cite((0, 2, 1), None, "申辦條件"), "「申辦條件」二（一）"),
    ],
)
def test_a_place_is_cited_as_people_write_it(text: str, cite: tw.Cite, usual: str) -> None:
    """The usual spelling comes out, whatever separators went in."""
    assert tw.parse_cite(text) == cite
    assert tw.format_cite(cite) == usual


@pytest.mark.parametrize(
    "text",
    [
        "",
        "、",
        "第五點",
        "5-1",
        "1.1",
        "一一",
        "一十",
        "參叁",
        "附件一一",
        "捌0",
        "玖" * 50,
        "說明6",
        "附件四註「說明」1",
        "「」",
    ],
)
def test_what_is_no_place_is_refused(text: str) -> None:
    """The answer shows how a place is written."""
    message, hint = complaint(tw.parse_cite, text)

    assert message.startswith(f"「{text[:40]}」")
    assert hint == "請照文件的編號寫，例如「參二（一）」或「附件一」。"


LEVELS = st.tuples(*[st.integers(0, 99)] * 5, *[st.integers(0, 26)] * 3)
SECTIONS = st.sampled_from(["", "註", "填表 說明", "109年度", "甲（乙）"])


@given(LEVELS, st.none() | st.integers(0, 99), SECTIONS)
def test_every_place_can_be_cited(levels: tuple[int, ...], annex: int | None, section: str) -> None:
    """What `format_cite` writes, `parse_cite` reads."""
    while levels and levels[-1] == 0:
        levels = levels[:-1]
    if levels or section or annex is not None:
        cite = tw.Cite(levels, annex, tw.normalise(section))
        assert tw.parse_cite(tw.format_cite(cite)) == cite


def test_an_annex_has_its_own_number() -> None:
    """附件四 is annex 4; a place inside it is no annex."""
    assert tw.parse_annex("附件四") == 4
    assert tw.parse_annex(tw.format_annex(12)) == 12
    assert complaint(tw.parse_annex, "捌一")[0] == "「捌一」不是附件的編號"
    assert complaint(tw.parse_annex, "附件一貳")[0] == "「附件一貳」不是附件的編號"


def cites(markdown: str) -> list[list[str]]:
    return [[tw.format_cite(cite) for cite in place.cites] for place in tw.places(markdown)]


def test_every_level_of_an_outline_is_a_place() -> None:
    """A number counts below the last one of the level above; a bullet is no place."""
    text = "## 壹、甲\n二、乙\n（三）丙\n4. 丁\n（5）戊\nF. 己\n(G) 庚\nh. 辛\n- 壬\n三、癸\n"
    assert cites(text) == [
        [place]
        for place in (
            "壹", "壹二", "壹二（三）", "壹二（三）4", "壹二（三）4(5)", "壹二（三）4(5)F",
            "壹二（三）4(5)F(G)", "壹二（三）4(5)F(G)h", "壹三",
        )
    ]  # fmt: skip


def test_a_heading_without_a_number_is_cited_by_its_words() -> None:
    """So are the items below it; inside a numbered chapter they have their numbers too."""
    assert cites("## 申辦條件 { #own }\n1. 甲\n2. 乙\n") == [
        ["「申辦條件」"], ["「申辦條件」1"], ["「申辦條件」2"]
    ]  # fmt: skip
    assert cites("## 參、補助\n### 上限\n1. 甲\n## 附則\n1. 乙\n") == [
        ["參"], ["「上限」"], ["參1", "「上限」1"], ["「附則」"], ["「附則」1"]
    ]  # fmt: skip


def test_what_only_looks_like_a_number_is_no_place() -> None:
    """A spelling that does not exist, a decimal, a word, and what stands in a code block."""
    assert cites("一一、甲\n1.5 乙\nA型\n```\n壹、丙\n```\n") == []


# ----- numbers -----


@pytest.mark.parametrize(
    ("text", "places", "number"),
    [
        ("1,234", 0, 1234),
        ("１，２３４", 0, 1234),
        (" 12 000 ", 0, 12_000),
        ("NT$1,234元", 0, 1234),
        ("$ 500", 0, 500),
        ("-5", 0, -5),
        ("007", 0, 7),
        ("30.5", 1, 305),
        ("30", 1, 300),
        ("1.5", 2, 150),
        ("-0", 0, 0),
        ("999999999999999", 0, 999_999_999_999_999),
    ],
)
def test_a_typed_number_is_read(text: str, places: int, number: int) -> None:
    """Separators, currency and full-width digits do not matter."""
    assert tw.parse_number(text, places) == number


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", 0),
        ("元", 0),
        ("abc", 0),
        ("12a", 0),
        ("1.0", 0),
        ("1.50", 1),
        ("1.", 1),
        (".5", 1),
        ("+5", 0),
        ("--5", 0),
        ("1e3", 0),
        ("一百", 0),
        ("٣", 0),
        ("1000000000000000", 0),
        ("999999999999999", 1),
    ],
)
def test_what_is_no_number_is_none(text: str, places: int) -> None:
    """Neither more decimals than there are places, nor more digits than every engine holds."""
    assert tw.parse_number(text, places) is None


def test_numbers_are_shown_in_thousands() -> None:
    """With exactly the declared decimals."""
    assert tw.thousands(1_234_567, 0) == "1,234,567"
    assert tw.thousands(305, 1) == "30.5"
    assert tw.thousands(300, 1) == "30.0"
    assert tw.thousands(5, 2) == "0.05"
    assert tw.thousands(-123_456, 2) == "-1,234.56"
    assert tw.thousands(0, 0) == "0"


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 6))
def test_what_is_shown_reads_back(n: int, places: int) -> None:
    """A displayed number, typed again, is the same number."""
    assert tw.parse_number(tw.thousands(n, places), places) == n


@given(st.text())
def test_any_text_can_be_typed(text: str) -> None:
    """Nothing typed is an accident, and reading twice changes nothing."""
    once = tw.normalise(text)

    assert tw.normalise(once) == once
    assert tw.parse_number(text, 2) == tw.parse_number(once, 2)


def test_characters_without_width_are_nothing() -> None:
    """A box that holds only these is blank; between others they do not count."""
    assert tw.normalise("\u200b\ufeff\u2060 \u200d") == tw.trimmed("\u200b\u200c\n") == ""
    assert tw.normalise("海\u200b濱") == tw.trimmed("\n海\u200b濱\n") == "海濱"


def test_typed_text_is_normalised() -> None:
    """Full-width letters and spaces become half-width, edges are trimmed."""
    assert tw.normalise("\u3000ＡＢ１２ ㎡\ufeff") == "AB12 m2"
