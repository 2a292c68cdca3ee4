"""JSON Schema 2020-12 of every filled form: what a program that reads returned forms may expect."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..model import Artifact, Edition, Field, Form, Settings, Site

DIALECT = "https://json-schema.org/draft/2020-12/schema"

OTHER = "other_text"
"""The last part of the address of what people write behind 其他."""

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
    """Add a field at its address: names become objects, and so do the rows of a roster, by number.

    What is ticked of one question is a list of codes; a text behind 其他 stands beside its question.
    """
    *path, leaf = field.address.split(".")
    if field.widget == "checkbox" or (_explains(field) and path):
        *path, name = path
    for step in path:
        body = _step(body, step, field)
    if field.widget == "checkbox":
        _add_tick(body, name, field)
        _require(body, name, field)
        return
    leaf = f"{name}__{leaf}" if _explains(field) else leaf
    body["properties"].setdefault(leaf, _leaf(field))
    _require(body, leaf, field)


def _explains(field: Field) -> bool:
    return field.address.endswith(f".{OTHER}")


def _step(body: Node, step: str, field: Field) -> Node:
    if not step.isdigit():
        _require(body, step, field)
        child: Node = body["properties"].setdefault(step, _object())
        return child
    if "propertyNames" not in body:
        body |= {"propertyNames": {"enum": []}, "additionalProperties": _object()}
        del body["properties"], body["required"]
    if step not in body["propertyNames"]["enum"]:
        body["propertyNames"]["enum"].append(step)
    row: Node = body["additionalProperties"]
    return row


def _add_tick(body: Node, name: str, field: Field) -> None:
    """The list of what is ticked gets one more code that it may hold."""
    (option,) = field.options
    blank: Node = {"type": "array", "title": field.label.rpartition("：")[0], "uniqueItems": True,
                   "items": {"oneOf": []}}  # fmt: skip
    found = body["properties"].setdefault(name, blank)
    for key, limit in (("minItems", field.minimum), ("maxItems", field.maximum)):
        if limit is not None:
            found[key] = limit
    if all(one["const"] != option.value for one in found["items"]["oneOf"]):
        found["items"]["oneOf"].append({"const": option.value} | _told(field))


def _require(body: Node, name: str, field: Field) -> None:
    """What people must fill in is required; what the form computes follows from it."""
    if field.required and not field.computed and name not in body["required"]:
        body["required"].append(name)


def _object() -> Node:
    return {"type": "object", "properties": {}, "required": [], "additionalProperties": False}


def _leaf(field: Field) -> Node:
    """The field's own schema with what a data dictionary says about it."""
    return _told(field) | dict(field.schema)


def _told(field: Field) -> Node:
    """Rows of a roster share one description: their PDF names differ in the number only, written {n}."""
    in_row = any(step.isdigit() for step in field.address.split("."))
    told: Mapping[str, Any] = {
        "title": field.label,
        "description": field.question,
        "readOnly": field.computed or None,
        "x-unit": field.unit or None,
        "x-formula": field.formula or None,
        "x-personal": field.personal or None,
        "x-pdf-name": re.sub(r"__\d+__", "__{n}__", field.name) if in_row else field.name,
    }
    return {key: value for key, value in told.items() if value is not None}
