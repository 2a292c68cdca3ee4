"""Fonts come from a checked wheel or an office's own file, are made once, and draw what people type."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from formpress.problems import MissingTool
from formpress.targets.pdf import fonts, truetype
from formpress.targets.pdf.fieldfont import LEVEL_1, TYPED, FieldFont, field_font
from formpress.targets.pdf.fonts import locate, prepare

CACHE = Path(__file__).parent.parent / ".cache" / "fonts"

SANS, SERIF = "Noto Sans TC", "Noto Serif TC"
FIGURES_IN_WORDS = "零壹貳參肆伍陸柒捌玖拾佰仟萬億兆元整"


def draw_font(
    file: Path, family: str = "Office Ming", characters: str = " 〓A一二", permission: int = 0
) -> str:
    """A small CFF font as an office might have one: every character is a lens, A half as wide."""
    names = [".notdef", *(f"uni{ord(c):04X}" for c in characters)]
    widths = {name: 500 if name == "uni0041" else 1000 for name in names}
    outlines = {}
    for name, width in widths.items():
        pen = T2CharStringPen(width, None)
        pen.moveTo((50, 300))
        pen.curveTo((150, 0), (300, 0), (400, 300))
        pen.curveTo((300, 700), (150, 700), (50, 300))
        pen.closePath()
        outlines[name] = pen.getCharString()
    font = FontBuilder(1000, isTTF=False)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({ord(c): f"uni{ord(c):04X}" for c in characters})
    font.setupCFF("OfficeMing-Regular", {"FullName": family}, outlines, {})
    font.setupHorizontalMetrics({name: (width, 50) for name, width in widths.items()})
    font.setupHorizontalHeader(ascent=880, descent=-120)
    font.setupNameTable({"familyName": family, "styleName": "Regular", "psName": "OfficeMing-Regular"})
    font.setupOS2(sTypoAscender=880, sTypoDescender=-120, sCapHeight=733, fsType=permission)
    font.setupPost()
    font.font.recalcTimestamp = False
    font.save(file)
    return str(file)


def glyphs(font: TTFont) -> dict[int, tuple[int, int]]:
    """Glyph number and advance of every character."""
    return {code: (font.getGlyphID(name), font["hmtx"][name][0]) for code, name in font.getBestCmap().items()}


def runs_clockwise(outline: Any) -> bool:
    points: list[tuple[int, int]] = list(outline.coordinates)
    sides = zip(points, points[1:] + points[:1], strict=True)
    return sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in sides) > 0


@pytest.fixture
def office_font(tmp_path: Path) -> str:
    return draw_font(tmp_path / "office.otf")


@pytest.fixture(scope="module")
def typed() -> FieldFont:
    return field_font(SANS, CACHE)


# ----- where fonts come from -----


@pytest.mark.parametrize("face", [SANS, SERIF])
def test_the_wheel_holds_the_very_files_we_know(face: str, tmp_path: Path) -> None:
    file, key = locate(face, tmp_path)
    assert file.name == fonts.WHEEL_FACES[face][0]
    assert key.startswith(fonts.WHEEL_FACES[face][1][:20])


def test_an_altered_file_of_the_wheel_is_answered_with_the_command_that_restores_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(fonts.WHEEL_FACES, SANS, ("NotoSansTC-Regular.otf", "0" * 64))
    with pytest.raises(MissingTool) as told:
        locate(SANS, tmp_path)
    assert told.value.what == "字型「Noto Sans TC」的檔案不完整，或與預期的不同。"
    assert "pip install" in told.value.command
    assert "pylopdf-fonts-zh-tw" in told.value.command


def test_an_absent_wheel_is_answered_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "WHEEL", "no_wheel_of_this_name")
    with pytest.raises(MissingTool, match="沒有安裝字型「Noto Sans TC」") as told:
        locate(SANS, tmp_path)
    assert told.value.command == fonts.WHEEL_COMMAND


def test_an_absent_font_of_the_office_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingTool, match=r"找不到字型檔「fonts/our-kai\.ttf」"):
        locate("fonts/our-kai.ttf", tmp_path)


def test_a_file_that_is_no_font_is_named_and_leaves_no_face_in_the_cache(tmp_path: Path) -> None:
    letter = tmp_path / "letter.ttf"
    letter.write_text("親愛的校長您好", "utf-8")
    with pytest.raises(MissingTool, match=r"letter\.ttf」不是可用的字型檔"):
        prepare(str(letter), str(letter), tmp_path / "cache")
    assert {path.suffix for path in (tmp_path / "cache").iterdir()} == {".sha256"}


@pytest.mark.parametrize("permission", [0x0002, 0x0100])
def test_a_font_whose_licence_forbids_embedding_is_refused(tmp_path: Path, permission: int) -> None:
    font = draw_font(tmp_path / "closed.otf", permission=permission)
    with pytest.raises(MissingTool, match="授權不允許嵌入文件"):
        prepare(font, font, tmp_path / "cache")


# ----- faces for the page -----


def test_outlines_become_truetype_and_nothing_else_changes(tmp_path: Path, office_font: str) -> None:
    faces = prepare(office_font, office_font, tmp_path / "cache")
    (file,) = faces.folder.iterdir()
    with TTFont(office_font) as before, TTFont(file) as after:
        assert "CFF " not in after
        assert glyphs(after) == glyphs(before)
        lens = after["glyf"][after.getBestCmap()[ord("一")]]
        assert (lens.numberOfContours, lens.xMin, lens.xMax) == (1, 50, 400)
        assert runs_clockwise(lens)  # the way in which TrueType means a filled outline


@pytest.mark.parametrize("face", [SANS, SERIF])
def test_the_faces_of_the_wheel_keep_their_characters_widths_and_layout(face: str) -> None:
    prepare(SERIF, SANS, CACHE)
    source, key = locate(face, CACHE)
    with TTFont(source, lazy=True) as before, TTFont(CACHE / f"{key}.ttf", lazy=True) as after:
        assert glyphs(after) == glyphs(before)
        assert {"GSUB", "GPOS", "GDEF", "vhea", "vmtx"} <= set(after.keys())
        assert after["maxp"].numGlyphs == before["maxp"].numGlyphs


def test_the_folder_shows_typst_these_two_families_and_no_other() -> None:
    faces = prepare(SERIF, SANS, CACHE)
    seen = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[faces.folder])
    assert seen.families() == sorted([faces.text_family, faces.head_family]) == [SANS, SERIF]


def test_an_office_font_is_called_what_typst_calls_it(tmp_path: Path) -> None:
    font = draw_font(tmp_path / "kai.otf", family="Office Kai")
    assert prepare(font, font, tmp_path / "cache").text_family == "Office Kai"


def test_missing_characters_are_given_once_and_in_order() -> None:
    faces = prepare(SERIF, SANS, CACHE)
    assert faces.missing("臺灣，堃喆\n한글 ABC 글\t") == "한글"


def test_both_faces_count_for_what_is_missing(tmp_path: Path, office_font: str) -> None:
    other = draw_font(tmp_path / "other.otf", characters="三四")
    assert prepare(office_font, other, tmp_path / "cache").missing("一二三四五") == "五"


# ----- the cache -----


def conversions(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Counts the converters that are started from here on."""
    started: list[Any] = []

    class Counted(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            started.append(args)
            super().__init__(*args, **kwargs)

    monkeypatch.setattr(subprocess, "Popen", Counted)
    return started


def test_a_face_is_converted_once(tmp_path: Path, office_font: str, monkeypatch: pytest.MonkeyPatch) -> None:
    started = conversions(monkeypatch)
    first = prepare(office_font, office_font, tmp_path / "cache")
    assert prepare(office_font, office_font, tmp_path / "cache") == first
    assert len(started) == 1


def test_another_file_of_the_same_name_is_another_face(tmp_path: Path, office_font: str) -> None:
    before = prepare(office_font, office_font, tmp_path / "cache")
    draw_font(Path(office_font), characters="一二三")
    after = prepare(office_font, office_font, tmp_path / "cache")
    assert before.missing("三") == "三"
    assert after.missing("三") == ""


def test_a_source_is_read_once_and_then_remembered_by_its_state(
    tmp_path: Path, office_font: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing is remembered any more, it is read again."""
    reads: list[Path] = []

    def counted(path: Path) -> bytes:
        reads.append(path)
        with path.open("rb") as file:
            return file.read()

    monkeypatch.setattr(Path, "read_bytes", counted)
    known = locate(office_font, tmp_path)
    assert locate(office_font, tmp_path) == known
    assert reads == [Path(office_font)]
    for stamp in tmp_path.glob("*.sha256"):
        stamp.unlink()
    assert locate(office_font, tmp_path) == known
    assert reads == [Path(office_font)] * 2


def test_an_altered_source_is_noticed_though_its_size_and_time_are_the_same(
    tmp_path: Path, office_font: str
) -> None:
    file = Path(office_font)
    before = file.stat()
    _, key = locate(office_font, tmp_path)
    file.write_bytes(bytes(reversed(file.read_bytes())))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert locate(office_font, tmp_path)[1] != key


def test_a_file_of_the_wheel_that_is_altered_after_it_was_checked_is_noticed(
    tmp_path: Path, office_font: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "an_office_wheel.py").touch()
    digest = hashlib.sha256(Path(office_font).read_bytes()).hexdigest()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(fonts, "WHEEL", "an_office_wheel")
    monkeypatch.setitem(fonts.WHEEL_FACES, SANS, (Path(office_font).name, digest))
    assert locate(SANS, tmp_path)[0] == Path(office_font)

    with Path(office_font).open("ab") as file:
        file.write(b" ")
    with pytest.raises(MissingTool, match="檔案不完整"):
        locate(SANS, tmp_path)


def test_a_face_that_was_left_half_made_is_made_anew(tmp_path: Path, office_font: str) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    _, key = locate(office_font, cache)
    (cache / f"{key}.ttf").write_bytes(b"half a fo")
    (file,) = prepare(office_font, office_font, cache).folder.iterdir()
    with TTFont(file) as font:
        assert "glyf" in font


def test_two_builds_may_make_the_same_face_at_once(tmp_path: Path, office_font: str) -> None:
    with ThreadPoolExecutor(4) as builds:
        made = list(builds.map(lambda _: prepare(office_font, office_font, tmp_path / "cache"), range(4)))
    assert all(faces == made[0] for faces in made)
    leftovers = [path for path in (tmp_path / "cache").iterdir() if path.name.startswith("tmp")]
    assert leftovers == []


def test_the_same_face_and_characters_give_the_same_bytes(tmp_path: Path, office_font: str) -> None:
    made = [field_font(office_font, tmp_path / name) for name in ("one", "two")]
    assert made[0].program == made[1].program
    assert made[0].to_unicode == made[1].to_unicode
    assert made[0].face.file.read_bytes() == made[1].face.file.read_bytes()


def test_the_converter_runs_from_anywhere(tmp_path: Path, office_font: str) -> None:
    target = tmp_path / "face.ttf"
    subprocess.run(
        [sys.executable, "-P", str(truetype.__file__), office_font, target], cwd=tmp_path, check=True
    )
    with TTFont(target) as font:
        assert "glyf" in font


# ----- the font of fields -----


def test_people_can_type_every_han_character_in_common_use(typed: FieldFont) -> None:
    assert len(LEVEL_1) == 5401
    assert set(LEVEL_1) <= typed.glyphs.keys()
    assert set(FIGURES_IN_WORDS) <= typed.glyphs.keys()


def test_the_signs_of_our_forms_can_be_typed(typed: FieldFont) -> None:
    assert set("※○□■✓～、。，「」『』（）：；？！…—·０９ＡＺ％＄ㄅˊ〓 ~") <= typed.glyphs.keys()
    assert set(TYPED) - typed.glyphs.keys() == set("ˍ≒")  # which Noto Sans TC does not have


def test_the_field_font_leaves_room_in_the_budget_of_a_form(typed: FieldFont) -> None:
    assert len(typed.program) + len(typed.to_unicode) < 1_250_000


def test_widths_are_those_of_the_font_file(typed: FieldFont) -> None:
    with TTFont(BytesIO(zlib.decompress(typed.program))) as font:
        order = font.getGlyphOrder()
        assert font["head"].unitsPerEm == 1000
        assert [font["hmtx"][name][0] for name in order] == [
            typed.widths.get(glyph, 1000) for glyph in range(len(order))
        ]
        assert {ord(c): order[glyph] for c, glyph in typed.glyphs.items()} == font.getBestCmap()


def test_each_glyph_can_be_copied_as_a_character_that_it_draws(typed: FieldFont) -> None:
    lines = zlib.decompress(typed.to_unicode).decode("ascii").splitlines()
    pairs = [line.split() for line in lines if line.startswith("<") and line != "<0000> <FFFF>"]
    meant = {int(code[1:-1], 16): bytes.fromhex(to[1:-1]).decode("utf-16-be") for code, to in pairs}
    assert meant.keys() == set(typed.glyphs.values())
    assert all(typed.glyphs[character] == glyph for glyph, character in meant.items())


def test_a_rare_character_is_cut_from_the_whole_face(typed: FieldFont) -> None:
    assert "堃" not in typed.glyphs
    rare = typed.subset("堃한")
    assert rare.glyphs.keys() == {"堃"}
    assert rare.name == rare.subset("堃").name != rare.subset("喆").name
    assert len(rare.program) < 2_000


def test_the_small_font_draws_nothing_itself_but_its_face_does(typed: FieldFont) -> None:
    small = field_font(SANS, CACHE, small=True)
    assert small.program == b""
    assert small.subset("堃臺").glyphs == typed.subset("堃臺").glyphs


def test_a_font_is_attached_as_it_was_compressed(typed: FieldFont) -> None:
    whole = BytesIO()
    with pikepdf.new() as pdf:
        pdf.Root.Font = typed.attach(pdf)
        pdf.save(whole)
    with pikepdf.open(whole) as pdf:
        (descendant,) = pdf.Root.Font.DescendantFonts
        assert descendant.FontDescriptor.FontFile2.read_raw_bytes() == typed.program
        assert descendant.FontDescriptor.FontFile2.Length1 == typed.size
        assert len(whole.getvalue()) < len(typed.program) + 40_000


def test_only_unusual_widths_are_written(tmp_path: Path, office_font: str) -> None:
    font = field_font(office_font, tmp_path / "cache")
    with pikepdf.new() as pdf:
        (descendant,) = font.attach(pdf).DescendantFonts
        first, widths = descendant.W
        assert descendant.DW == 1000
        assert [int(width) for width in widths] == [500]
        assert int(first) == font.glyphs["A"]
