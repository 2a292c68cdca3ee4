"""JSON Schema 2020-12 of every filled form: what a program that reads returned forms may expect."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..model import Artifact, Edition, Field, Form, Settings, Site

DIALECT = "https://json-schema.org/draft/2020-12/schema"

ROW = re.compile(r"(\w+)\[(\d+)\]")
"""A row of a roster in an address: readers[2]."""

Node = dict[str, Any]


def render(site: Site) -> Iterator[Artifact]:
    """One schema per form, beside its PDF."""
    for edition in site.editions:
        for form in edition.forms:
            path = f"{edition.folder}/forms/{form.id}.schema.json"
            text = json.dumps(schema(site.settings, edition, form, path), ensure_ascii=False, indent=2)
            yield Artifact(path, f"{text}\n".encode())


def schema(settings: Settings, edition: Edition, form: Form, path: str) -> Node:
    """The form as one object, nested as its addresses are: items.printing.quantity."""
    head: Node = {"$schema": DIALECT}
    if settings.base_address:
        head["$id"] = f"{settings.base_address.rstrip('/')}/{path}"
    head["title"] = f"{edition.year}{edition.title} {form.annex} {form.title}".strip()
    head["description"] = form.intro or f"{form.title}填寫後的資料"
    head["$comment"] = form.identity
    body = _object()
    for field in form.fields:
        _place(body, field)
    return head | body


def _place(body: Node, field: Field) -> None:
    """Add a field at its address: names become objects, readers[2] an entry of an array."""
    *path, leaf = field.address.split(".")
    for step in path:
        body = _step(body, step, field)
    body["properties"].setdefault(leaf, _leaf(field))
    _require(body, leaf, field)


def _step(body: Node, step: str, field: Field) -> Node:
    row = ROW.fullmatch(step)
    name = row[1] if row else step
    child: Node = body["properties"].setdefault(name, _array() if row else _object())
    _require(body, name, field)
    if not row:
        return child
    child["maxItems"] = max(child["maxItems"], int(row[2]))
    items: Node = child["items"]
    return items


def _require(body: Node, name: str, field: Field) -> None:
    """What people must fill in is required; what the form computes follows from it."""
    if field.required and not field.computed and name not in body["required"]:
        body["required"].append(name)


def _object() -> Node:
    return {"type": "object", "properties": {}, "required": [], "additionalProperties": False}


def _array() -> Node:
    return {"type": "array", "maxItems": 0, "items": _object()}


def _leaf(field: Field) -> Node:
    """The field's own schema with what a data dictionary says about it. Rows share one, as they
    share one object: their PDF names differ in the number only, written {n}.
    """
    in_row = ROW.match(field.address)
    told: Mapping[str, Any] = {
        "title": field.label,
        "description": field.question,
        "readOnly": field.computed or None,
        "x-unit": field.unit or None,
        "x-formula": field.formula or None,
        "x-personal": field.personal or None,
        "x-pdf-name": re.sub(r"__\d+__", "__{n}__", field.name) if in_row else field.name,
    }
    return {key: value for key, value in told.items() if value is not None} | dict(field.schema)
