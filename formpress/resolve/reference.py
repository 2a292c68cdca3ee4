"""The format described by the code that reads it: nothing here is written a second time."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..authoring import Called
from ..blocks import BLOCK_TYPES, BlockSpec
from ..fields import FIELD_TYPES, FieldSpec
from ..model import FunctionDoc, KeyDoc, KindDoc, Reference
from ..rules import RULE_KINDS, RuleSpec
from .files import FILES
from .functions import FUNCTIONS

_PLAIN = {str: "文字", int: "整數", float: "數字", bool: "true 或 false", dict: "名稱與內容", Any: "內容"}


@cache
def reference() -> Reference:
    """Every rule kind, field type, block and function, in the order of the explicit lists."""
    return Reference(
        rules=tuple(_kinds(RULE_KINDS.items(), RuleSpec, "kind")),
        fields=tuple(_kinds(FIELD_TYPES.items(), FieldSpec, "type")),
        blocks=tuple(_kinds(BLOCK_TYPES.items(), BlockSpec, "")),
        functions=tuple(
            FunctionDoc(name, "數" if one.number else "條件", one.usage, one.says, one.example)
            for name, one in FUNCTIONS.items()
        ),
        files=tuple(
            KindDoc(one.id, one.title, f"{one.title}：{one.says}", _keys(one.fields), (), one.example)
            for one in FILES
        ),
    )


def _kinds(types: Iterable[tuple[str, Any]], base: type[BaseModel], tag: str) -> Iterator[KindDoc]:
    for name, model in types:
        says = inspect.getdoc(inspect.getmodule(model)) or ""
        fields = {key: info for key, info in model.model_fields.items() if key != tag}
        own = {
            key: info
            for key, info in fields.items()
            if key not in base.model_fields or _changed(key, info, base)
        }
        shared = {key: info for key, info in fields.items() if key not in own}
        yield KindDoc(name, model.title, says, _keys(own), _keys(shared), model.example)


def _changed(key: str, info: FieldInfo, base: type[BaseModel]) -> bool:
    """A key of the family that this kind makes its own, such as a sentence it cannot do without."""
    return info.is_required() != base.model_fields[key].is_required()


def _keys(fields: Mapping[str, FieldInfo]) -> tuple[KeyDoc, ...]:
    return tuple(
        KeyDoc(info.alias or key, _content(info), info.is_required(), info.description or "", _default(info))
        for key, info in fields.items()
    )


def _default(info: FieldInfo) -> str:
    """As an author would write it; a list or a group that holds nothing says nothing."""
    value = info.default
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float | Decimal) else ""


def _content(info: FieldInfo) -> str:
    """What goes there, in one or two words."""
    called = next((item.word for item in info.metadata if isinstance(item, Called)), "")
    return called or _words(info.annotation)


def _words(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        called = next((item.word for item in arguments[1:] if isinstance(item, Called)), "")
        return called or _words(arguments[0])
    if origin is Literal:
        return "、".join(str(word) for word in arguments)
    if origin is tuple:
        return f"清單（{_words(arguments[0])}）"
    if origin is dict:
        return "名稱與內容"
    if arguments:
        return _words(next(one for one in arguments if one is not NoneType))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "一組欄目"
    return _PLAIN.get(annotation, "內容")
