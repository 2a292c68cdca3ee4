"""What stands in a box: ticks, texts of a shape, and texts that must fit their lines."""

from __future__ import annotations

import pytest

from formpress.expr.evaluate import run
from formpress.expr.program import Input, Output, Program
from formpress.expr.python import compile_program
from formpress.expr.reading import Reading, entered, read, read_all
from formpress.expr.tree import Entered, Join, Plain
from formpress.tw import lines_of

CODES = (("design", "課程設計"), ("reading", "閱讀"), ("other", "其他"))
BOXES = ("topics__design", "topics__reading", "topics__other")
TOPICS = Input("f.topics", "topics", "推動主軸", "choices", options=CODES, boxes=BOXES, minimum=1, maximum=2)
MEANT = Input(
    "f.topics.other_text", "topics__other_text", "推動主軸（其他）", "text", longest=5,
    needed_by=("f.topics", "other"),
)  # fmt: skip
TOLD = Program((TOPICS, MEANT), (Output("told", Join((Plain("勾了"), Entered("f.topics")))),), (), None)


def ticked(*codes: str) -> dict[str, str]:
    return {f"topics__{code}": code for code in codes}


def reading(values: dict[str, str]) -> Reading:
    return read_all(TOLD.inputs, values)["f.topics"]


class TestTicks:
    def test_nothing_ticked_is_blank(self) -> None:
        """Boxes that are off, blank or absent say nothing yet."""
        assert reading({}).blank
        assert reading(dict.fromkeys(BOXES, "Off") | {"topics__design": ""}).blank

    def test_what_is_ticked_is_what_is_meant(self) -> None:
        """Exactly these, in the order of the options, by their labels."""
        found = reading({"topics__reading": "reading", "topics__design": "design", "topics__other": "Off"})
        assert (found.text, found.label) == ("design,reading", "課程設計、閱讀")

    def test_too_many_ticks_are_a_fault(self) -> None:
        """Like a number out of range: told, and not judged."""
        found = reading(ticked("design", "reading", "other"))
        assert (found.fault, found.blank) == ("「推動主軸」最多勾 2 項", True)

    def test_too_few_ticks_are_a_fault(self) -> None:
        """One of at least two is not yet an answer."""
        pair = Input("f.t", "t", "主軸", "choices", options=CODES, boxes=BOXES, minimum=2)
        assert read(pair, "design").fault == "「主軸」至少勾 2 項"

    def test_what_no_box_of_ours_holds_is_a_fault(self) -> None:
        """A foreign program may write Yes."""
        assert reading({"topics__design": "Yes"}).fault == "「推動主軸」不是可選的項目"

    def test_what_people_write_behind_other_is_told(self) -> None:
        """The label alone would not say what was meant."""
        values = ticked("design", "other") | {"topics__other_text": "桌遊"}
        assert run(TOLD, values).shown["told"] == "勾了課程設計、其他（桌遊）"
        assert compile_program(TOLD)(values) == run(TOLD, values)

    def test_what_is_written_behind_an_option_that_is_not_ticked_is_not_told(self) -> None:
        assert run(TOLD, ticked("design") | {"topics__other_text": "桌遊"}).shown["told"] == "勾了課程設計"

    def test_a_text_behind_other_wants_its_tick(self) -> None:
        """Whoever writes what they mean by 其他 and forgets the tick is told so."""
        told = "※「推動主軸」寫了「其他」的說明，卻沒有選「其他」。"
        assert run(TOLD, ticked("design") | {"topics__other_text": "桌遊"}).messages == (told,)
        assert run(TOLD, {"topics__other_text": "桌遊"}).messages == (told,)
        assert run(TOLD, {"topics__other_text": "\u200b"}).messages == ()

    def test_other_wants_its_text(self) -> None:
        """Required as soon as that option is chosen, and only then."""
        assert run(TOLD, ticked("other")).messages == ("※必填未填：推動主軸（其他）。",)
        assert run(TOLD, ticked("design")).messages == ()
        assert run(TOLD, ticked("other") | {"topics__other_text": "桌遊"}).messages == ()

    def test_the_boxes_are_read_in_any_width(self) -> None:
        """What is read is normalised before it is compared."""
        assert entered(TOPICS, {"topics__design": " ｄｅｓｉｇｎ "}) == "design"


class TestMoments:
    DAY = Input("f.d", "d", "日期", "date", boxes=("d__y", "d__m", "d__d"))
    TIME = Input("f.t", "t", "時間", "time", boxes=("t__h", "t__n"))

    def fault(self, item: Input, **values: str) -> str:
        return read(item, entered(item, values)).fault

    def test_what_is_filled_in_part_is_told(self) -> None:
        """A year alone is no day; but nothing at all is no fault."""
        assert self.fault(self.DAY, d__y="113") == "「日期」還沒填完"
        assert self.fault(self.TIME, t__n="30") == "「時間」還沒填完"
        assert self.fault(self.DAY, d__y=" ") == self.fault(self.TIME) == ""


class TestShapes:
    PHONE = Input(
        "f.p", "p", "聯絡電話", "text", longest=20, pattern="0[0-9]{1,3}-[0-9]{6,8}", wanted="電話號碼"
    )

    @pytest.mark.parametrize("text", ["07-1234567", "０７－１２３４５６７", "  07-1234567 ", ""])
    def test_what_has_the_shape_is_fine(self, text: str) -> None:
        """Full-width digits too; a blank is no fault."""
        assert read(self.PHONE, text).fault == ""

    @pytest.mark.parametrize("text", ["1234567", "07-1234567 或 08", "07-1234567\n", "07-12"])
    def test_the_whole_text_must_have_it(self, text: str) -> None:
        """The message says what to write."""
        wanted = "" if text.endswith("\n") else "「聯絡電話」請填電話號碼"
        assert read(self.PHONE, text).fault == wanted


class TestLines:
    def fault(self, text: str, lines: int = 2, columns: int = 10) -> str:
        box = Input("f.p", "p", "故事", "text", longest=500, lines=lines, columns=columns)
        return read(box, text).fault

    def test_han_characters_fill_a_line(self) -> None:
        """Twenty fit two lines of ten, one more does not."""
        assert self.fault("文" * 20) == ""
        assert self.fault("文" * 21) == "「故事」超過 2 行"

    @pytest.mark.parametrize(
        ("sign", "fit"), [("a", 16), ("A", 12), ("M", 10), ("%", 10), ("1", 16), ("，", 16)]
    )
    def test_other_characters_are_narrower(self, sign: str, fit: int) -> None:
        """In tenths: capitals 8, M and % 10, other letters and digits 6; NFKC makes ，a comma."""
        assert self.fault(sign * fit, lines=2, columns=5) == ""
        assert self.fault(sign * (fit + 1), lines=2, columns=5) == "「故事」超過 2 行"

    @pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
    def test_a_line_that_is_ended_counts_whole(self, end: str) -> None:
        """Every way in which a viewer ends a line, blank ones too."""
        assert self.fault(f"a{end}b") == ""
        assert self.fault(f"a{end}{end}b") == "「故事」超過 2 行"

    @pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\v", "\f"])
    def test_nothing_else_ends_a_line(self, sign: str) -> None:
        """Neither here nor where the text is drawn."""
        assert self.fault(sign.join("abc")) == ""
        assert lines_of(sign.join("abc")) == [sign.join("abc")]

    def test_a_box_whose_columns_nobody_counts_takes_all(self) -> None:
        """Then the number of characters is the only limit."""
        assert self.fault("文" * 400, columns=0) == ""
