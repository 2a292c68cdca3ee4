"""Every produced PDF: small, valid, the same each time, and complete for those who use it."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest
from pypdf import PdfReader

from formpress.model import Edition, Form
from formpress.pipeline import read, render
from formpress.problems import Report
from tests.editions import CACHE, all_forms, pdf_of

FORMS = [pytest.param(*one, id=f"{one[1].folder}/{one[2].id}") for one in all_forms()]
EMBEDDED_LIMIT = 1_400_000
SMALL_LIMIT = 150_000
"""Bytes of one form, with the embedded field font and with `field_font: small`."""

pytestmark = pytest.mark.parametrize(("root", "edition", "form"), FORMS)


@pytest.fixture
def pdf(root: Path, edition: Edition, form: Form) -> bytes:
    return pdf_of(root, edition, form)


@pytest.fixture
def small(root: Path, edition: Edition, form: Form, tmp_path: Path) -> bytes:
    """The same form with `field_font: small`."""
    project = tmp_path / "project"
    for folder in ("forms", "content"):
        shutil.copytree(root / folder, project / folder)
    settings = project / "forms" / "site.yaml"
    lines = [line for line in settings.read_text(encoding="utf-8").splitlines() if "field_font" not in line]
    settings.write_text("\n".join([*lines, "field_font: small", ""]), encoding="utf-8")
    report = Report()
    site, places = read(project, report)
    wanted = f"{edition.folder}/forms/{form.id}.pdf"
    return next(one.content for one in render(site, places, CACHE, report) if one.path == wanted)


def test_a_form_is_small_enough_to_mail(pdf: bytes, small: bytes) -> None:
    """Under 1.4 MB with the embedded font, under 150 kB with the small one."""
    assert len(pdf) < EMBEDDED_LIMIT
    assert len(small) < SMALL_LIMIT


def test_a_form_is_valid_pdf_ua(pdf: bytes, small: bytes, tmp_path: Path) -> None:
    """The machine rules of PDF/UA-1 that page-validation checks all hold."""
    for name, content in (("embedded", pdf), ("small", small)):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(content)
        found = page.validate_pdf(str(path), profile="ua1")
        assert "0 failed, 104 total" in str(found), str(found)


def test_qpdf_finds_nothing(pdf: bytes, tmp_path: Path) -> None:
    """`qpdf --check`, by the library that the command uses, warns of nothing."""
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf)
    with pikepdf.open(path) as opened:
        assert opened.check_pdf_syntax() == []
        assert opened.get_warnings() == []
    if program := shutil.which("qpdf"):
        assert (
            subprocess.run([program, "--check", str(path)], capture_output=True, check=False).returncode == 0
        )


def test_two_builds_give_the_same_bytes(root: Path, edition: Edition, form: Form, pdf: bytes) -> None:
    """Same input, same bytes."""
    report = Report()
    site, places = read(root, report)
    again = {one.path: one.content for one in render(site, places, CACHE, report)}

    assert again[f"{edition.folder}/forms/{form.id}.pdf"] == pdf


def test_every_box_says_what_it_is(pdf: bytes, form: Form) -> None:
    """Each field has its label as tooltip, and what is required says so."""
    fields = PdfReader(BytesIO(pdf)).get_fields() or {}
    for field in form.fields:
        spoken = str(fields[field.name].get("/TU"))
        assert spoken.startswith(field.label)
        assert ("必填" in spoken) is field.required


def test_a_blank_form_holds_no_number_but_its_start_values(pdf: bytes, form: Form) -> None:
    """Never 0 on an untouched form; the summary says that nothing was checked yet."""
    fields = PdfReader(BytesIO(pdf)).get_fields() or {}
    held = {
        name: str(field.get("/V") or "") for name, field in fields.items() if not name.startswith("formpress")
    }

    assert {name: value for name, value in held.items() if value and value != "/Off"} == {
        field.name: field.start for field in form.fields if field.start
    }
    assert held["checks__summary"] == "檢核未執行"


def test_a_form_knows_which_form_it_is(pdf: bytes, edition: Edition, form: Form) -> None:
    """A hidden field carries programme, edition, form, revision and the fingerprint of its fields."""
    fields = PdfReader(BytesIO(pdf)).get_fields() or {}

    assert str(fields["formpress"]["/V"]) == form.identity
    assert re.fullmatch(rf"1\|{edition.folder}/{form.id}\|r[\d-]+\|[0-9a-f]{{8}}", form.identity)


def test_scripts_are_plain_and_complete(pdf: bytes, form: Form) -> None:
    """ASCII and ES5; every name a script uses exists; computed fields stand in dependency order."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        acroform = opened.Root.AcroForm
        assert acroform.is_indirect
        assert "/NeedAppearances" not in acroform
        order = [str(field.T) for field in acroform.CO]
        scripts = [str(opened.Root.Names.JavaScript.Names[1].JS)]
        for field in acroform.Fields:
            scripts += [str(action.JS) for action in field.get("/AA", {}).values()]
            assert "/K" not in field.get("/AA", {})
        names = {str(field.T) for field in acroform.Fields}
    text = "\n".join(scripts)

    assert text.isascii()
    assert not re.search(
        r"\b(let|const|class|async)\b|=>|`|app\.alert|util\.printf|event\.rc|\bAF[A-Z]\w+\(", text
    )
    assert set(re.findall(r'show\(this,"([^"]+)"\)', text)) <= names
    assert set(re.findall(r'form\.outputs\["([^"]+)"\]', text)) <= names
    assert {name for item in form.program.inputs for name in item.boxes or (item.name,)} <= names
    assert order[: len(form.program.outputs)] == [output.name for output in form.program.outputs]
    assert set(order) >= {field.name for field in form.fields if field.computed}


def test_the_footer_names_edition_and_page(pdf: bytes, edition: Edition, form: Form) -> None:
    """A loose sheet can be put back where it belongs."""
    for sheet in PdfReader(BytesIO(pdf)).pages:
        text = sheet.extract_text().replace(" ", "")
        assert edition.title in text
        assert form.annex in text
        assert re.search(r"第\d+頁，共\d+頁", text)


def test_no_field_lies_off_the_page_or_on_another(pdf: bytes) -> None:
    """Boxes have room, stay inside the paper and do not cover each other."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        for sheet in opened.pages:
            boxes = [
                tuple(float(edge) for edge in annotation.Rect)
                for annotation in sheet.get("/Annots", [])
                if not int(annotation.get("/F", 0)) & int(pikepdf.AnnotationFlag.hidden)
            ]
            left, bottom, right, top = (float(edge) for edge in sheet.MediaBox)
            for x0, y0, x1, y1 in boxes:
                assert left <= x0 < x1 <= right
                assert bottom <= y0 < y1 <= top
                assert min(x1 - x0, y1 - y0) >= 8
            for index, one in enumerate(boxes):
                for other in boxes[index + 1 :]:
                    apart = (
                        one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
                    )
                    assert apart, (one, other)


def test_text_of_a_form_is_what_was_accepted(pdf: bytes, edition: Edition, form: Form, accept: bool) -> None:
    """A PDF compared as text: its lines and its fields, one a line, so that a change can be read."""
    path = Path(__file__).parent / "expected" / f"{edition.programme}-{edition.id}-{form.id}.txt"
    text = described(pdf, form)
    if accept:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")


def described(pdf: bytes, form: Form) -> str:
    reader = PdfReader(BytesIO(pdf))
    lines = [f"--- page {number}\n{sheet.extract_text()}" for number, sheet in enumerate(reader.pages, 1)]
    lines.append("--- fields")
    for field in form.fields:
        facts = [field.name, field.widget, field.align, field.question]
        if field.required:
            facts.append("required")
        if field.computed:
            facts.append(f"computes: {field.formula}")
        if field.start:
            facts.append(f"starts: {field.start}")
        lines.append("  ".join(facts))
    return "\n".join(lines) + "\n"
