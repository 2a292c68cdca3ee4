"""Rewrites one font file as TrueType: run as a program, because a face takes seconds.

    python -P truetype.py SOURCE DESTINATION

Typst subsets CFF outlines in a way that fails a width rule of PDF/UA checkers; TrueType passes.
A process of its own lets two faces be converted at once, and gives their memory back.
It imports nothing of the package, so that it runs from wherever the package stands.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

VERSION = 1
"""Counts up whenever the same source would give other bytes: cached faces are then made anew."""

TOLERANCE = 1.0
"""How far a quadratic curve may leave the cubic one, in font units (1000 per em)."""

# Nothing on paper shows a signature, and VORG speaks of cubic outlines that are gone.
DROPPED = ("CFF ", "VORG", "DSIG")

# Unhinted outlines run no instructions, so that every limit of the interpreter is zero.
LIMITS = (
    "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
    "maxStackElements", "maxSizeOfInstructions", "maxComponentElements", "maxPoints",
    "maxContours", "maxCompositePoints", "maxCompositeContours", "maxComponentDepth",
)  # fmt: skip


def convert(source: Path, destination: Path) -> None:
    """Write `source` (OpenType, TrueType, or the first face of a collection) as plain TrueType.

    Same input, same bytes. Raises what fontTools raises on a file it cannot read, and
    ValueError for outlines of another kind.
    """
    with TTFont(source, fontNumber=0, recalcTimestamp=False) as font:
        if "CFF " in font:
            _use_quadratic_outlines(font)
        elif "glyf" not in font:
            raise ValueError("neither CFF nor TrueType outlines")
        for tag in DROPPED:
            if tag in font:
                del font[tag]
        font.flavor = None
        font.sfntVersion = "\0\1\0\0"
        font.save(destination, reorderTables=False)


def _use_quadratic_outlines(font: Any) -> None:
    order = font.getGlyphOrder()
    outlines = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, max_err=TOLERANCE, reverse_direction=True))
        glyphs[name] = pen.glyph(dropImpliedOnCurves=True)
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder = order
    table.glyphs = glyphs
    limits = font["maxp"]
    limits.tableVersion = 0x00010000
    limits.maxZones = 1
    for limit in LIMITS:
        setattr(limits, limit, 0)
    font["post"].formatType = 3.0


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]))
