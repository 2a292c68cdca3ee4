"""A form's blocks as the JSON that `form.typ` draws: nouns in, nouns out, no measure taken here."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from ... import paper
from ...model import Edition, Form, Settings
from ...page import REQUIRED, Block, Mark, NewPage

Json = dict[str, Any]


def page(settings: Settings, edition: Edition, form: Form, fonts: tuple[str, str]) -> Json:
    """Everything the pages of one form need; `fonts` are the families of text and headings."""
    shapes = {field.name: field.widget for field in form.fields}
    currency = "經費單位：新臺幣元" if any(field.unit == "元" for field in form.fields) else ""
    marked = f"{REQUIRED}必填" if any(field.required for field in form.fields) else ""
    logo, picture = settings.logo
    width, height = paper.SHEETS[settings.paper]
    return {
        "heading": f"{form.annex} {form.title}",
        "programme": f"{edition.issuer}　{edition.year}{edition.title}",
        "annex": form.annex,
        "title": form.title,
        "remark": "　・　".join(part for part in (form.copies, currency, marked) if part),
        "footer": f"{edition.issuer}　{edition.year}{edition.title}　{form.annex}",
        "tint": settings.tint,
        "fonts": {"text": fonts[0], "head": fonts[1]},
        "logo": {"format": logo, "bytes": list(picture)} if picture else None,
        "paper": {
            "width": width * paper.MM, "height": height * paper.MM,
            "side": paper.SIDE, "top": paper.TOP, "bottom": paper.BOTTOM,
            "inset": paper.INSET, "line": paper.SIZE * paper.LEADING, "one": paper.height(1),
        },
        "sections": list(_sections(form.blocks, shapes)),
    }  # fmt: skip


def texts(value: Any) -> str:
    """Every character that the page prints, for asking whether a font draws it."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "".join(texts(item) for item in value.values())
    if isinstance(value, list):
        return "".join(texts(item) for item in value)
    return ""


def _sections(blocks: tuple[Block, ...], shapes: Mapping[str, str]) -> Iterator[Json]:
    """Runs of blocks between page breaks, each upright or lying."""
    section: Json = {"landscape": False, "blocks": []}
    for block in blocks:
        if isinstance(block, NewPage):
            if section["blocks"]:
                yield section
            section = {"landscape": block.landscape, "blocks": []}
        else:
            section["blocks"].append(_plain(block, shapes))
    yield section


def _plain(value: Any, shapes: Mapping[str, str]) -> Any:
    """A noun as a mapping that says its kind; marks are told whether they are round."""
    if isinstance(value, tuple):
        return [_plain(item, shapes) for item in value]
    if not dataclasses.is_dataclass(value):
        return value
    found = {field.name: _plain(getattr(value, field.name), shapes) for field in dataclasses.fields(value)}
    if isinstance(value, Mark):
        found["shape"] = shapes[value.field]
    return {"kind": type(value).__name__.lower(), **found}
