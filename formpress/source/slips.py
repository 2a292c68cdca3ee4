"""Slips of the hand that one line shows: full-width signs and missing spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WIDE_SPACE = "\u3000\u00a0"
"""The full-width space, and the one that does not break (from web pages and Word)."""

_DASHES = r"^ *(?:- +)*"
_WORD = r"[a-z_][a-z0-9_]*"
_NAME = r"[^\s\"'：:{}\[\]#,-][^\s\"'：:{}\[\]#,]{0,39}"

_SPACE_HINT = "請改成半形空白。"
_COLON_HINT = "名稱後面用半形冒號，再空一格：「{word}: 」；若是文字，請加引號。"


@dataclass(frozen=True, slots=True)
class Slip:
    """`width` characters of a line, `offset` in, counted from 0."""

    offset: int
    width: int
    message: str
    hint: str


_SURE = (
    (rf"{_DASHES}([{WIDE_SPACE}]+)", "縮排用了全形空白", "請改成半形空白，每一層空兩格。"),
    (rf"{_DASHES}-([{WIDE_SPACE}]+)", "「-」後面是全形空白", _SPACE_HINT),
    (rf"{_DASHES}(?P<word>{_NAME}):([{WIDE_SPACE}]+)", "「{word}」的冒號後面是全形空白", _SPACE_HINT),
    (rf"{_DASHES}(?P<word>{_WORD})(：)", "「{word}」後面用了全形冒號「：」", _COLON_HINT),
    (rf"{_DASHES}(?P<word>{_WORD})(:)(?=[^\s/])", "「{word}」的冒號後面少了一個空白", _COLON_HINT),
    (r"^ *([－–—])[ \u3000\u00a0]", "清單的「-」用了全形", "請改成半形的「-」，再空一格。"),
)
_LIKELY = (
    (rf"{_DASHES}(?P<word>{_NAME})(：)", "「{word}」後面用了全形冒號「：」", _COLON_HINT),
    (rf"{_DASHES}(?P<word>{_NAME})(:)(?=[^\s/])", "「{word}」的冒號後面少了一個空白", _COLON_HINT),
    (r"^ *(-)(?=[^\s-])", "「-」後面少了一個空白", "清單的每一項寫成「- 」加內容。"),
    (r"[{\[][^\"']*(，)", "括號裡用了全形逗號「，」", "分隔各項請用半形逗號；若是文字，請加引號。"),
)


def sure_slip(line: str) -> Slip | None:
    """A slip that is one wherever a line has a structure of its own, be the YAML valid or not."""
    return _first(line, _SURE)


def likely_slip(line: str) -> Slip | None:
    """The same, and what is one on a line that YAML could not read."""
    return _first(line, _SURE) or _first(line, _LIKELY)


def structural(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """(position, line) of all lines but comments, empty ones and those of a text block (| or >)."""
    block: int | None = None
    for number, line in enumerate(lines):
        bare = line.lstrip(" ")
        indent = len(line) - len(bare)
        if not bare or (block is not None and indent > block):
            continue
        block = indent if re.search(r"(?:^|[:-] +)[|>][+-]?\s*(?: #.*)?$", line) else None
        if not bare.startswith("#"):
            yield number, line


def _first(line: str, patterns: tuple[tuple[str, str, str], ...]) -> Slip | None:
    for pattern, message, hint in patterns:
        if match := re.search(pattern, line):
            word = match.groupdict().get("word", "")
            start, end = match.span(match.re.groups)
            return Slip(start, end - start, message.format(word=word), hint.format(word=word))
    return None
