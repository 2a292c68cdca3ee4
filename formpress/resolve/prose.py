"""Prose with figures in it: `{{ cap.A }}` in a text or an announcement becomes 8,000 元.

Jinja in its sandbox; a name that does not exist is the author's error, with its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from ..problems import Report, Span, did_you_mean
from ..source import Node
from ..tw import typed_weekdays
from .expressions import Abandoned
from .typed_figures import typed_figures
from .unfit import faults

_ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False,
    comment_start_string="{#!", comment_end_string="!#}",
)  # fmt: skip
_ENVIRONMENT.globals.pop("range", None)
_ENVIRONMENT.globals.pop("lipsum", None)
_MARKDOWN = {ord(sign): f"&#{ord(sign)};" for sign in "*_`[]{}!|~^\\"}
_MARK = re.compile(r"\{\{(?:.*?\}\}|.*)|\{%.*")
_ALLOWED = re.compile(
    r"\{\{\s*[a-z_][a-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)?\s*(?:\(\s*(['\"])[a-z0-9_]+\1\s*\))?\s*\}\}"
)
_WORD = re.compile(r"'([^']+)' is undefined|has no attribute '([^']+)'")


class Figures(dict[str, str]):
    """The values of a parameter by option: {{ cap.A }}. Alone it lists them all."""

    def __str__(self) -> str:
        return "、".join(f"{key} {value}" for key, value in self.items())


class Unknown(Figures):
    """A parameter whose problem was reported: prose that names it is not wrong on top."""

    def __missing__(self, key: str) -> str:
        return ""


Context = Mapping[str, Any]


def said(text: str) -> str:
    """A text of the YAML inside Markdown: neither HTML nor Markdown of its own."""
    return escape(text).translate(_MARKDOWN)


def _printed(value: object) -> str:
    """What a mark becomes on a page: text, unless it is a table that was made here."""
    return value if isinstance(value, Markup) else said(str(value))


_PAGE = _ENVIRONMENT.overlay(finalize=_printed)
"""For Markdown; in a text of the YAML a figure is text among text, and pages escape the whole."""


def fill(text: str, context: Context, node: Node, report: Report) -> str:
    """A text of the YAML with its figures; raises `Abandoned` after reporting a problem."""
    if "{{" not in text and "{%" not in text:
        return text
    return _fill(text, context, report, node.inner, _ENVIRONMENT)


def fill_page(text: str, path: str, context: Context, report: Report) -> str:
    """A Markdown page with its figures; places are lines of the page."""
    lines = text.splitlines()

    def place(offset: int, width: int) -> Span:
        line = text.count("\n", 0, offset)
        column = offset - (text.rfind("\n", 0, offset) + 1)
        return Span(path, line + 1, column + 1, width, lines[line] if line < len(lines) else "")

    for fault in faults(text):
        report.add(fault.message, place(fault.start, fault.width), fault.hint)
    for typed in typed_weekdays(text):
        hint = "日期寫在 edition.yaml 的 schedule，這裡寫 {{ schedule.代號 }}，星期會自己算出來。"
        report.add(f"星期「{typed.text}」不要自己打", place(typed.start, typed.end - typed.start), hint)
    for figure in typed_figures(text, context):
        at = place(figure.start, len(figure.text))
        shown = f"{{{{ {figure.name} }}}}"
        message = f"公告第 {at.line} 行的「{figure.text}」和 {figure.name} 一樣，卻是自己打的"
        report.warn(message, at, f"請寫 {shown}，以後改了數字，公告才會跟著改；碰巧一樣的就不必改。")
    return _fill(text, context, report, place, _PAGE)


@lru_cache(maxsize=2048)
def _template(environment: Environment, text: str) -> Template:
    """The same mark stands in many texts; to compile it takes longer than to fill it in."""
    return environment.from_string(text)


def _fill(
    text: str, context: Context, report: Report, place: Callable[[int, int], Span], environment: Environment
) -> str:
    """Each mark is checked on its own first, so that every problem of a page is reported at once."""
    failed = False
    for mark in _MARK.finditer(text):
        if (fault := _fault(mark.group(), context)) is not None:
            report.add(fault[0], place(mark.start(), len(mark.group())), fault[1])
            failed = True
    if failed:
        raise Abandoned
    return _template(environment, text).render(context)


def _fault(mark: str, context: Context) -> tuple[str, str] | None:
    """What is wrong with one {{ … }}, as (message, hint). Only names and figures may stand there."""
    if mark.startswith("{{") and not mark.endswith("}}"):
        return ("雙大括號沒有關起來", "數字寫成 {{ 代號 }}。")
    if not _ALLOWED.fullmatch(mark):
        return (
            f"「{mark[:40]}」沒有寫對",
            '只能寫 {{ 代號 }}、{{ 代號.選項 }}、{{ rule("代號") }}、{{ table("參數") }} '
            '或 {{ comparison("代號") }}。',
        )
    try:
        filled = _template(_ENVIRONMENT, mark).render(context)
    except UndefinedError as error:
        found = _WORD.search(str(error))
        word = (found[1] or found[2]) if found else mark.strip("{} ")
        return (f"沒有名為「{word}」的參數或時程", did_you_mean(word, _words(context)))
    except (TemplateSyntaxError, SecurityError, TypeError, ValueError):
        return (f"「{mark}」算不出來", "只寫參數、時程的代號。")
    if " object at 0x" in filled or filled.startswith("<function"):
        return (f"「{mark}」少了括號裡的代號", '例如 {{ rule("代號") }}。')
    return None


def _words(context: Context) -> tuple[str, ...]:
    names = list(context)
    for value in context.values():
        if isinstance(value, dict):
            names.extend(value)
    return tuple(names)
