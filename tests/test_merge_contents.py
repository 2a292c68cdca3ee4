"""What people wrote stays visible in the merged file, or it is said that it does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from formpress.targets.pdf.filling import fill
from tests.editions import COMPLETE, MINIMAL, pdf_of, site
from tests.test_merge import GIVEN, form_pdf, made, merged, picture, reason, run, the_font, the_form


def with_note(**entries: Any) -> Callable[[Pdf], None]:
    """A page of somebody else with one annotation in its middle."""

    def change(pdf: Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Rect=[20, 80, 180, 120], **entries)
        pdf.pages[0].Annots = Array([pdf.make_indirect(note)])

    return change


def box(value: str) -> Callable[[Pdf], None]:
    add = with_note(Subtype=Name.Widget, FT=Name.Tx, T=String("a"), V=String(value))

    def change(pdf: Pdf) -> None:
        add(pdf)
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([pdf.pages[0].Annots[0]])))

    return change


def ink(content: bytes) -> tuple[int, int, int, int] | None:
    return picture(content).point(lambda value: 255 if value < 128 else 0).getbbox()


@pytest.mark.parametrize(
    "left",
    [
        [b"0 0 1 1 re W n q q"],
        [b"Q Q 0.01 0 0 0.01 0 0 cm"],
        [b"q q 0.01 0 0 0.01 0 0 cm", b"Q q"],
        [b"Q Q Q q 0.1 0 0 0.1 0 0 cm"],
    ],
)
def test_what_a_page_leaves_behind_does_not_move_what_stands_in_its_boxes(left: list[bytes]) -> None:
    """A page may save a state that it never restores, or restore one that it never saved."""

    def change(pdf: Pdf) -> None:
        box("ABC")(pdf)
        pdf.pages[0].Contents = Array([pdf.make_indirect(Stream(pdf, one)) for one in left])

    usual = ink(merged(made(box("ABC"))).content)
    assert usual is not None
    assert ink(merged(made(change)).content) == usual


def test_a_page_that_breaks_off_is_refused() -> None:
    """In the middle of a text: it would swallow what is drawn behind it."""

    def change(pdf: Pdf) -> None:
        box("ABC")(pdf)
        pdf.pages[0].Contents = pdf.make_indirect(Stream(pdf, b"q BT (never closed"))

    assert "檔案損壞或不完整" in reason(made(change))


def test_a_text_that_does_not_fit_its_box_is_named() -> None:
    """As with a character that has no font: it is merged, and told."""
    assert merged(made(box("ABC"))).notes == ()
    assert merged(made(box("很長的文字" * 60))).notes == (
        "「1.pdf」有 1 格的內容太長，頁面上只看得到一部分：「很長的文字很長的文字很長…」",
    )


def test_words_that_somebody_typed_onto_a_page_are_drawn() -> None:
    """Some programs leave the drawing of them to the viewer."""
    found = merged(made(with_note(Subtype=Name.FreeText, Contents=String("重要"), DA=String("/Helv 12 Tf"))))

    assert found.notes == ()
    assert ink(found.content) is not None


@pytest.mark.parametrize(
    ("kind", "told"), [("FileAttachment", "附加檔案"), ("Text", "便利貼的內容"), ("Square", "註解")]
)
def test_what_hangs_on_a_page_and_is_not_drawn_is_told(kind: str, told: str) -> None:
    found = merged(made(with_note(Subtype=Name(f"/{kind}"), Contents=String("批註"))))

    assert found.notes == (f"「1.pdf」有 1 個{told}沒有併入",)


def blank_form() -> bytes:
    return pdf_of(MINIMAL, site(MINIMAL).editions[0], the_form())


def test_a_form_with_blanks_and_without_checks_is_taken_and_told() -> None:
    """How many required boxes are blank, and that no viewer has checked it; of a whole one, nothing."""
    needed = sum(field.required for field in the_form().fields)
    kept = GIVEN | {"items__books__quantity": "20"}
    unchecked, whole = (
        fill(blank_form(), the_form(), kept, the_font(), finished=finished).content
        for finished in (False, True)
    )

    assert needed > 0
    (note,) = merged(blank_form()).notes
    assert f"「1.pdf」有 {needed} 個必填欄位空白；檢核未執行" in note
    (note,) = merged(unchecked).notes
    assert note.startswith("「1.pdf」檢核未執行")
    assert merged(whole).notes == ()


def test_a_question_of_several_boxes_counts_once_and_a_row_once_it_is_begun() -> None:
    """One tick of several answers; of the rows of a roster, those that nobody began want nothing."""
    edition = site(COMPLETE).editions[0]
    form = next(form for form in edition.forms if form.id == "profile")
    empty = pdf_of(COMPLETE, edition, form)

    def told(**values: str) -> str:
        return merged(fill(empty, form, values, the_font(), finished=False).content).notes[0]

    once = {item.name for item in form.program.inputs if item.required and "__" not in item.name}
    assert f"有 {len(once)} 個必填" in told()
    assert f"有 {len(once) - 2} 個必填" in told(team="甲隊", topics__design="design")
    assert f"有 {len(once) + 1} 個必填" in told(members__2__name="王明")


def test_a_check_that_is_not_kept_is_told() -> None:
    assert merged(form_pdf()).notes == ("「1.pdf」有 1 項檢核不符合",)


def test_a_result_without_a_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(made())
    code, _, err = run(tmp_path / "a.pdf", "-o", tmp_path / ".pdf")

    assert code == 1
    assert "例如 -o 合併.pdf" in err
