"""Pydantic's errors in the office's words."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from ..fields import FIELD_TYPES
from ..problems import Problem, Span, did_you_mean
from ..rules import RULE_KINDS
from ..source import Node

Words = tuple[str, str]
"""(message, hint)"""


def problem_of(error: ErrorDetails, model: type[BaseModel], node: Node) -> Problem:
    """One validation error as a message with its place."""
    location = tuple(error["loc"])
    kind = error["type"]
    context: Mapping[str, Any] = error.get("ctx") or {}
    if kind == "authored":
        return Problem(str(context["message"]), _place(node, location), str(context["hint"]))
    if kind == "extra_forbidden":
        word = str(location[-1])
        known = known_keys(model, location[:-1])
        return Problem(f"不認得「{word}」這個欄目", _key_place(node, location), did_you_mean(word, known))
    if kind == "missing":
        where = _place(node, location[:-1])
        return Problem(f"少了「{location[-1]}」", where, f"請補上「{location[-1]}:」這一行。")
    if kind in {"union_tag_invalid", "union_tag_not_found"}:
        return _unknown_type(error, context, node, location)
    message, hint = _WORDS.get(kind, _fallback)(error, context)
    return Problem(message, _place(node, location), hint)


def not_implied(problems: list[Problem]) -> Iterator[Problem]:
    """Without 「少了 label」 where the same place has 「不認得 lable，是不是 label」."""
    misspelt = {(problem.span.line, problem.hint) for problem in problems if problem.span}
    for problem in problems:
        absent = re.fullmatch(r"少了「(.+)」", problem.message)
        if (
            absent
            and problem.span
            and any(
                hint == f"是不是「{absent[1]}」？" and line >= problem.span.line for line, hint in misspelt
            )
        ):
            continue
        yield problem


def known_keys(model: type[BaseModel], location: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that may stand at `location` inside `model`."""
    current: Any = model
    for step in location:
        current = _inside(current, step)
    found = _models(current)
    return tuple(info.alias or name for one in found for name, info in one.model_fields.items())


def _inside(annotation: Any, step: str | int) -> Any:
    """The type found one step further in; a step that names a union's member picks it."""
    for tag, member in _tagged(annotation):
        if tag == step:
            return member
    for candidate in _members(annotation):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            for name, info in candidate.model_fields.items():
                if step in {name, info.alias}:
                    return info.rebuild_annotation()
        arguments = get_args(candidate)
        origin = get_origin(candidate)
        if origin is tuple and isinstance(step, int):
            return arguments[0]
        if origin in {dict, Mapping} and isinstance(step, str):
            return arguments[1]
    return annotation


def _members(annotation: Any) -> list[Any]:
    """The alternatives of an annotation, without Annotated and Optional."""
    if get_origin(annotation) is Annotated:
        return _members(get_args(annotation)[0])
    if get_origin(annotation) in {Union, types.UnionType}:
        return [inner for member in get_args(annotation) for inner in _members(member)]
    return [annotation]


def _tagged(annotation: Any) -> list[tuple[str, Any]]:
    """(tag, model) of a tagged union."""
    if get_origin(annotation) is Annotated:
        first, *rest = get_args(annotation)
        tags = [item.tag for item in rest if hasattr(item, "tag")]
        return [(tags[0], first)] if tags else _tagged(first)
    if get_origin(annotation) in {Union, types.UnionType}:
        return [pair for member in get_args(annotation) for pair in _tagged(member)]
    return []


def _models(annotation: Any) -> list[type[BaseModel]]:
    return [
        member
        for member in _members(annotation)
        if isinstance(member, type) and issubclass(member, BaseModel)
    ]


def _unknown_type(
    error: ErrorDetails, context: Mapping[str, Any], node: Node, location: tuple[str | int, ...]
) -> Problem:
    """A `type:` or `kind:` that does not exist, or is absent."""
    expected = [word.strip(" '") for word in str(context.get("expected_tags", "")).split(",") if word.strip()]
    given = error["input"] if isinstance(error["input"], dict) else {}
    key = "kind" if "kind" in given or "at_most" in expected else "type"
    if key not in given:
        return Problem(f"少了「{key}」", _place(node, location), f"請補上「{key}:」這一行。")
    word = given[key]
    noun = "規則種類" if key == "kind" else "欄位類型"
    message = f"沒有名為「{word}」的{noun}" if isinstance(word, str) else f"「{key}」要寫一個{noun}的名稱"
    return Problem(message, _place(node, (*location, key)), did_you_mean(str(word), expected or _names(key)))


def _names(key: str) -> tuple[str, ...]:
    return tuple(RULE_KINDS if key == "kind" else FIELD_TYPES)


def _shown(error: ErrorDetails) -> str:
    value = error["input"]
    return f"「{value}」" if isinstance(value, str) else "這裡的內容"


def _fallback(error: ErrorDetails, context: Mapping[str, Any]) -> Words:
    return (f"{_shown(error)}不合規定", "")


def _choices(error: ErrorDetails, context: Mapping[str, Any]) -> Words:
    expected = str(context.get("expected", "")).replace(" or ", ", ")
    words = [word.strip(" '") for word in expected.split(",")]
    return (f"{_shown(error)}不是可以寫的內容", did_you_mean(str(error["input"]), words))


def _text(error: ErrorDetails, context: Mapping[str, Any]) -> Words:
    return ("這裡要寫一段文字", "若文字裡有冒號、大括號或百分號，請加引號。")


def _too_short(error: ErrorDetails, context: Mapping[str, Any]) -> Words:
    return ("這裡沒有填內容", "請寫上內容，或刪掉這一行。")


_WORDS: dict[str, Callable[[ErrorDetails, Mapping[str, Any]], Words]] = {
    "literal_error": _choices,
    "string_type": _text,
    "string_too_short": _too_short,
    "string_too_long": lambda error, ctx: (f"文字太長，最多 {ctx['max_length']} 個字", "請縮短。"),
    "int_parsing": lambda error, ctx: (f"{_shown(error)}不是整數", "這裡要寫整數，例如 30。"),
    "int_type": lambda error, ctx: ("這裡要寫整數", "例如 30。"),
    "float_parsing": lambda error, ctx: (f"{_shown(error)}不是數字", "這裡要寫數字，例如 1.5。"),
    "bool_parsing": lambda error, ctx: (f"{_shown(error)}不是「是或否」", "請寫 true（是）或 false（否）。"),
    "bool_type": lambda error, ctx: ("這裡要寫是或否", "請寫 true（是）或 false（否）。"),
    "dict_type": lambda error, ctx: ("這裡要寫成「名稱: 內容」的清單", "每行一個名稱，後面加冒號和內容。"),
    "model_type": lambda error, ctx: ("這裡要寫成「名稱: 內容」的清單", "每行一個名稱，後面加冒號和內容。"),
    "model_attributes_type": lambda error, ctx: ("這裡要寫成「名稱: 內容」的清單", "每行一個名稱和內容。"),
    "tuple_type": lambda error, ctx: ("這裡要寫成一串項目", "每一項用「- 」開頭，或寫成 [甲, 乙]。"),
    "too_short": lambda error, ctx: ("這裡至少要有一項", "請補上內容，或刪掉這一行。"),
    "too_long": lambda error, ctx: (f"這裡最多 {ctx.get('max_length')} 項", ""),
    "greater_than": lambda error, ctx: (f"{_shown(error)}要大於 {ctx['gt']}", ""),
    "greater_than_equal": lambda error, ctx: (f"{_shown(error)}不可小於 {ctx['ge']}", ""),
    "less_than_equal": lambda error, ctx: (f"{_shown(error)}不可大於 {ctx['le']}", ""),
}


def _pattern(error: ErrorDetails, context: Mapping[str, Any]) -> Words:
    pattern = str(context.get("pattern", ""))
    if r"\d" in pattern:
        return (f"{_shown(error)}不是數字", "這裡只寫數字，單位寫在 unit。")
    if pattern.startswith("^#"):
        return (f"{_shown(error)}不是顏色", "顏色寫成 #2f5d7c。")
    if pattern.startswith("^(mailto"):
        hint = "寫成 mailto:信箱、https://網頁 或 tel:+886-7-1234567。"
        return (f"{_shown(error)}不是可以通報的地方", hint)
    if pattern.startswith("^http"):
        return (f"{_shown(error)}不是網址", "網址以 https:// 開頭，只用半形字元。")
    return (f"代號{_shown(error)}不合規定", "代號用英文字母開頭，只含英文字母、數字和底線。")


_WORDS["string_pattern_mismatch"] = _pattern


def _place(node: Node, location: tuple[str | int, ...]) -> Span:
    return _follow(node, location).span


def _key_place(node: Node, location: tuple[str | int, ...]) -> Span:
    found = _follow(node, location)
    return found.key_span or found.span


def _follow(node: Node, location: tuple[str | int, ...]) -> Node:
    """The node at `location`; a step that only names a union's member is no step in the file."""
    for step in location:
        node = node.at(step)
    return node
