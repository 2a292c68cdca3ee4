"""A form's blocks as the JSON that `form.typ` draws: nouns in, nouns out, no measure taken here."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, assert_never

from ...model import (
    Block,
    Box,
    Cell,
    Edition,
    Form,
    Line,
    Mark,
    Notes,
    Pairs,
    Panel,
    Piece,
    Row,
    Settings,
    Signatures,
    Table,
    Text,
)

Json = dict[str, Any]


def page(settings: Settings, edition: Edition, form: Form, text_font: str, head_font: str) -> Json:
    """Everything the page of one form needs."""
    shapes = {field.name: field.widget for field in form.fields}
    currency = "經費單位：新臺幣元" if any(field.unit == "元" for field in form.fields) else ""
    return {
        "heading": f"{form.annex} {form.title}",
        "programme": f"{edition.issuer}　{edition.year}{edition.title}",
        "annex": form.annex,
        "title": form.title,
        "remark": "　・　".join(part for part in (form.copies, currency) if part),
        "footer": f"{edition.issuer}　{edition.year}{edition.title}　{form.annex}",
        "tint": settings.tint,
        "text_font": text_font,
        "head_font": head_font,
        "blocks": [_block(block, shapes) for block in form.blocks],
    }


def texts(value: Any) -> str:
    """Every character that the page prints, for asking whether a font draws it."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "".join(texts(item) for item in value.values())
    if isinstance(value, list):
        return "".join(texts(item) for item in value)
    return ""


def _block(block: Block, shapes: Mapping[str, str]) -> Json:
    match block:
        case Pairs():
            return {
                "kind": "pairs",
                "columns": block.columns,
                "pairs": [
                    {"label": label, "pieces": _line(line, shapes), "wide": wide}
                    for label, line, wide in block.pairs
                ],
            }
        case Table():
            return {
                "kind": "table",
                "widths": list(block.widths),
                "head": [_cell(cell, shapes) for cell in block.head],
                "rows": [[_cell(cell, shapes) for cell in row] for row in block.rows],
            }
        case Row():
            return {"kind": "row", "pieces": _line(block.pieces, shapes)}
        case Panel():
            return {
                "kind": "panel",
                "title": block.title,
                "lines": [_line(line, shapes) for line in block.lines],
            }
        case Notes():
            return {"kind": "notes", "title": block.title, "items": list(block.items)}
        case Signatures():
            return {"kind": "signatures", "roles": list(block.roles)}
        case _:
            assert_never(block)


def _cell(cell: Cell, shapes: Mapping[str, str]) -> Json:
    shared = {field.name: getattr(cell, field.name) for field in dataclasses.fields(cell)}
    return shared | {"lines": [_line(line, shapes) for line in cell.lines]}


def _line(line: Line, shapes: Mapping[str, str]) -> list[Json]:
    return [_piece(piece, shapes) for piece in line]


def _piece(piece: Piece, shapes: Mapping[str, str]) -> Json:
    match piece:
        case Text():
            return {"kind": "text", "text": piece.text, "style": piece.style}
        case Box():
            return {"kind": "box", "field": piece.field, "width": piece.width, "lines": piece.lines}
        case Mark():
            shape = shapes[piece.field]
            mark = {"field": piece.field, "option": piece.option, "label": piece.label}
            return {"kind": "mark", "shape": shape, **mark}
        case _:
            assert_never(piece)
