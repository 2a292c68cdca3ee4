"""The one module that runs Typst: data in, the bytes of a PDF/UA-1 page out."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

FORM = Path(__file__).with_name("form.typ")
DOCUMENT = Path(__file__).with_name("document.typ")


@cache
def _compiler(fonts: Path, template: Path) -> typst.Compiler:
    """A compiler keeps its parsed fonts: the second page takes a tenth of the first one's time."""
    return typst.Compiler(str(template), font_paths=[str(fonts)], ignore_system_fonts=True)


def draws(kind: str, picture: bytes) -> bool:
    """Whether Typst can draw a picture of this kind: svg or png."""
    source = f'#image(bytes({tuple(picture) or "()"}), format: "{kind}", alt: "")'
    try:
        typst.compile(source.encode(), format="svg", ignore_system_fonts=True)
    except (RuntimeError, typst.TypstError):
        return False
    return True


def typeset(page: dict[str, Any], fonts: Path, template: Path = FORM) -> bytes:
    """Draw one form, or one document, with the faces in `fonts` and no others. Same data, same bytes.

    Raises:
        RuntimeError: when the template warns or fails, which is a fault of this program.
    """
    inputs = {"data": json.dumps(page, ensure_ascii=False)}
    pdf, warnings = _compiler(fonts, template).compile_with_warnings(
        format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"]
    )
    if warnings:
        raise RuntimeError("; ".join(str(warning.message) for warning in warnings))
    assert isinstance(pdf, bytes)
    return pdf
