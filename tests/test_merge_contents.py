"""What people wrote stays visible in the merged file, or it is said that it does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from tests.test_merge import made, merged, picture


def with_note(**entries: Object | str | int | list[float]) -> Callable[[Pdf], None]:
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
