"""Attachments and scans become the one file for submission; what came in is not trusted."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageChops
from pypdf import PdfReader

from formpress.cli import main
from formpress.model import Form
from formpress.problems import Problems
from formpress.targets.pdf.fieldfont import FieldFont, field_font
from formpress.targets.pdf.filling import fill
from formpress.targets.pdf.merging import MOST_PAGES, Merged, merge
from tests.editions import CACHE, MINIMAL, pdf_of, site

GIVEN = {
    "school": "海濱市立堃岸國民小學",
    "size": "small",
    "plan": "窗邊放兩個書架。\n鋪軟墊。",
    "items__books__quantity": "1200",
    "items__shelf__price": "400",
}


@cache
def the_font(*, small: bool = False) -> FieldFont:
    return field_font("Noto Sans TC", CACHE, small=small)


def the_form() -> Form:
    return site(MINIMAL).editions[0].forms[0]


@cache
def form_pdf(school: str = GIVEN["school"]) -> bytes:
    blank = pdf_of(MINIMAL, site(MINIMAL).editions[0], the_form())
    return fill(blank, the_form(), GIVEN | {"school": school}, the_font()).content


@cache
def scan(shade: int = 60) -> bytes:
    """A stamped page as an office machine sends it."""
    file = io.BytesIO()
    Image.effect_noise((620, 877), shade).save(file, "PDF", resolution=75)
    return file.getvalue()


def merged(*files: bytes) -> Merged:
    return merge(
        [(f"{number}.pdf", file) for number, file in enumerate(files, start=1)], "送件", the_font(small=True)
    )


def made(change: Callable[[Pdf], None] = lambda pdf: None, *, pages: int = 1, **save: Any) -> bytes:
    """A small PDF of another program, with something done to it."""
    with Pdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(200, 200))
        change(pdf)
        file = io.BytesIO()
        pdf.save(file, **save)
    return file.getvalue()


def opened(content: bytes) -> Pdf:
    return Pdf.open(io.BytesIO(content))


def written(content: bytes) -> bytes:
    """Everything that a PDF says, in the open."""
    file = io.BytesIO()
    with opened(content) as pdf:
        pdf.save(file, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return file.getvalue()


def reason(*files: bytes) -> str:
    with pytest.raises(Problems) as caught:
        merged(*files)
    return str(caught.value)


def picture(content: bytes, page: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(content) as document:
        document.init_forms()
        image: Image.Image = document[page].render(scale=1.5).to_pil().convert("L")
    return image


# ----- what comes out -----


def test_all_pages_come_in_order() -> None:
    found = merged(form_pdf(), scan(), made(pages=3))

    assert [share.pages for share in found.shares] == [1, 1, 3]
    assert len(PdfReader(io.BytesIO(found.content)).pages) == 5


def test_a_filled_form_looks_as_it_did() -> None:
    """What stood in the boxes stands on the page, at the same place, in the same size."""
    before, after = picture(form_pdf()), picture(merged(form_pdf()).content)
    shade = pypdfium2.PdfDocument(form_pdf())[0].render(scale=1.5, may_draw_forms=False).to_pil().convert("L")
    difference = ImageChops.difference(before, after).histogram()

    assert before.size == after.size
    assert sum(difference[64:]) < 40
    assert sum(ImageChops.difference(shade, after).histogram()[64:]) > 1000


def test_the_text_of_the_boxes_can_be_read_and_searched() -> None:
    text = PdfReader(io.BytesIO(merged(form_pdf()).content)).pages[0].extract_text()

    assert "海濱市立堃岸國民小學" in text
    assert "240,400" in text
    assert "1,200" in text


def test_nothing_is_left_that_a_viewer_would_run_or_fill() -> None:
    content = merged(form_pdf()).content
    with opened(content) as pdf:
        assert not {"/AcroForm", "/OpenAction", "/AA"} & set(pdf.Root.keys())
        assert all("/Annots" not in page for page in pdf.pages)

    assert b"/JS" in written(form_pdf())
    assert b"/JS" not in written(content)


def test_the_values_travel_as_data() -> None:
    """Each form of ours is attached as JSON with its identity; two of one kind are numbered."""
    with opened(merged(form_pdf(), scan(), form_pdf("海濱市立燈塔國民小學")).content) as pdf:
        found = {name: json.loads(spec.get_file().read_bytes()) for name, spec in pdf.attachments.items()}
        kinds = {str(spec.obj.AFRelationship) for spec in pdf.attachments.values()}

        assert len(pdf.Root.AF) == 2
    assert kinds == {"/Data"}
    assert {one["identity"] for one in found.values()} == {the_form().identity}
    assert found["grant.json"]["values"].items() >= GIVEN.items()
    assert found["grant.json"]["values"]["total"] == "240,400"
    assert found["grant-2.json"]["values"]["school"] == "海濱市立燈塔國民小學"
    assert "formpress" not in found["grant.json"]["values"]


def test_equal_things_are_stored_once() -> None:
    """The same scan twice takes the room of one; two forms share their fonts."""
    one, two = merged(scan()).content, merged(scan(), scan()).content
    forms = merged(form_pdf(), form_pdf("海濱市立燈塔國民小學"))

    assert len(two) < len(one) + 2_000
    assert forms.shares[1].size < forms.shares[0].size / 10


def test_the_font_of_fields_shrinks_to_what_was_written() -> None:
    assert len(form_pdf()) > 1_000_000
    assert len(merged(form_pdf()).content) < 80_000


def test_same_files_same_bytes() -> None:
    assert merged(form_pdf(), scan()).content == merged(form_pdf(), scan()).content


def test_the_file_has_a_title_and_a_list_of_contents() -> None:
    reader = PdfReader(io.BytesIO(merged(form_pdf(), scan()).content))

    assert reader.metadata is not None
    assert reader.metadata.title == "送件"
    assert [entry["/Title"] for entry in reader.outline] == ["附件一 經費申請表", "2"]  # type: ignore[call-overload]


def test_the_stored_value_counts_and_not_an_old_picture_of_it() -> None:
    """A file whose appearance says something else than its value shows the value, as its data does."""
    with opened(form_pdf()) as pdf:
        (school,) = (field for field in pdf.Root.AcroForm.Fields if field.T == "school")
        school.V = String("海濱市立燈塔國民小學")
        file = io.BytesIO()
        pdf.save(file)
    text = PdfReader(io.BytesIO(merged(file.getvalue()).content)).pages[0].extract_text()

    assert "燈塔" in text
    assert "堃岸" not in text


def test_a_character_without_a_font_is_named() -> None:
    assert merged(form_pdf("𠮷小")).unknown == "𠮷"


# ----- files of others -----


def stamped(pdf: Pdf) -> None:
    """A page that others have filled in: a stamp and a box with its picture, one box without."""
    drawing = Stream(
        pdf, b"1 0 0 rg 0 0 10 10 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 10, 10]
    )
    page = pdf.pages[0]
    page.Contents = Stream(pdf, b"3 0 0 3 9 9 cm")  # leaves the page enlarged for what comes behind
    notes = [
        Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[20, 20, 60, 60], AP=Dictionary(N=drawing), F=4),
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("a"),
            V=String("ABC"),
            Rect=[20, 100, 180, 120],
        ),
        Dictionary(
            Type=Name.Annot, Subtype=Name.Square, Rect=[100, 20, 140, 60], AP=Dictionary(N=drawing), F=2
        ),
        Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.Launch, F=String("x"))
        ),
    ]
    page.Annots = Array([pdf.make_indirect(note) for note in notes])
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([page.Annots[1]])))


def test_stamps_and_boxes_of_others_stay_visible() -> None:
    """A stamp is drawn as it was, a box without a picture from its value; what was hidden stays so."""
    content = merged(made(stamped)).content
    image = picture(content)
    shade = image.point(lambda value: 255 if value < 200 else 0)

    assert shade.crop((30, 210, 90, 270)).getbbox() == (0, 0, 60, 60)
    assert shade.crop((150, 210, 210, 270)).getbbox() is None
    assert "ABC" in PdfReader(io.BytesIO(content)).pages[0].extract_text()


def active(pdf: Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    launch = Dictionary(S=Name.Launch, F=String("calc.exe"))
    pdf.Root.OpenAction = pdf.make_indirect(script)
    pdf.Root.AA = Dictionary(WC=script)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))
    page = pdf.pages[0]
    page.AA = Dictionary(O=launch)
    page.Resources = Dictionary(
        XObject=Dictionary(
            A=Stream(
                pdf,
                b"q Q",
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=[0, 0, 1, 1],
                PieceInfo=script,
                AA=launch,
            )
        )
    )
    pdf.attachments["virus.exe"] = b"MZ"


def test_scripts_and_actions_of_others_do_not_come_along() -> None:
    """Neither at opening, nor on a page, nor hidden in what a page draws with; an attachment is named."""
    found = merged(made(active))
    with opened(found.content) as pdf:
        assert "/A" in pdf.pages[0].Resources.XObject

    for word in (b"/JS", b"/Launch", b"/JavaScript", b"/OpenAction", b"/AA", b"virus"):
        assert word in written(made(active))
        assert word not in written(found.content)
    assert found.notes == ("「1.pdf」夾帶的附加檔案沒有併入",)


def test_a_digital_signature_is_said_to_be_lost() -> None:
    def sign(pdf: Pdf) -> None:
        field = Dictionary(FT=Name.Sig, T=String("s"), V=Dictionary(Type=Name.Sig))
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]))

    assert "數位簽章" in merged(made(sign)).notes[0]


def test_resources_that_hold_themselves_are_copied() -> None:
    """Some programs give a drawing the resources of its page, in which it stands itself."""

    def loop(pdf: Pdf) -> None:
        resources = pdf.make_indirect(Dictionary(XObject=Dictionary()))
        drawing = Stream(
            pdf,
            b"0 0 50 50 re f",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, 50, 50],
            Resources=resources,
        )
        resources.XObject.X = pdf.make_indirect(drawing)
        pdf.pages[0].Resources = resources
        pdf.pages[0].Contents = Stream(pdf, b"/X Do")

    image = picture(merged(made(loop)).content)

    assert image.getpixel((30, 270)) == 0


def test_a_page_keeps_its_size_and_its_turn() -> None:
    """What all pages of a file share stands above them in its tree."""
    with opened(merged(packed(0)).content) as pdf:
        assert pdf.pages[0].Rotate == 90
        assert [int(edge) for edge in pdf.pages[0].MediaBox.as_list()] == [0, 0, 9, 9]
        assert [int(edge) for edge in pdf.pages[0].CropBox.as_list()] == [0, 0, 7, 8]


# ----- what is refused -----


@pytest.mark.parametrize("owner_only", [True, False])
def test_an_encrypted_file_is_refused(owner_only: bool) -> None:
    lock = pikepdf.Encryption(owner="secret", user="" if owner_only else "secret")

    assert "「2.pdf」不能合併：檔案有" in reason(scan(), made(encryption=lock))


def test_an_xfa_form_is_refused() -> None:
    def xfa(pdf: Pdf) -> None:
        pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(pdf, b"<xdp/>"))

    assert "XFA" in reason(made(xfa))


def test_what_is_no_pdf_is_refused() -> None:
    assert "不是 PDF 檔" in reason(b"\xff\xd8\xff\xe0 JFIF")
    assert "不是 PDF 檔" in reason(b"")


def test_a_file_cut_short_is_refused_and_not_mended() -> None:
    assert "損壞或不完整" in reason(scan()[:-200])


def test_every_file_that_is_not_taken_is_named() -> None:
    text = reason(b"", scan(), scan()[:300])

    assert "「1.pdf」" in text
    assert "「3.pdf」" in text
    assert "「2.pdf」" not in text


def test_hidden_layers_are_refused() -> None:
    """Without the switches of its layers, a page would show what its author had switched off."""

    def layers(pdf: Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))

    assert "圖層" in reason(made(layers))


def test_pages_have_a_bound() -> None:
    assert f"超過 {MOST_PAGES} 頁" in reason(made(pages=MOST_PAGES // 2), made(pages=MOST_PAGES // 2 + 1))


@pytest.mark.parametrize(("levels", "kids"), [(60, 1), (20_000, 1), (30, 2)])
def test_a_page_tree_without_an_end_is_refused(levels: int, kids: int) -> None:
    """One that goes too deep, and one whose branches meet again and so have 2^30 leaves."""

    def grow(pdf: Pdf) -> None:
        node = pdf.pages[0].obj
        for _ in range(levels):
            node = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=1, Kids=Array([node] * kids)))
        pdf.Root.Pages = node

    assert "損壞" in reason(made(grow))


def test_a_page_tree_that_holds_itself_is_refused() -> None:
    def loop(pdf: Pdf) -> None:
        pdf.Root.Pages.Kids = Array([pdf.Root.Pages])

    assert "損壞" in reason(made(loop))


def test_content_that_nests_without_an_end_is_refused() -> None:
    def chain(pdf: Pdf) -> None:
        node = Dictionary()
        for _ in range(20_000):
            node = pdf.make_indirect(Dictionary(Next=node))
        pdf.pages[0].Resources = Dictionary(ExtGState=Dictionary(X=node))

    assert "太複雜" in reason(made(chain))


def packed(padding: int) -> bytes:
    """A PDF whose objects stand in one packed stream, with as many blanks behind them."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]/Rotate 90/CropBox[0 0 7 8]/MediaBox[0 0 9 9]>>",
        b"<</Type/Page/Parent 2 0 R>>",
    ]
    places = [sum(len(part) for part in parts[:index]) for index in range(len(parts))]
    index = b" ".join(b"%d %d" % (number, place) for number, place in enumerate(places, start=1)) + b" "
    data = zlib.compress(index + b"".join(parts) + b" " * padding, 9)
    head = b"4 0 obj\n<</Type/ObjStm/N 3/First %d/Filter/FlateDecode/Length %d>>\nstream\n" % (
        len(index),
        len(data),
    )
    table = b"%PDF-1.5\n" + head + data + b"\nendstream\nendobj\n"
    rows = [(0, 0, 255), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, 9, 0), (1, len(table), 0)]
    entries = b"".join(kind.to_bytes(1) + where.to_bytes(4) + last.to_bytes(1) for kind, where, last in rows)
    index = b"5 0 obj\n<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>\nstream\n" % len(entries)
    return table + index + entries + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(table)


def test_what_would_unpack_to_gigabytes_is_not_unpacked() -> None:
    """An image passes as it is, packed; a table of objects that unpacks to more than 64 MB is refused."""
    bomb = zlib.compress(bytes(200 << 20), 9)

    def image(pdf: Pdf) -> None:
        pdf.pages[0].Contents = Stream(pdf, bomb, Filter=Name.FlateDecode)

    assert len(merged(made(image)).content) < len(bomb) + 5_000
    assert merged(packed(1_000)).shares[0].pages == 1
    assert "損壞" in reason(packed(100 << 20))


SMALL = made(stamped)


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_damaged_file_is_answered_and_never_a_crash(data: st.DataObject) -> None:
    """Cut anywhere, with bytes changed anywhere: it is merged, or refused with a reason."""
    content = bytearray(data.draw(st.sampled_from([SMALL, scan(), PLAIN])))
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content))) :]
    for _ in range(data.draw(st.integers(0, 8))):
        if content:
            place = data.draw(st.integers(0, len(content) - 1))
            content[place] = data.draw(st.sampled_from(b"\x00\xff 0159<>[]()/RabN-."))
    refused = "不能合併"
    try:
        merged(bytes(content))
    except Problems as problems:
        refused = str(problems)
    assert "不能合併" in refused


def _plain() -> bytes:
    """A filled form of ours with every object in the open, so that single letters of it can change."""
    with opened(form_pdf()) as pdf:
        file = io.BytesIO()
        pdf.Root.AcroForm.DR = Dictionary()
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=True)
    return file.getvalue()


PLAIN = _plain()


# ----- the command -----


def run(*arguments: str | Path) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    root = CACHE.parent
    code = main(["merge", *map(str, arguments)], root=root, out=out, err=err)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "budget.pdf").write_bytes(form_pdf())
    (tmp_path / "stamped.pdf").write_bytes(scan())
    return tmp_path / "budget.pdf", tmp_path / "stamped.pdf"


def test_the_command_writes_one_file_and_says_how_large_it_is(two: tuple[Path, Path], tmp_path: Path) -> None:
    code, out, err = run(*two, "-o", tmp_path / "送件.pdf")

    assert (code, err) == (0, "提醒：「budget.pdf」有 1 項檢核不符合。\n")
    assert "送件.pdf，2 頁，" in out
    assert "（上限 2 MB）" in out
    assert "stamped.pdf：1 頁，" in out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["budget.pdf", "stamped.pdf", "送件.pdf"]


def test_a_limit_that_was_asked_for_is_kept_or_is_an_error(two: tuple[Path, Path], tmp_path: Path) -> None:
    """The file is written all the same, and the largest part is named."""
    target = tmp_path / "all.pdf"
    code, _, err = run(*two, "-o", target, "--limit", "100KB")

    assert code == 1
    assert "比上限 100 KB 多" in err
    assert "最大的是「stamped.pdf」" in err
    assert target.exists()
    assert run(*two, "-o", target, "--limit", "off")[0] == 0


def test_the_usual_limit_only_reminds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formpress.cli.USUAL_LIMIT", 10_000)
    (tmp_path / "a.pdf").write_bytes(scan())
    code, _, err = run(tmp_path / "a.pdf", "-o", tmp_path / "b.pdf")

    assert code == 0
    assert err.startswith("提醒：「b.pdf」有 ")


def test_an_input_is_never_overwritten(two: tuple[Path, Path]) -> None:
    before = two[0].read_bytes()
    code, _, err = run(*two, "-o", two[0])

    assert code == 1
    assert "不能同時是結果" in err
    assert two[0].read_bytes() == before


def test_a_failure_leaves_what_was_there(two: tuple[Path, Path], tmp_path: Path) -> None:
    target = tmp_path / "all.pdf"
    target.write_bytes(b"before")
    (tmp_path / "bad.pdf").write_bytes(b"no")
    code, _, err = run(*two, tmp_path / "bad.pdf", tmp_path / "none.pdf", "-o", target)

    assert code == 1
    assert "找不到檔案" in err
    assert run(*two, tmp_path / "bad.pdf", "-o", target)[0] == 1
    assert target.read_bytes() == b"before"
    assert not list(tmp_path.glob(".*"))


def test_files_have_a_number_and_a_size_they_may_have(tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(101 << 20)
    code, _, err = run(large, "-o", tmp_path / "all.pdf")
    assert code == 1
    assert "最多 100 MB" in err

    code, _, err = run(*[large] * 51, "-o", tmp_path / "all.pdf")
    assert code == 1
    assert "一次最多合併 50 個檔案" in err


def test_the_result_must_be_a_pdf(two: tuple[Path, Path], tmp_path: Path) -> None:
    assert "要是 PDF 檔" in run(*two, "-o", tmp_path / "list.csv")[2]
    assert "不能寫到" in run(*two, "-o", tmp_path / "nowhere" / "all.pdf")[2]


@pytest.mark.parametrize("size", ["5x", "0", "-1", "MB"])
def test_a_limit_that_is_no_size_is_answered(
    size: str, two: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(*two, "-o", "x.pdf", f"--limit={size}")

    assert stopped.value.code == 1
    assert f"「{size}」不是大小" in capsys.readouterr().err
