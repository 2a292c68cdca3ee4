"""What Typst drew becomes a form that viewers fill, screen readers speak and checkers accept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pypdf
import pypdfium2
import pytest
import typst
from pikepdf import Name, Pdf

from formpress.expr.program import Program
from formpress.model import Field, Form, Option, WidgetKind
from formpress.targets.pdf.acroform import make_form
from formpress.targets.pdf.fieldfont import FieldFont, field_font
from formpress.targets.pdf.fonts import prepare
from formpress.targets.pdf.scripts import Scripts

CACHE = Path(__file__).parent.parent / ".cache" / "fonts"

TITLE = "甲市113學年度閱讀社群計畫"

PAGE = """
#set document(title: "經費表", date: none)
#set page(paper: "a4", margin: 18mm)
#set text(font: ("Noto Serif TC", "Noto Sans TC"), size: 10pt, lang: "zh", region: "tw")
#let place(name, box) = link("https://field.invalid/" + name, box)
#let box-of(name, w: 100%, h: 18pt) = place(name, box(width: w, height: h, stroke: 0.4pt))
#let mark(name, r) = place(name, box(width: 9pt, height: 9pt, stroke: 0.6pt, radius: r))
= 經費表
學校 #box-of("school", w: 200pt) 縣市 #box-of("county", w: 90pt)

組別 #mark("group/a", 4.5pt) 共備 #mark("group/b", 4.5pt) 研究 #h(1em) #mark("agree/yes", 0pt) 同意
詳見 #link("https://www.example.tw/")[說明]
#table(columns: (1fr, 60pt, 60pt, 2fr), table.header([項目], [數量], [總價], [備註]),
  ..for row in range(1, 10) {
    ([第#(row)列], box-of("q" + str(row)), box-of("a" + str(row)), box-of("n" + str(row), h: 30pt))
  })
#box-of("summary", h: 30pt)
"""


def field(name: str, widget: WidgetKind = "line", **changes: Any) -> Field:
    blank: dict[str, Any] = {
        "address": name, "name": name, "label": name, "short": name, "question": f"{name}是多少（元）",
        "type": "text", "type_label": "文字", "format_label": "", "widget": widget, "align": "left",
        "unit": "", "places": 0, "minimum": None, "maximum": None, "longest": 20, "lines": 1,
        "columns": 20, "options": (), "required": False, "personal": False, "start": "", "computed": False,
        "formula": "", "schema": {},
        "rules": (),
    }  # fmt: skip
    return Field(**(blank | changes))


ROWS = [
    (
        field(f"q{row}", "number", align="right"),
        field(f"a{row}", "number", align="center", computed=True),
        field(f"n{row}", "paragraph"),
    )
    for row in range(1, 10)
]
FIELDS = (
    field("school", required=True),
    field("county", "dropdown", options=(Option("khh", "高雄市"), Option("tpe", "臺北市"))),
    field("group", "radio", options=(Option("a", "共備社群"), Option("b", "研究社群")), required=True),
    field("agree", "checkbox", options=(Option("yes", "同意"),)),
    *(one for row in ROWS for one in row),
    field("summary", "paragraph"),
)
FILLED = {
    "school": "國立高雄堃中學",
    "county": "tpe",
    "group": "b",
    "agree": "yes",
    "q1": "1200",
    "n1": "印刷費（每份 30 元）\n含稅",
    "summary": "※ 檢核未執行",
}

SCRIPTS = Scripts(
    document='function total(n) { return n; } // "\\u7e3d"',
    actions={
        "q1": {"V": "event.value = norm(event.value);", "F": "event.value = show(event.value);"},
        "a1": {"C": "event.value = total(1);"},
        "a2": {"C": "event.value = total(2);"},
    },
    order=("a2", "a1"),
    hidden={"formpress": "1|a/113/budget|r1|9f", "formpress_verdicts": ""},
)


def form_of(fields: tuple[Field, ...] = FIELDS) -> Form:
    return Form(
        "budget", "附件一", "經費表", "一份", "", "9f", "1|a/113/budget|r1|9f", fields, (),
        Program((), (), (), None), (),
    )  # fmt: skip


def filled() -> Form:
    return form_of(tuple(replace(one, start=FILLED.get(one.name, "")) for one in FIELDS))


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return draw(PAGE)


def draw(source: str) -> bytes:
    folder = prepare("Noto Serif TC", "Noto Sans TC", CACHE).folder
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
    return typst.compile(source.encode(), format="pdf", font_paths=fonts, pdf_standards="ua-1")


@pytest.fixture(scope="module", params=["embedded", "small"])
def font(request: pytest.FixtureRequest) -> FieldFont:
    return field_font("Noto Sans TC", CACHE, small=request.param == "small")


@pytest.fixture(scope="module")
def typed() -> FieldFont:
    return field_font("Noto Sans TC", CACHE)


@pytest.fixture(scope="module")
def blank_form(drawn: bytes, typed: FieldFont) -> bytes:
    return make_form(drawn, form_of(), TITLE, "zh-TW", SCRIPTS, typed)


@pytest.fixture
def blank(blank_form: bytes) -> Iterator[Pdf]:
    with Pdf.open(BytesIO(blank_form)) as pdf:
        yield pdf


@pytest.fixture
def started(drawn: bytes, typed: FieldFont) -> Iterator[Pdf]:
    with Pdf.open(BytesIO(make_form(drawn, filled(), TITLE, "zh-TW", SCRIPTS, typed))) as pdf:
        yield pdf


def fields_of(pdf: Pdf) -> dict[str, Any]:
    return {str(one.T): one for one in pdf.Root.AcroForm.Fields}


def elements_of(pdf: Pdf, kind: Name) -> list[Any]:
    found = []

    def visit(element: Any) -> None:
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == kind:
            found.append(element)
        kids: Any = element.get("/K", []) if isinstance(element, pikepdf.Dictionary) else []
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary):
                visit(kid)

    visit(pdf.Root.StructTreeRoot)
    return found


def failures(pdf: bytes, tmp_path: Path) -> list[str]:
    file = tmp_path / "form.pdf"
    file.write_bytes(pdf)
    report = page_validation.validate_pdf(file, profile="ua1")
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def test_a_comb_has_a_cell_for_each_character(typed: FieldFont, tmp_path: Path) -> None:
    """Viewers space what is typed over MaxLen cells, and we draw it so."""
    fields = (field("code", "comb", longest=6, start="011601"),)
    page = draw(PAGE[: PAGE.index("= 經費表")] + '= 表\n#box-of("code", w: 120pt)')
    content = make_form(page, form_of(fields), TITLE, "zh-TW", Scripts("", {}, (), {}), typed)
    with Pdf.open(BytesIO(content)) as pdf:
        (code,) = pdf.Root.AcroForm.Fields
        placed = [
            step.operands[4] for step in pikepdf.parse_content_stream(code.AP.N) if str(step.operator) == "Tm"
        ]

        assert int(code.Ff) & pikepdf.FormFieldFlag.tx_comb
        assert code.MaxLen == 6
    steps = [float(after) - float(before) for before, after in pairwise(placed)]
    assert steps == pytest.approx([20] * 5, abs=0.01)
    assert failures(content, tmp_path) == []


# ----- the whole file -----


@pytest.mark.parametrize("form", [form_of(), filled()], ids=["blank", "filled"])
def test_the_form_is_accepted_as_pdf_ua(drawn: bytes, font: FieldFont, form: Form, tmp_path: Path) -> None:
    assert failures(make_form(drawn, form, TITLE, "zh-TW", SCRIPTS, font), tmp_path) == []


def test_the_checker_would_see_a_field_outside_the_structure(blank: Pdf, tmp_path: Path) -> None:
    elements_of(blank, Name.Form)[0].S = Name.Link
    whole = BytesIO()
    blank.save(whole)
    assert failures(whole.getvalue(), tmp_path)


def test_qpdf_finds_nothing_wrong(drawn: bytes, font: FieldFont, tmp_path: Path) -> None:
    file = tmp_path / "form.pdf"
    file.write_bytes(make_form(drawn, filled(), TITLE, "zh-TW", SCRIPTS, font))
    job = pikepdf.Job(["qpdf", "--check", str(file)])
    job.run()
    assert job.exit_code == 0


def test_same_input_same_bytes_at_any_time(drawn: bytes, font: FieldFont) -> None:
    before = make_form(drawn, filled(), TITLE, "zh-TW", SCRIPTS, font)
    time.sleep(1.1)  # an identifier made from the clock changes every second
    assert make_form(drawn, filled(), TITLE, "zh-TW", SCRIPTS, font) == before


def test_a_page_of_35_fields_stays_within_its_budget(drawn: bytes, font: FieldFont) -> None:
    size = len(make_form(drawn, filled(), TITLE, "zh-TW", SCRIPTS, font))
    assert size < (1_400_000 if font.program else 150_000)


def test_the_form_is_an_indirect_object_or_firefox_saves_no_appearances(blank: Pdf) -> None:
    assert blank.Root.AcroForm.is_indirect
    assert "/NeedAppearances" not in blank.Root.AcroForm


def test_language_title_and_order_of_tabbing_are_said(blank: Pdf) -> None:
    assert str(blank.Root.Lang) == "zh-TW"
    assert blank.Root.ViewerPreferences.DisplayDocTitle
    assert str(blank.docinfo.Title) == "經費表"
    assert str(blank.docinfo.Subject) == TITLE
    assert [page.Tabs for page in blank.pages] == [Name.S]


def test_what_another_library_reads_are_the_values_that_were_filled_in(drawn: bytes, font: FieldFont) -> None:
    reader = pypdf.PdfReader(BytesIO(make_form(drawn, filled(), TITLE, "zh-TW", SCRIPTS, font)))
    values = {name: one.get("/V") for name, one in (reader.get_fields() or {}).items()}
    assert values.pop("agree") == "/yes"
    assert values.pop("group") == "/b"
    given = {name: value for name, value in FILLED.items() if name not in {"agree", "group"}}
    assert {name: value for name, value in values.items() if value} == given | {
        "formpress": SCRIPTS.hidden["formpress"]
    }


# ----- fields and widgets -----


def test_every_field_is_there_once_and_in_the_order_of_the_page(blank: Pdf) -> None:
    names = [one.name for one in FIELDS]
    assert [str(one.T) for one in blank.Root.AcroForm.Fields] == [*names, *SCRIPTS.hidden]


def test_field_and_widget_are_one_where_there_is_one_widget(blank: Pdf) -> None:
    for name, one in fields_of(blank).items():
        if name != "group":
            assert one.Subtype == Name.Widget
            assert "/Kids" not in one
            assert one.P.objgen == blank.pages[0].obj.objgen


def test_nothing_of_the_link_is_left(blank: Pdf) -> None:
    for annotation in blank.pages[0].Annots:
        if annotation.Subtype == Name.Widget:
            assert not {"/A", "/Border", "/Contents"} & set(annotation.keys())


def test_a_real_link_stays_a_link(blank: Pdf) -> None:
    links = [one for one in blank.pages[0].Annots if one.Subtype == Name.Link]
    assert [str(one.A.URI) for one in links] == ["https://www.example.tw/"]
    assert len(elements_of(blank, Name.Link)) == 1


def test_a_screen_reader_is_told_the_whole_question(blank: Pdf) -> None:
    spoken = {one.name: one.question for one in FIELDS}
    for name, one in fields_of(blank).items():
        if name in spoken:
            assert str(one.TU) == spoken[name]
    said = [str(element.Alt) for element in elements_of(blank, Name.Form)]
    assert said[:5] == [
        spoken["school"],
        spoken["county"],
        "共備社群",
        "研究社群",
        spoken["agree"],
    ]
    assert len(said) == len(FIELDS) + 1


def test_every_form_element_holds_its_widget(blank: Pdf) -> None:
    for element in elements_of(blank, Name.Form):
        kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
        (held,) = [kid for kid in kids if kid.get("/Type") == Name.OBJR]
        assert held.Obj.Subtype == Name.Widget


def test_flags_say_what_a_field_is(blank: Pdf) -> None:
    required, spell, multiline, combo = 1 << 1, 1 << 22, 1 << 12, 1 << 17
    radio, stay = 1 << 15, 1 << 14
    flags = {name: int(one.get("/Ff", 0)) for name, one in fields_of(blank).items()}
    assert flags["school"] == required | spell
    assert flags["q1"] == spell
    assert flags["n1"] == spell | multiline
    assert flags["county"] == combo | spell
    assert flags["group"] == required | radio | stay
    assert flags["agree"] == 0


def test_a_computed_field_can_be_typed_into_where_no_script_runs(blank: Pdf) -> None:
    assert not int(fields_of(blank)["a1"].Ff) & 1


def test_nothing_that_is_typed_is_cut_off(blank: Pdf) -> None:
    assert all("/MaxLen" not in one for one in blank.Root.AcroForm.Fields)


def test_text_is_aligned_and_has_one_size(blank: Pdf) -> None:
    fields = fields_of(blank)
    assert [int(fields[name].Q) for name in ("n1", "a1", "q1")] == [0, 1, 2]
    assert {str(fields[name].DA) for name in ("school", "county", "q1", "n1")} == {"/Field 10 Tf 0 g"}
    assert "/Field" in blank.Root.AcroForm.DR.Font


def test_the_font_of_fields_is_embedded_or_named(drawn: bytes, font: FieldFont) -> None:
    with Pdf.open(BytesIO(make_form(drawn, form_of(), TITLE, "zh-TW", SCRIPTS, font))) as pdf:
        named = pdf.Root.AcroForm.DR.Font["/Field"]
        (descendant,) = named.DescendantFonts
        assert ("/FontFile2" in descendant.FontDescriptor) is bool(font.program)
        assert str(named.Encoding) == ("/Identity-H" if font.program else "/UniCNS-UTF16-H")


def test_radio_buttons_are_one_field_whose_choice_can_be_changed_but_not_taken_back(started: Pdf) -> None:
    group = fields_of(started)["group"]
    assert "/Subtype" not in group
    assert str(group.V) == "/b"
    assert [set(kid.AP.N.keys()) for kid in group.Kids] == [{"/Off", "/a"}, {"/Off", "/b"}]
    assert [str(kid.AS) for kid in group.Kids] == ["/Off", "/b"]
    assert all(kid.Parent == group and "/T" not in kid for kid in group.Kids)


def test_nothing_is_chosen_in_a_blank_form(blank: Pdf) -> None:
    fields = fields_of(blank)
    assert "/V" not in fields["group"]
    assert "/V" not in fields["county"]
    assert [str(kid.AS) for kid in fields["group"].Kids] == ["/Off", "/Off"]
    assert (str(fields["agree"].V), str(fields["agree"].AS)) == ("/Off", "/Off")


def test_a_dropdown_keeps_a_code_and_shows_a_label(started: Pdf, typed: FieldFont) -> None:
    county = fields_of(started)["county"]
    assert [[str(part) for part in option] for option in county.Opt] == [["khh", "高雄市"], ["tpe", "臺北市"]]
    assert str(county.V) == "tpe"
    label = "".join(f"{typed.glyphs[c]:04X}" for c in "臺北市")
    assert f"<{label}> Tj".encode() in county.AP.N.read_bytes()


def test_every_appearance_draws_with_embedded_fonts_only(drawn: bytes, font: FieldFont) -> None:
    with Pdf.open(BytesIO(make_form(drawn, filled(), TITLE, "zh-TW", SCRIPTS, font))) as pdf:
        streams = [
            one.AP.N
            for one in fields_of(pdf).values()
            if isinstance(one.get("/AP", {}).get("/N"), pikepdf.Stream)
        ]
        fonts = [used for stream in streams for used in stream.Resources.get("/Font", {}).values()]
        assert len(streams) == len(FIELDS) - 2
        assert len(fonts) >= 5
        assert all("/FontFile2" in used.DescendantFonts[0].FontDescriptor for used in fonts)


def test_values_and_marks_are_seen_on_the_page(drawn: bytes, font: FieldFont) -> None:
    empty = make_form(drawn, form_of(), TITLE, "zh-TW", SCRIPTS, font)
    full = make_form(drawn, filled(), TITLE, "zh-TW", SCRIPTS, font)
    with Pdf.open(BytesIO(full)) as pdf:
        widgets = {
            name: one.get("/Kids", [one, one])[1].Rect.as_list() for name, one in fields_of(pdf).items()
        }
    before, after = ink(empty, widgets), ink(full, widgets)
    assert {name for name in widgets if after[name] > before[name]} == FILLED.keys()


def ink(pdf: bytes, boxes: dict[str, Any]) -> dict[str, int]:
    """How many dark pixels each box shows."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    page = document[0]
    scale, height = 2, page.get_height()
    picture = page.render(scale=scale).to_pil().convert("L")
    seen = {}
    for name, box in boxes.items():
        left, bottom, right, top = (float(value) for value in box)
        if right > left:
            part = picture.crop(tuple(round(scale * v) for v in (left, height - top, right, height - bottom)))
            seen[name] = sum(part.histogram()[:128])
    document.close()
    return seen | dict.fromkeys(boxes.keys() - seen.keys(), 0)


# ----- scripts -----


def test_the_document_brings_its_script(blank: Pdf) -> None:
    name, action = blank.Root.Names.JavaScript.Names
    assert str(name) == "formpress"
    assert str(action.S) == "/JavaScript"
    assert str(action.JS) == SCRIPTS.document


def test_fields_call_it_when_they_change(blank: Pdf) -> None:
    fields = fields_of(blank)
    calls = {
        name: {trigger[1:]: str(action.JS) for trigger, action in one.AA.items()}
        for name, one in fields.items()
        if "/AA" in one
    }
    assert calls == SCRIPTS.actions


def test_fields_are_computed_in_the_order_given_by_reference(blank: Pdf) -> None:
    order = list(blank.Root.AcroForm.CO)
    assert [str(one.T) for one in order] == ["a2", "a1"]
    assert all(one.is_indirect for one in order)


def test_hidden_data_travels_unseen_and_cannot_be_typed_over(blank: Pdf) -> None:
    hidden, read_only = 1 << 1, 1 << 0
    for name, value in SCRIPTS.hidden.items():
        one = fields_of(blank)[name]
        assert str(one.V) == value
        assert int(one.F) == hidden
        assert int(one.Ff) == read_only
        assert [int(side) for side in one.Rect.as_list()] == [0, 0, 0, 0]
        assert one in list(blank.pages[0].Annots)


def test_a_form_without_scripts_has_none(drawn: bytes, typed: FieldFont) -> None:
    made = make_form(drawn, form_of(), TITLE, "zh-TW", Scripts("", {}, (), {}), typed)
    assert b"/JavaScript" not in made
    with Pdf.open(BytesIO(made)) as pdf:
        assert "/CO" not in pdf.Root.AcroForm


# ----- what must not pass -----


def test_a_field_without_a_place_on_the_page_is_named(drawn: bytes, typed: FieldFont) -> None:
    with pytest.raises(ValueError, match="no link for the field fax"):
        make_form(drawn, form_of((*FIELDS, field("fax"))), TITLE, "zh-TW", SCRIPTS, typed)


def test_a_place_for_an_unknown_field_is_named(drawn: bytes, typed: FieldFont) -> None:
    with pytest.raises(ValueError, match="does not have: school"):
        make_form(drawn, form_of(FIELDS[1:]), TITLE, "zh-TW", SCRIPTS, typed)


def test_a_field_drawn_twice_is_named(typed: FieldFont) -> None:
    twice = draw(PAGE + '#box-of("school")')
    with pytest.raises(ValueError, match="for school"):
        make_form(twice, form_of(), TITLE, "zh-TW", SCRIPTS, typed)


def test_an_option_without_a_mark_is_named(drawn: bytes, typed: FieldFont) -> None:
    more = replace(FIELDS[2], options=(*FIELDS[2].options, Option("c", "其他")))
    with pytest.raises(ValueError, match="for group"):
        make_form(drawn, form_of((*FIELDS[:2], more, *FIELDS[3:])), TITLE, "zh-TW", SCRIPTS, typed)


@pytest.mark.parametrize(
    ("scripts", "told"),
    [
        (replace(SCRIPTS, order=("nowhere",)), "unknown field: nowhere"),
        (replace(SCRIPTS, actions={"nowhere": {"C": "x"}}), "unknown field: nowhere"),
        (replace(SCRIPTS, hidden={"school": ""}), "hidden field called school"),
        (replace(SCRIPTS, document='var a = "總價";'), "not ASCII"),
        (replace(SCRIPTS, actions={"q1": {"V": 'a("總價");'}}), "not ASCII"),
    ],
)
def test_scripts_that_do_not_fit_the_form_are_refused(
    drawn: bytes, typed: FieldFont, scripts: Scripts, told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        make_form(drawn, form_of(), TITLE, "zh-TW", scripts, typed)
