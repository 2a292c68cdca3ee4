"""Every PDF that is produced, as cases of a test: a form that is written tomorrow is one of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from formpress.model import Edition, Form
from tests.editions import COMPLETE, MINIMAL, ROOT, all_forms, pdfs

ROOTS = (ROOT, MINIMAL, COMPLETE)

Case = tuple[Path, Edition, Form]
Wanted = Callable[[Case], bool]


def every_form(wanted: Wanted = lambda case: True) -> pytest.MarkDecorator:
    """A test over the blank form of every form, as `root`, `edition` and `form`."""
    cases = [pytest.param(*one, id=f"{one[1].folder}/{one[2].id}") for one in all_forms() if wanted(one)]
    return pytest.mark.parametrize(("root", "edition", "form"), cases)


def every_pdf() -> pytest.MarkDecorator:
    """A test over every file: blank forms and worked examples, as `root` and `path` in the site."""
    cases = [pytest.param(root, path, id=path) for root, path in addresses()]
    return pytest.mark.parametrize(("root", "path"), cases)


def addresses() -> Iterator[tuple[Path, str]]:
    """(project, address in its site) of every PDF that there ought to be."""
    for root, edition, form in all_forms():
        yield root, f"{edition.folder}/forms/{form.id}.pdf"
        if form.examples:
            yield root, f"{edition.folder}/forms/{form.id}-example.pdf"


def produced(root: Path, path: str) -> bytes:
    return pdfs(root)[path]


@contextmanager
def opened(content: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        yield pdf


def top_fields(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """The fields of a form by name; ours stand all at the top."""
    return {str(field.T): field for field in pdf.Root.AcroForm.Fields}


def widgets_of(field: Any) -> list[Any]:
    """The boxes of a field on paper: itself, or its buttons."""
    return list(field.get("/Kids", [field]))


def is_hidden(widget: Any) -> bool:
    return bool(int(widget.get("/F", 0)) & int(pikepdf.AnnotationFlag.hidden))
