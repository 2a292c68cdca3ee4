"""Every produced PDF keeps the recipe: what can be read from a file is asked of each of them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pytest
from pikepdf import FormFieldFlag, Name
from pypdf import PdfReader

from formpress.expr.panel import NOT_RUN
from formpress.model import Edition, Form
from formpress.targets.pdf.scripts import IDENTITY, VERDICTS
from tests.editions import pdf_of, pdfs
from tests.produced import (
    ROOTS,
    addresses,
    every_form,
    every_pdf,
    is_hidden,
    opened,
    produced,
    top_fields,
    widgets_of,
)
from tests.structure import elements

pytestmark = pytest.mark.slow

MODERN = re.compile(r"\b(?:let|const|class|async|await|yield|of)\b|=>|`|\.\.\.")
FORBIDDEN = re.compile(
    r"\bapp\.(?!viewerType\b)|\butil\.|event\.rc|event\.change|\bAF[A-Z]\w+\(|spawn|[tT]emplate|"
    r"(?:text|fill|stroke|border)Color|submitForm|mailDoc|launchURL|getURL|\beval\b|\bFunction\("
)
"""What a script may not do: block, alert, colour, call home, or use what only one viewer knows."""

STATE = re.compile(r"/[A-Za-z0-9_]+")
FIELD_NAME = re.compile(r"[a-z][a-z0-9]*(?:_{1,2}[a-z0-9]+)*")


def test_nothing_is_produced_that_is_not_tested() -> None:
    """Every PDF of every project is a case of the tests below."""
    assert {(root, path) for root in ROOTS for path in pdfs(root)} == set(addresses())


# ----- as a file -----


@every_pdf()
def test_it_is_valid_pdf_ua(root: Path, path: str, tmp_path: Path) -> None:
    """The machine rules of PDF/UA-1 that page-validation checks all hold."""
    file = tmp_path / "form.pdf"
    file.write_bytes(produced(root, path))
    found = page_validation.validate_pdf(str(file), profile="ua1")

    assert found.failures == []
    assert "0 failed, 104 total" in str(found)


@every_pdf()
def test_qpdf_finds_nothing(root: Path, path: str, tmp_path: Path) -> None:
    """`qpdf --check`, by the library that the command uses, warns of nothing."""
    file = tmp_path / "form.pdf"
    file.write_bytes(produced(root, path))
    with pikepdf.open(file) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.get_warnings() == []
    if program := shutil.which("qpdf"):
        assert subprocess.run([program, "--check", file], capture_output=True, check=False).returncode == 0


@every_pdf()
def test_pypdf_reads_what_pikepdf_reads(root: Path, path: str) -> None:
    """Two libraries find the same fields, values and pages; neither has to mend anything."""
    content = produced(root, path)
    with warnings.catch_warnings(record=True) as complaints:
        reader = PdfReader(io.BytesIO(content), strict=True)
        read = {name: str(field.get("/V") or "") for name, field in (reader.get_fields() or {}).items()}
        count = len(reader.pages)
    with opened(content) as pdf:
        assert read == {name: str(field.get("/V", "")) for name, field in top_fields(pdf).items()}
        assert count == len(pdf.pages)

    assert complaints == []


@every_pdf()
def test_language_title_and_tagging_are_said(root: Path, path: str) -> None:
    with opened(produced(root, path)) as pdf:
        assert str(pdf.Root.Lang) == "zh-TW"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.Title)
        assert {str(page.Tabs) for page in pdf.pages} == {"/S"}


@every_pdf()
def test_it_holds_nothing_that_mail_filters_fear(root: Path, path: str) -> None:
    """No password, no XFA, no signature, no attachment, nothing that is done on opening but our script."""
    with opened(produced(root, path)) as pdf:
        assert not pdf.is_encrypted
        assert not {"/OpenAction", "/AA", "/Perms", "/Collection"} & set(pdf.Root.keys())
        assert set(pdf.Root.get("/Names", {}).keys()) <= {"/JavaScript", "/Dests"}
        assert not {"/XFA", "/NeedAppearances", "/SigFlags"} & set(pdf.Root.AcroForm.keys())
        assert not any({"/AA", "/B"} & set(page.obj.keys()) for page in pdf.pages)


@every_pdf()
def test_every_font_that_draws_is_embedded_truetype(root: Path, path: str) -> None:
    """Its glyph widths are right then. What is only named, nothing is drawn with: a viewer may."""
    with opened(produced(root, path)) as pdf:
        fonts = [one for one in _dictionaries(pdf) if one.get("/Type") == "/Font" and one.Subtype != "/Type0"]
        embedded = [one for one in fonts if "/FontFile2" in one.get("/FontDescriptor", {})]
        named = {str(one.BaseFont) for one in fonts} - {str(one.BaseFont) for one in embedded}
        pages = [font for page in pdf.pages for font in page.Resources.get("/Font", {}).values()]

        assert embedded
        assert all(one.Subtype == "/CIDFontType2" for one in embedded)
        assert named <= {"/ZapfDingbats", "/MSung-Light"}
        assert not named & {str(font.BaseFont) for font in pages}


@every_pdf()
def test_every_box_is_drawn_with_fonts_of_our_own(root: Path, path: str) -> None:
    """Appearances are whole: an embedded font for text, a path for a tick, never a stream of length 0."""
    with opened(produced(root, path)) as pdf:
        for name, field in top_fields(pdf).items():
            for widget in (one for one in widgets_of(field) if not is_hidden(one)):
                for drawn in _appearances(widget):
                    used = drawn.get("/Resources", {}).get("/Font", {})
                    assert drawn.read_bytes(), name
                    assert all(
                        "/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in used.values()
                    ), name
                    assert field.FT != "/Btn" or not used, name


# ----- fields -----


@every_pdf()
def test_the_form_is_an_object_of_its_own(root: Path, path: str) -> None:
    """With a direct one Firefox saves no appearances."""
    with opened(produced(root, path)) as pdf:
        assert pdf.Root.AcroForm.is_indirect


@every_pdf()
def test_a_field_and_its_box_are_one(root: Path, path: str) -> None:
    """But for radio buttons; names are flat ASCII, each there once, and every box knows its page."""
    with opened(produced(root, path)) as pdf:
        names = [str(field.T) for field in pdf.Root.AcroForm.Fields]
        pages = {page.obj.objgen for page in pdf.pages}
        assert len(set(names)) == len(names)
        for field in pdf.Root.AcroForm.Fields:
            assert FIELD_NAME.fullmatch(str(field.T)), str(field.T)
            assert "/Parent" not in field
            assert ("/Kids" in field) == (field.FT == "/Btn" and _flag(field, FormFieldFlag.btn_radio))
            for widget in widgets_of(field):
                assert widget.Subtype == "/Widget"
                assert widget.P.objgen in pages
                assert not {"/A", "/Border", "/Contents"} & set(widget.keys())
                assert "/T" not in widget or widget == field


@every_pdf()
def test_every_box_stands_in_the_structure_as_a_field(root: Path, path: str) -> None:
    with opened(produced(root, path)) as pdf:
        told = [one.widget.objgen for one in elements(pdf) if one.widget is not None]
        kinds = {one.kind for one in elements(pdf) if one.widget is not None}
        boxes = [one.objgen for field in top_fields(pdf).values() for one in widgets_of(field)]
        seen = [
            one.objgen
            for field in top_fields(pdf).values()
            for one in widgets_of(field)
            if not is_hidden(one)
        ]

    assert kinds == {"Form"}
    assert sorted(told) == sorted(seen)
    assert len(set(boxes)) == len(boxes)


@every_form()
def test_a_form_has_the_fields_that_its_model_has(root: Path, edition: Edition, form: Form) -> None:
    with opened(pdf_of(root, edition, form)) as pdf:
        kinds = {name: str(field.FT) for name, field in top_fields(pdf).items()}
    wanted = {
        field.name: {"dropdown": "/Ch", "radio": "/Btn", "checkbox": "/Btn"}.get(field.widget, "/Tx")
        for field in form.fields
    }

    assert kinds == wanted | dict.fromkeys((IDENTITY, VERDICTS), "/Tx")


@every_form()
def test_fields_are_what_their_widgets_say(root: Path, edition: Edition, form: Form) -> None:
    """Required, of several lines, of cells; nothing typed is cut off but in cells; text is 10 points."""
    with opened(pdf_of(root, edition, form)) as pdf:
        fields = top_fields(pdf)
        for field in form.fields:
            made = fields[field.name]
            assert _flag(made, FormFieldFlag.required) is field.required
            if made.FT == "/Tx":
                assert _flag(made, FormFieldFlag.tx_multiline) is (field.widget == "paragraph")
                assert _flag(made, FormFieldFlag.tx_comb) is (field.widget == "comb")
                assert made.get("/MaxLen") == (field.longest if field.widget == "comb" else None)
            if made.FT != "/Btn":
                assert str(made.DA) == "/Field 10 Tf 0 g"
                assert int(made.Q) == {"left": 0, "center": 1, "right": 2}[field.align]


@every_form()
def test_answers_of_a_choice_are_codes(root: Path, edition: Edition, form: Form) -> None:
    """A list keeps [code, label]; buttons have ASCII states and no /Opt; a choice can be changed."""
    with opened(pdf_of(root, edition, form)) as pdf:
        fields = top_fields(pdf)
        for field in form.fields:
            made = fields[field.name]
            options = [[one.value, one.label] for one in field.options]
            if field.widget == "dropdown":
                assert [[str(part) for part in pair] for pair in made.Opt] == options
                assert all(str(pair[0]).isascii() for pair in made.Opt)
            if made.FT == "/Btn":
                states = [set(one.AP.N.keys()) for one in widgets_of(made)]
                assert states == [{"/Off", f"/{value}"} for value, _ in options]
                assert all(STATE.fullmatch(state) for both in states for state in both)
                assert "/Opt" not in made
            if field.widget == "radio":
                assert _flag(made, FormFieldFlag.btn_no_toggle_off)
                assert "/MaxLen" not in made


@every_form()
def test_a_blank_form_holds_no_number_but_its_start_values(root: Path, edition: Edition, form: Form) -> None:
    """Never 0 on an untouched form; the summary says that nothing was checked yet."""
    with opened(pdf_of(root, edition, form)) as pdf:
        held = {name: str(field.get("/V", "")) for name, field in top_fields(pdf).items()}
    filled = {name: value for name, value in held.items() if value and value != "/Off"}
    summary = {form.program.panel.summary: NOT_RUN} if form.program.panel else {}

    assert filled == {one.name: one.start for one in form.fields if one.start} | {IDENTITY: form.identity}
    assert {name: held[name] for name in summary} == summary


@every_form()
def test_a_form_knows_which_form_it_is(root: Path, edition: Edition, form: Form) -> None:
    """A hidden field carries programme, edition, form, revision and the fingerprint of its fields."""
    with opened(pdf_of(root, edition, form)) as pdf:
        hidden = {name: field for name, field in top_fields(pdf).items() if is_hidden(field)}

        assert hidden.keys() == {IDENTITY, VERDICTS}
        assert all(_flag(field, FormFieldFlag.read_only) for field in hidden.values())
        assert str(hidden[IDENTITY].V) == form.identity
    assert re.fullmatch(rf"1\|{edition.folder}/{form.id}\|r[\d-]+\|[0-9a-f]{{8}}", form.identity)


@every_form()
def test_a_total_can_be_typed_where_no_script_runs(root: Path, edition: Edition, form: Form) -> None:
    """Nothing that is seen is locked in the file: the script locks it when it runs."""
    with opened(pdf_of(root, edition, form)) as pdf:
        found = top_fields(pdf)
        for field in form.fields:
            assert not _flag(found[field.name], FormFieldFlag.read_only)


# ----- scripts -----


@every_form()
def test_scripts_are_plain_and_forbear(root: Path, edition: Edition, form: Form) -> None:
    """ASCII and ES5, one document script whose names stand inside a function; nothing that blocks."""
    with opened(pdf_of(root, edition, form)) as pdf:
        label, action = pdf.Root.Names.JavaScript.Names
        document, calls = str(action.JS), _calls(pdf)

    assert str(label) == "formpress"
    assert re.match(r"var formpress = \(function \(\) \{\n", document)
    assert re.search(r"\n\}\)\(\);\nformpress\.start\(this\);\n?$", document)
    for script in (document, *(call for one in calls.values() for call in one.values())):
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', script)
        assert script.isascii()
        assert not MODERN.search(bare), MODERN.search(bare)
        assert not FORBIDDEN.search(bare), FORBIDDEN.search(bare)
    for name, one in calls.items():
        assert set(one) <= {"/V", "/F", "/C"}, name
        assert all("\n" not in call for call in one.values()), name


@every_form()
def test_what_is_computed_is_assigned_and_never_read(root: Path, edition: Edition, form: Form) -> None:
    """Each by one call of its own, in an order in which what it reads stands before it."""
    with opened(pdf_of(root, edition, form)) as pdf:
        calls, order = _calls(pdf), [str(field.T) for field in pdf.Root.AcroForm.CO]
        assert all(field.is_indirect for field in pdf.Root.AcroForm.CO)
    computed = {name: one["/C"] for name, one in calls.items() if "/C" in one}

    assert order == list(dict.fromkeys(order))
    assert set(order) == set(computed) == {field.name for field in form.fields if field.computed} | {VERDICTS}
    assert order[: len(form.program.outputs)] == [output.name for output in form.program.outputs]
    for name, call in computed.items():
        assert call.count("event.value") == 1
        assert "event.value=" in call
        assert name == VERDICTS or call == f'event.value=formpress.show(this,"{name}");'


@every_form()
def test_every_name_in_a_script_exists(root: Path, edition: Edition, form: Form) -> None:
    with opened(pdf_of(root, edition, form)) as pdf:
        names = set(top_fields(pdf))
        calls = [call for one in _calls(pdf).values() for call in one.values()]
        document = str(pdf.Root.Names.JavaScript.Names[1].JS)
    used = set(re.findall(r'formpress\.(?:show\(this,|text\()"([^"]+)"', "\n".join(calls)))

    assert used <= names
    assert set(re.findall(r'form\.outputs\["([^"]+)"\]', document)) <= names
    assert {box for item in form.program.inputs for box in item.boxes or (item.name,)} <= names


@every_pdf()
def test_only_a_form_has_scripts(root: Path, path: str) -> None:
    """A worked example is to look at: it runs nothing, and nothing in it can be typed over."""
    if not path.endswith("-example.pdf"):
        return
    with opened(produced(root, path)) as pdf:
        assert "/JavaScript" not in pdf.Root.get("/Names", {})
        assert "/CO" not in pdf.Root.AcroForm
        assert not {IDENTITY, VERDICTS} & set(top_fields(pdf))
        assert all(_flag(field, FormFieldFlag.read_only) for field in top_fields(pdf).values())


# ----- the tests themselves -----


@pytest.mark.parametrize(
    "script",
    ["app.alert(1);", "event.rc = false;", "AFSimple_Calculate();", "a.textColor = 1;", "this.spawn();"],
)
def test_what_is_forbidden_is_found(script: str) -> None:
    assert FORBIDDEN.search(script)


@pytest.mark.parametrize("script", ["let a = 1;", "x => x", "`a`", "f(...a)", "for (a of b) {}"])
def test_what_an_old_engine_does_not_know_is_found(script: str) -> None:
    assert MODERN.search(script)


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """All dictionaries that are objects of their own, and streams."""
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            yield one


def _appearances(widget: Any) -> list[Any]:
    drawn = widget.AP.N
    return [drawn] if isinstance(drawn, pikepdf.Stream) else list(drawn.values())


def _calls(pdf: pikepdf.Pdf) -> dict[str, dict[str, str]]:
    """The calls of every field, by trigger; each is an action of JavaScript."""
    found: dict[str, dict[str, str]] = {}
    for name, field in top_fields(pdf).items():
        for trigger, action in field.get("/AA", {}).items():
            assert Name.JavaScript == action.S
            found.setdefault(name, {})[trigger] = str(action.JS)
    return found


def _flag(field: Any, flag: FormFieldFlag) -> bool:
    return bool(int(field.get("/Ff", 0)) & int(flag))
