"""A form's first worked example stands beside it, filled: to look at, not to hand in."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from io import BytesIO
from pathlib import Path

import page as page_validation
import pytest
from pikepdf import Dictionary, FormFieldFlag, Pdf
from pypdf import PdfReader

from formpress.expr.evaluate import run
from formpress.model import Edition, Form
from formpress.targets.pdf.returned import identity
from formpress.targets.pdf.scripts import IDENTITY, VERDICTS
from tests.editions import all_forms, pdf_of, pdfs
from tests.viewers.reading import drawn, values

pytestmark = pytest.mark.slow

FORMS = [(root, edition, form) for root, edition, form in all_forms() if form.examples]

every_example = pytest.mark.parametrize(
    ("root", "edition", "form"), FORMS, ids=lambda part: getattr(part, "id", "")
)


def example_of(root: Path, edition: Edition, form: Form) -> bytes:
    return pdfs(root)[f"{edition.folder}/forms/{form.id}-example.pdf"]


@every_example
def test_it_shows_what_was_given_and_what_follows(root: Path, edition: Edition, form: Form) -> None:
    """The same boxes as the form, with the example's values and what is computed from them."""
    content = example_of(root, edition, form)
    held = values(content)
    given = {field.name: field.start for field in form.fields} | dict(form.examples[0].given)
    shown = run(form.program, given).shown

    assert held.keys() == values(pdf_of(root, edition, form)).keys() - {IDENTITY, VERDICTS}
    assert {name: held[name] for name in shown} == shown
    assert {name: _plain(held[name]) for name in form.examples[0].given} == {
        name: _plain(text) for name, text in form.examples[0].given.items()
    }


@every_example
def test_it_looks_as_it_reads(root: Path, edition: Edition, form: Form) -> None:
    """Every computed figure of the example can be seen in its box."""
    seen = drawn(example_of(root, edition, form))

    assert {name: seen[name] for name in form.examples[0].shows} == dict(form.examples[0].shows)


@every_example
def test_nobody_takes_it_for_a_form(root: Path, edition: Edition, form: Form) -> None:
    """範例 stands in its title and on every page; nothing can be typed, runs, or names the form."""
    content = example_of(root, edition, form)
    with Pdf.open(BytesIO(content)) as pdf:
        assert str(pdf.docinfo.Title).startswith("範例：")
        assert identity(pdf) == ""
        assert all(int(field.Ff) & FormFieldFlag.read_only for field in pdf.Root.AcroForm.Fields)
        assert not any("/JS" in one or "/AA" in one for one in pdf.objects if isinstance(one, Dictionary))

    assert all("範例" in page.extract_text() for page in PdfReader(BytesIO(content)).pages)


@every_example
def test_it_is_small_and_accessible(root: Path, edition: Edition, form: Form, tmp_path: Path) -> None:
    """It carries the characters that it shows, and passes PDF/UA-1."""
    file = tmp_path / "example.pdf"
    file.write_bytes(example_of(root, edition, form))

    pages = len(PdfReader(file).pages)
    assert file.stat().st_size < 200_000 + 30_000 * (pages - 1)
    assert page_validation.validate_pdf(file, profile="ua1").failures == []


def _plain(text: str) -> str:
    """A number without the separators and zeros that its box shows; any other text as it is."""
    bare = text.replace(",", "")
    try:
        return f"{Decimal(bare).normalize():f}"
    except InvalidOperation:
        return bare
