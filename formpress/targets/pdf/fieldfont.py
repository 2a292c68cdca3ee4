"""The font of fields: a subset of a face, compressed once and ready to attach to any PDF.

Viewers draw what people type with the font that a field names, so it carries every character in
common use. What we draw ourselves may need a rarer one: `FieldFont.subset` cuts it from the face.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from textwrap import wrap

from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from .fonts import Face, load_faces, write_whole

VERSION = 2
"""Counts up whenever the same face and characters would give other bytes."""

EM = 1000
"""PDF measures glyphs in thousandths of an em."""

BLOCK = 100
"""Most entries that one section of a ToUnicode map may have."""

SYMBOLIC = 4
STEM = 80
"""Every font descriptor must say something here; no viewer of today draws by it."""


CMAP_HEAD = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
CMAP_TAIL = """\
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def _windows(first: int, last: int) -> str:
    """The characters that Traditional Chinese Windows has at codes `first` to `last`, in order."""
    pairs = (code.to_bytes(2, "big") for code in range(first, last + 1))
    return "".join(c for pair in pairs if (c := pair.decode("cp950", "ignore")).encode("cp950") == pair)


LEVEL_1 = _windows(0xA440, 0xC67E)
"""The 5,401 Han characters in common use, 國字大寫 among them."""

SYMBOLS = _windows(0xA140, 0xA3BF) + "✓〇〓①②③④⑤⑥⑦⑧⑨⑩€"
"""Punctuation, signs, full-width letters and Bopomofo."""

TYPED = "".join(dict.fromkeys((*map(chr, range(0x20, 0x7F)), *SYMBOLS, *LEVEL_1)))
"""What the font of a field draws, as far as its face does."""


@dataclass(frozen=True, slots=True, eq=False)
class FieldFont:
    """A TrueType subset as an appearance stream and a Type0 font dictionary need it.

    `glyphs` maps a character to its glyph, `widths` a glyph to its width unless that is an em;
    widths, `ascent`, `descent` (negative), `cap_height` and `bbox` are in thousandths of an em.
    `program` (the font file, of `size` bytes) and `to_unicode` are zlib streams. The small font has
    none of these: it draws nothing here, and the viewer something like it.
    """

    face: Face
    name: str
    glyphs: Mapping[str, int]
    widths: Mapping[int, int]
    ascent: int
    descent: int
    cap_height: int
    bbox: Sequence[int]
    size: int
    program: bytes
    to_unicode: bytes

    def advance(self, character: str) -> float:
        """How far a character moves the pen, in sizes; one without a glyph takes a whole em."""
        glyph = self.glyphs.get(character)
        return 1.0 if glyph is None else self.widths.get(glyph, EM) / EM

    def subset(self, characters: str) -> FieldFont:
        """The glyphs of the same face for what we draw ourselves; kept in the cache like this one."""
        drawn = "".join(sorted(filter(self.face.draws, set(characters))))
        return _load(self.face, drawn, tagged=True)

    def fresh(self, characters: str) -> FieldFont:
        """The same, cut anew and kept nowhere: what people have written is not ours to keep."""
        drawn = "".join(sorted(filter(self.face.draws, set(characters))))
        return _read(self.face, _cut(self.face, drawn, hashlib.sha256(drawn.encode()).hexdigest()))

    def attach(self, pdf: Pdf) -> Object:
        """Put this font into `pdf` and return its indirect Type0 dictionary."""
        return _embed(self, pdf) if self.program else _name(self, pdf)


def field_font(font: str, cache: Path, *, small: bool = False) -> FieldFont:
    """The font of what people type, cut from one face (named as in `fonts.prepare`).

    The first call cuts and compresses it (seconds), later ones read about 1.2 MB from the cache.
    `small` only names a font that viewers know how to replace, which takes 3 kB; what we draw
    ourselves still comes from the face. Raises as `fonts.prepare`.
    """
    (face,) = load_faces((font,), cache)
    if small:
        return FieldFont(
            face=face, name="MSung-Light", glyphs={}, widths={}, ascent=880, descent=-120, cap_height=880,
            bbox=(-160, -249, 1015, 888), size=0, program=b"", to_unicode=b"",
        )  # fmt: skip
    return _load(face, TYPED, tagged=False)


# ----- font dictionaries -----


def _embed(font: FieldFont, pdf: Pdf) -> Object:
    descriptor = _descriptor(font)
    descriptor.FontFile2 = Stream(pdf, font.program, Filter=Name.FlateDecode, Length1=font.size)
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=descriptor.FontName, CIDToGIDMap=Name.Identity,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        DW=EM, W=_unusual_widths(font), FontDescriptor=pdf.make_indirect(descriptor),
    )  # fmt: skip
    whole = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=descriptor.FontName, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=Stream(pdf, font.to_unicode, Filter=Name.FlateDecode),
    )  # fmt: skip
    return pdf.make_indirect(whole)


def _name(font: FieldFont, pdf: Pdf) -> Object:
    """A font of the predefined collection for Traditional Chinese: the viewer has it, or one like it."""
    descriptor = _descriptor(font)
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=descriptor.FontName,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("CNS1"), Supplement=0),
        DW=EM, FontDescriptor=pdf.make_indirect(descriptor),
    )  # fmt: skip
    whole = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=descriptor.FontName, Encoding=Name("/UniCNS-UTF16-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
    )  # fmt: skip
    return pdf.make_indirect(whole)


def _descriptor(font: FieldFont) -> Dictionary:
    return Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/" + font.name), Flags=SYMBOLIC, ItalicAngle=0, StemV=STEM,
        FontBBox=Array(list(font.bbox)), Ascent=font.ascent, Descent=font.descent, CapHeight=font.cap_height,
    )  # fmt: skip


def _unusual_widths(font: FieldFont) -> Object:
    """The W array: runs of glyphs that are not an em wide."""
    runs: list[str] = []
    last = -1
    for glyph, width in font.widths.items():
        if glyph != last + 1 or not runs:
            runs.append(f"{glyph} [")
        runs[-1] += f"{width} "
        last = glyph
    return Object.parse(f"[{']'.join([*runs, ''])}]".encode())


# ----- cutting and keeping -----


def _load(face: Face, characters: str, *, tagged: bool) -> FieldFont:
    """The subset for those of `characters` that the face draws, cut now or earlier."""
    digest = hashlib.sha256(characters.encode()).hexdigest()
    file = face.file.with_name(f"{face.key}-{digest[:20]}-{VERSION}.font")
    if not file.exists():
        drawn = "".join(filter(face.draws, characters))
        write_whole(file, _cut(face, drawn, digest if tagged else ""))
    return _read(face, file.read_bytes())


def _read(face: Face, kept: bytes) -> FieldFont:
    head, _, body = kept.partition(b"\n")
    card = json.loads(head)
    program = card.pop("program")
    card["glyphs"] = dict(zip(card.pop("drawn"), card["glyphs"], strict=True))
    card["widths"] = dict(card["widths"])
    return FieldFont(face=face, program=body[:program], to_unicode=body[program:], **card)


def _cut(face: Face, characters: str, digest: str) -> bytes:
    """A subset as it is kept: one line of JSON, the compressed font file, the compressed ToUnicode."""
    from fontTools import subset  # noqa: PLC0415 - takes 80 ms, and a warm cache never gets here

    options = subset.Options(layout_features=[], hinting=False, recalc_timestamp=False)
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "gasp", "name", "vhea", "vmtx"]
    with TTFont(face.file, lazy=True, recalcTimestamp=False) as font:
        name = re.sub("[^A-Za-z0-9-]", "", font["name"].getDebugName(6) or "")
        cutter = subset.Subsetter(options)
        cutter.populate(text=characters)
        cutter.subset(font)
        file = BytesIO()
        font.save(file, reorderTables=False)
        cmap = font.getBestCmap()
        glyphs = [font.getGlyphID(cmap[ord(c)]) for c in characters]
        card = _metrics(font) | {"name": _tag(digest) + name if digest else f"{name}-Field"}
    program = zlib.compress(file.getvalue(), 9)
    card |= {"drawn": characters, "glyphs": glyphs, "size": len(file.getvalue()), "program": len(program)}
    return json.dumps(card).encode() + b"\n" + program + zlib.compress(_to_unicode(characters, glyphs), 9)


def _metrics(font: TTFont) -> dict[str, object]:
    """Widths that are not an em, by glyph, and the measures of a font descriptor: thousandths of an em."""
    head, system = font["head"], font["OS/2"]
    em: int = head.unitsPerEm

    def scaled(units: int) -> int:
        return (units * EM + em // 2) // em

    widths = enumerate(scaled(font["hmtx"][glyph][0]) for glyph in font.getGlyphOrder())
    return {
        "widths": [(glyph, width) for glyph, width in widths if width != EM],
        "ascent": scaled(system.sTypoAscender),
        "descent": scaled(system.sTypoDescender),
        "cap_height": scaled(getattr(system, "sCapHeight", 0) or system.sTypoAscender),
        "bbox": [scaled(head.xMin), scaled(head.yMin), scaled(head.xMax), scaled(head.yMax)],
    }


def _tag(digest: str) -> str:
    """Six letters and a plus, by which PDF tells apart the subsets of one font."""
    return "".join(chr(ord("A") + int(pair, 16) % 26) for pair in wrap(digest[:12], 2)) + "+"


def _to_unicode(characters: str, glyphs: list[int]) -> bytes:
    """The CMap from glyph to character. Of characters that share a glyph the first one is meant."""
    meant = dict(sorted(zip(reversed(glyphs), reversed(characters), strict=True)))
    entries = [f"<{glyph:04X}> <{c.encode('utf-16-be').hex().upper()}>" for glyph, c in meant.items()]
    blocks = [entries[start : start + BLOCK] for start in range(0, len(entries), BLOCK)]
    sections = (f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (CMAP_HEAD + "".join(sections) + CMAP_TAIL).encode("ascii")
