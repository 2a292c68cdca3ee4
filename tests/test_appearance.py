"""Text in a field is set as Chinese is set, stays in its box, and brings its fonts along."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Object, Pdf

from formpress.paper import LEADING, PADDING, SIZE
from formpress.targets.pdf.appearance import (
    NEVER_FIRST,
    NEVER_LAST,
    SMALLEST,
    Alignment,
    Appearances,
    set_text,
    wrap,
)
from formpress.targets.pdf.fieldfont import FieldFont, field_font

CACHE = Path(__file__).parent.parent / ".cache" / "fonts"

Operations = list[tuple[list[Object], str]]


def em(character: str) -> float:
    """Half an em for ASCII, a whole one for the rest: what most faces do."""
    return 0.5 if character.isascii() else 1.0


@pytest.fixture(scope="module")
def font() -> FieldFont:
    return field_font("Noto Sans TC", CACHE)


def operations(stream: Object) -> Operations:
    return [(list(step.operands), str(step.operator)) for step in pikepdf.parse_content_stream(stream)]


def steps(stream: Object, operator: str) -> list[list[Object]]:
    return [operands for operands, name in operations(stream) if name == operator]


# ----- where lines break -----


def test_a_line_may_end_between_any_two_han_characters() -> None:
    assert wrap("社群運作紀錄表", 3, em) == ("社群運", "作紀錄", "表")


def test_no_line_begins_with_a_closing_mark() -> None:
    assert wrap("申請經費。核定", 4, em) == ("申請經", "費。核定")
    assert wrap("（含稅）共計", 3, em) == ("（含", "稅）共", "計")


def test_no_line_ends_with_an_opening_mark() -> None:
    assert wrap("計畫「甲」", 3, em) == ("計畫", "「甲」")


def test_words_and_figures_stay_whole() -> None:
    assert wrap("共計 12,000 元", 4, em) == ("共計", "12,000", "元")
    assert wrap("寄 office@example.tw 收", 9, em) == ("寄", "office@example.tw", "收")


def test_a_word_longer_than_a_line_is_broken_where_it_must_be() -> None:
    assert wrap("見abcdefgh", 2, em) == ("見", "abcd", "efgh")


def test_a_row_of_marks_that_forbid_every_break_still_ends() -> None:
    assert wrap("。。。。。", 2, em) == ("。。", "。。", "。")


def test_a_box_too_narrow_for_one_character_takes_one_a_line() -> None:
    assert wrap("甲乙", 0.3, em) == ("甲", "乙")


def test_typed_line_ends_are_kept_and_blank_lines_too() -> None:
    assert wrap("甲\n\n乙丙丁", 2, em) == ("甲", "", "乙丙", "丁")


TEXTS = st.text(st.sampled_from("社群經費，。、「」（）… abcXYZ0189,.%\n"), max_size=60)
ROOMS = st.integers(1, 12)


@given(TEXTS, ROOMS)
def test_breaking_loses_nothing_but_spaces(text: str, room: int) -> None:
    assert "".join(wrap(text, room, em)).replace(" ", "") == text.replace("\n", "").replace(" ", "")


@given(TEXTS, ROOMS)
def test_every_line_fits(text: str, room: int) -> None:
    assert all(sum(map(em, line)) <= room for line in wrap(text, room, em))


@given(st.text(st.sampled_from("社群經費，。「」"), max_size=40), ROOMS)
def test_marks_stand_on_the_wrong_side_only_where_there_is_no_other_place(text: str, room: int) -> None:
    lines = wrap(text, room, em)
    for line, following in pairwise(lines):
        wrong = following[0] in NEVER_FIRST or line[-1] in NEVER_LAST
        inside = range(1, len(line))
        assert not wrong or not any(
            line[place] not in NEVER_FIRST and line[place - 1] not in NEVER_LAST for place in inside
        )


# ----- how large it is set -----


def test_text_that_fits_keeps_its_size() -> None:
    setting = set_text("教育局", 100, 18, em, size=SIZE, multiline=False)
    assert (setting.lines, setting.size, setting.complete) == (("教育局",), SIZE, True)


def test_a_line_that_is_too_long_is_set_smaller_until_it_fits() -> None:
    setting = set_text("國立臺灣大學", 50, 18, em, size=SIZE, multiline=False)
    assert setting.complete
    assert setting.size == 7.5
    assert 6 * setting.size <= 50 - 2 * PADDING


def test_a_paragraph_that_is_too_tall_is_set_smaller_until_it_fits() -> None:
    setting = set_text("經費" * 20, 104, 30, em, size=SIZE, multiline=True)
    assert setting.complete
    assert setting.size < SIZE
    assert len(setting.lines) * LEADING * setting.size <= 30.01


def test_text_that_cannot_fit_says_so() -> None:
    setting = set_text("經費" * 99, 50, 18, em, size=SIZE, multiline=True)
    assert (setting.size, setting.complete) == (SMALLEST, False)


def test_as_many_han_characters_fit_as_the_box_was_measured_for(font: FieldFont) -> None:
    """Layout gives a box LEADING x SIZE a line and SIZE a character; that must be enough."""
    box = (2 * PADDING + 20 * SIZE, 3 * LEADING * SIZE)
    assert set_text("國" * 60, *box, font.advance, size=SIZE, multiline=True).size == SIZE
    assert set_text("國" * 61, *box, font.advance, size=SIZE, multiline=True).size < SIZE
    assert set_text("國\n國\n國", *box, font.advance, size=SIZE, multiline=True).size == SIZE


# ----- what is written -----


@pytest.mark.parametrize(("align", "x"), [("left", 2), ("center", 35), ("right", 68)])
def test_text_stands_left_in_the_middle_or_right(font: FieldFont, align: Alignment, x: float) -> None:
    with Pdf.new() as pdf:
        stream = Appearances(pdf, [font]).text("臺灣省", 100, 18, align=align)
        (matrix,) = steps(stream, "Tm")
        assert float(matrix[4]) == x


def test_one_line_stands_in_the_middle_of_its_box_and_several_begin_at_the_top(font: FieldFont) -> None:
    with Pdf.new() as pdf:
        drawing = Appearances(pdf, [font])
        (single,) = steps(drawing.text("臺", 100, 40), "Tm")
        first, second = steps(drawing.text("臺\n灣", 100, 40, multiline=True), "Tm")
    middle = (font.ascent + font.descent) / 1000 * SIZE / 2
    assert float(single[5]) == pytest.approx(20 - middle)
    assert float(first[5]) == pytest.approx(40 - LEADING * SIZE / 2 - middle)
    assert float(first[5]) - float(second[5]) == pytest.approx(LEADING * SIZE)


def test_text_is_drawn_as_it_is_judged(font: FieldFont) -> None:
    """Blank lines at its ends are not counted, so they are not drawn; only \\n and \\r end a line."""
    with Pdf.new() as pdf:
        drawing = Appearances(pdf, [font])
        bare = steps(drawing.text("臺", 100, 40, multiline=True), "Tm")
        assert steps(drawing.text("\n\u200b\n臺\r\n", 100, 40, multiline=True), "Tm") == bare
        assert len(steps(drawing.text("臺\u2028灣\f臺\x85灣", 200, 40, multiline=True), "Tm")) == 1


def test_text_is_marked_as_a_fields_and_clipped_to_its_box(font: FieldFont) -> None:
    with Pdf.new() as pdf:
        stream = Appearances(pdf, [font]).text("臺灣", 100, 18)
        names = [name for _, name in operations(stream)]
        assert names == ["BMC", "q", "re", "W", "n", "BT", "g", "Tm", "Tf", "Tj", "ET", "Q", "EMC"]
        assert [float(value) for value in stream.BBox.as_list()] == [0, 0, 100, 18]
        assert steps(stream, "BMC") == [[pikepdf.Name.Tx]]


def test_the_glyphs_are_those_of_the_embedded_font(font: FieldFont) -> None:
    with Pdf.new() as pdf:
        stream = Appearances(pdf, [font]).text("臺A", 100, 18)
        ((codes,),) = steps(stream, "Tj")
        assert bytes(codes).hex() == f"{font.glyphs['臺']:04x}{font.glyphs['A']:04x}"
        (descendant,) = stream.Resources.Font.F0.DescendantFonts
        assert "/FontFile2" in descendant.FontDescriptor


def test_a_rare_character_comes_from_the_next_font(font: FieldFont) -> None:
    with Pdf.new() as pdf:
        rare = font.subset("堃")
        stream = Appearances(pdf, [font, rare]).text("王堃先", 100, 18)
        used = [str(name) for name, _ in steps(stream, "Tf")]
        assert used == ["/F0", "/F1", "/F0"]
        assert str(stream.Resources.Font.F1.BaseFont) == "/" + rare.name


def test_a_character_that_no_font_has_is_seen_to_be_missing(font: FieldFont) -> None:
    with Pdf.new() as pdf:
        drawing = Appearances(pdf, [font])
        assert steps(drawing.text("한", 100, 18), "Tj") == steps(drawing.text("〓", 100, 18), "Tj")


@pytest.mark.parametrize("typed", ["甲\r\n乙", "甲\r乙", "甲\n乙\n"])
def test_line_ends_of_every_viewer_are_understood(font: FieldFont, typed: str) -> None:
    with Pdf.new() as pdf:
        drawing = Appearances(pdf, [font])
        expected = drawing.text("甲\n乙", 100, 40, multiline=True)
        assert drawing.text(typed, 100, 40, multiline=True) == expected


def test_spaces_between_names_are_kept(font: FieldFont) -> None:
    with Pdf.new() as pdf:
        ((codes,),) = steps(Appearances(pdf, [font]).text("王　明", 100, 18), "Tj")
        assert bytes(codes).hex() == "".join(f"{font.glyphs[c]:04x}" for c in "王　明")


def test_letters_take_their_own_width(font: FieldFont) -> None:
    with Pdf.new() as pdf:
        (matrix,) = steps(Appearances(pdf, [font]).text("iii", 100, 18, align="right"), "Tm")
        assert float(matrix[4]) == pytest.approx(98 - 3 * font.widths[font.glyphs["i"]] / 1000 * SIZE)


def test_a_mark_that_is_not_made_has_content_all_the_same(font: FieldFont) -> None:
    """PDF.js warns of a stream of length 0."""
    with Pdf.new() as pdf:
        assert Appearances(pdf, [font]).empty(9, 9).read_bytes()


@pytest.mark.parametrize("blank", ["", " ", "\n"])
def test_a_blank_field_draws_nothing_and_needs_no_font(font: FieldFont, blank: str) -> None:
    with Pdf.new() as pdf:
        stream = Appearances(pdf, [font]).text(blank, 100, 18)
        assert [name for _, name in operations(stream)] == ["BMC", "EMC"]
        assert stream.Resources == pikepdf.Dictionary()


def test_marks_are_paths_so_that_no_symbol_font_is_needed(font: FieldFont) -> None:
    with Pdf.new() as pdf:
        drawing = Appearances(pdf, [font])
        for mark in (drawing.dot(9, 9), drawing.tick(9, 9)):
            assert mark.Resources == pikepdf.Dictionary()
            assert {name for _, name in operations(mark)} & {"S", "f"}
            assert not steps(mark, "Tf")


def test_equal_appearances_are_made_once(font: FieldFont) -> None:
    with Pdf.new() as pdf:
        drawing = Appearances(pdf, [font])
        assert drawing.text("", 80, 18).objgen == drawing.text("", 80, 18).objgen
        assert drawing.text("", 80, 18).objgen != drawing.text("", 81, 18).objgen
        assert drawing.text("甲", 80, 18).objgen != drawing.text("乙", 80, 18).objgen


# ----- cells -----


def test_each_character_stands_in_the_middle_of_its_cell(font: FieldFont) -> None:
    with Pdf.new() as pdf:
        matrices = steps(Appearances(pdf, [font]).comb("臺灣", 100, 18, 5), "Tm")
        assert [float(matrix[4]) for matrix in matrices] == [10 - SIZE / 2, 30 - SIZE / 2]


def test_a_cell_narrower_than_a_character_takes_a_smaller_one(font: FieldFont) -> None:
    with Pdf.new() as pdf:
        ((_, size), *_) = steps(Appearances(pdf, [font]).comb("臺", 32, 18, 4), "Tf")
        assert float(size) == 8


def test_what_has_more_characters_than_cells_is_set_as_a_line(font: FieldFont) -> None:
    """Nothing that was typed is dropped."""
    with Pdf.new() as pdf:
        drawing = Appearances(pdf, [font])
        assert drawing.comb("123456", 100, 18, 5).objgen == drawing.text("123456", 100, 18).objgen


def test_a_blank_comb_draws_nothing(font: FieldFont) -> None:
    with Pdf.new() as pdf:
        assert not steps(Appearances(pdf, [font]).comb("", 100, 18, 5), "Tj")


def test_a_font_that_the_file_has_is_not_embedded_again(font: FieldFont) -> None:
    with Pdf.new() as pdf:
        standing = font.attach(pdf)
        stream = Appearances(pdf, [font], {0: standing}).text("臺", 100, 18)
        assert stream.Resources.Font.F0.objgen == standing.objgen
