"""One text of a file: where its characters stand, and whether YAML read what was meant."""

from __future__ import annotations

import re
from typing import Any
from unicodedata import east_asian_width

from ..problems import Span
from .manuscript import Manuscript, unseen
from .mistakes import open_quote, special_start
from .node import Node
from .slips import WIDE_SPACE, sure_slip
from .stray import unbalanced

TEXT_LIMIT = 20_000
"""Characters of one value."""

_PUNCTUATION = re.compile("[，。、；：！？（）「」『』]")
_COMMENT = re.compile(r" +#(?P<close>[^\s#!=-])?")
_HEADER = re.compile(r"[|>][+-]?(?P<digit>[0-9])?")


def read_text(sheet: Manuscript, event: Any, key_span: Span | None) -> Node:
    """The node of a scalar event."""
    start, end = event.start_mark, event.end_mark
    value, style = str(event.value), event.style or ""
    span = sheet.marked(start, end)
    lines: tuple[Span, ...] = ()
    if style in {"|", ">"}:
        span = sheet.span(start.line, start.column)
        lines = _block_lines(sheet, start.line + 1, end.line)
        _check_block(sheet, span, value)
        value = value if style == "|" else _joined(value, lines)
    elif style:
        if start.line != end.line:
            open_quote(sheet, start.line, start.column, end.line)
    else:
        lines = _plain_lines(sheet, start, end)
        _check_plain(sheet, lines or (span,))
        _check_comment(sheet, value, end)
        value = _joined(value, lines)
    if len(value) > TEXT_LIMIT:
        message = f"這個值有 {len(value):,} 個字，超過 {TEXT_LIMIT:,} 個字"
        sheet.wrong(message, span, "長篇文字請放在公告的內文。")
    if hidden := unseen(value):
        hint = "「\\」在雙引號裡有特別的意思，請改用單引號 '…'。"
        sheet.wrong(f"引號裡的「\\」寫出了看不見的字元（U+{ord(hidden):04X}）", span, hint)
    return Node(value, span, key_span, plain=not style, lines=lines)


def _block_lines(sheet: Manuscript, first: int, last: int) -> tuple[Span, ...]:
    """The lines of a text block, without the indentation they share."""
    places: list[Span] = []
    shared: int | None = None
    for number in range(first, min(last + 1, len(sheet.lines))):
        text = sheet.lines[number]
        indent = len(text) - len(text.lstrip(" "))
        if not text:
            continue
        shared = indent if shared is None else shared
        if indent < shared:
            break
        places.append(sheet.span(number, shared, len(text) - shared))
    return tuple(places)


def _plain_lines(sheet: Manuscript, start: Any, end: Any) -> tuple[Span, ...]:
    """The lines of an unquoted text, none where it stands on one."""
    if start.line == end.line:
        return ()
    places: list[Span] = []
    for number in range(start.line, end.line + 1):
        text = sheet.lines[number][: end.column if number == end.line else None].rstrip(" ")
        column = start.column if number == start.line else len(text) - len(text.lstrip(" "))
        if text[column:]:
            places.append(sheet.span(number, column, len(text) - column))
    return tuple(places)


def _joined(value: str, lines: tuple[Span, ...]) -> str:
    """A folded text without the blanks that YAML puts where lines meet: between two Chinese characters,
    and beside Chinese punctuation, nobody writes one.
    """
    text, after = "", 0
    for line in lines:
        written = line.text[line.column - 1 : line.column - 1 + line.width].rstrip(" ")
        begin = value.find(written, after)
        if begin < 0:
            return value
        gap = value[after:begin]
        seam = f"{text[-1:]}{written[:1]}"
        close = _PUNCTUATION.search(seam) or all(east_asian_width(sign) in "WF" for sign in seam)
        text += written if gap == " " and close else gap + written
        after = begin + len(written)
    return text + value[after:]


def _check_block(sheet: Manuscript, span: Span, value: str) -> None:
    """`>5` is a block to YAML, and so is a lone `>`: an author means a comparison."""
    sign = span.text[span.column - 1]
    header = _HEADER.match(span.text, span.column - 1)
    if header and header["digit"] and value.strip():
        hint = "請刪除數字；若整個是文字，請加引號。"
        sheet.wrong(f"「{sign}」後面多了一個數字", span, hint)
    elif header and header["digit"]:
        special_start(sheet, span.line - 1, span.column - 1)
    elif not value.strip():
        hint = f"文字從下一行寫起並往內縮；若「{sign}」本身是值，請加引號。"
        sheet.wrong(f"「{sign}」後面沒有文字", span, hint)


def _check_plain(sheet: Manuscript, pieces: tuple[Span, ...]) -> None:
    """Slips that YAML takes for part of a text."""
    for number, piece in enumerate(pieces):
        text = piece.text[piece.column - 1 : piece.column - 1 + piece.width]
        alone = not piece.text[: piece.column - 1].strip(" -")
        if alone and (slip := sure_slip(text)):
            sheet.wrong(slip.message, piece.within(slip.offset, slip.width), slip.hint)
        elif text[:1] and text[0] in WIDE_SPACE:
            sheet.wrong("值的前面是全形空白", piece.within(0, 1), "請改成半形空白。")
        elif number and text.startswith("- "):
            hint = "名稱後面加上冒號，清單才會屬於它；若「-」是文字，請把整個值加上引號。"
            sheet.wrong("這一行少了冒號，下面的清單被接成同一段文字", pieces[number - 1], hint)


def _check_comment(sheet: Manuscript, value: str, end: Any) -> None:
    """` #` ends an unquoted text; a comment has a blank behind its sign, a number (#1) has none."""
    rest = sheet.lines[end.line][end.column :] if end.line < len(sheet.lines) else ""
    match = _COMMENT.match(rest)
    if match and (match["close"] or unbalanced(value)):
        place = sheet.span(end.line, end.column + rest.index("#"), len(rest.strip(" ")))
        hint = "若「#」是文字，請把整個值加上引號；若是註解，「#」後面請空一格。"
        sheet.wrong("「#」以後的文字不會被讀到", place, hint)
