"""A file as lines of clean text: decoding, limits, and characters that nobody can see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ..problems import Report, Span

FILE_LIMIT = 1_000_000
"""Bytes of one file."""

LINE_LIMIT = 20_000
"""Characters of one line."""

PROBLEM_LIMIT = 50
"""Problems named in one file; whoever has that many begins with these."""

SAVE_AS = "用記事本開啟這個檔案，選「另存新檔」，編碼選「UTF-8」。"

_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ud800-\udfff\ufff9-\uffff]"
)


class GiveUp(Exception):
    """Nothing more can or should be said about this file; what was found is reported."""


@dataclass(slots=True)
class Manuscript:
    """The lines of one file, and the one way to say what is wrong with them."""

    shown: str
    lines: list[str]
    report: Report
    found: int = 0
    said: set[int] = field(default_factory=set)
    """Lines, counted from 0, that something is wrong with."""

    def span(self, line: int, column: int, width: int = 1) -> Span:
        """A place by YAML's marks, which count from 0 and may stand behind the last line."""
        line = min(line, len(self.lines) - 1)
        text = self.lines[line]
        return Span(self.shown, line + 1, min(column, len(text)) + 1, max(width, 1), text)

    def marked(self, start: Any, end: Any) -> Span:
        """From one of YAML's marks to another; over several lines, one character."""
        width = end.column - start.column if start.line == end.line else 1
        return self.span(start.line, start.column, width)

    def wrong(self, message: str, span: Span, hint: str = "") -> None:
        self.found += 1
        self.said.add(span.line - 1)
        self.report.add(message, span, hint)
        if self.found == PROBLEM_LIMIT:
            self.report.add(
                f"這個檔案的問題很多，先列出前 {PROBLEM_LIMIT} 個",
                self.span(len(self.lines) - 1, 0),
                "改好以後再執行一次。",
            )
            raise GiveUp

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def unseen(text: str) -> str | None:
    """The first character of a value that has no shape on paper; line ends are fine."""
    match = _UNSEEN.search(text)
    return match[0] if match else None


def decode(data: bytes, shown: str, report: Report) -> str | None:
    """The text of a UTF-8 file, with or without a byte order mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # With a byte order mark, positions count from behind it.
        start = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
    before = data[:start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line_start = max(data.rfind(b"\n", 0, start), data.rfind(b"\r", 0, start)) + 1
    line_end = min(at for at in (data.find(b"\n", start), data.find(b"\r", start), len(data)) if at >= 0)
    line = data[line_start:line_end][:LINE_LIMIT]
    number = before.count(b"\n") + 1
    kind, codec = _encoding(data, start)
    column = len(line[: start - line_start].decode("utf-8", "replace")) + 1
    report.add(
        f"檔案的編碼{kind}不是 UTF-8：第 {number} 行第 {start - line_start + 1} 個位元組讀不出來",
        Span(shown, number, column, 1, line.decode(codec, "replace")),
        SAVE_AS,
    )
    return None


def _encoding(data: bytes, start: int) -> tuple[str, str]:
    """(what to call it, how to show the line). Big5 betrays itself at its first Han character."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "是 UTF-16，", "ascii"
    try:
        data.decode("cp950")
    except UnicodeDecodeError:
        return "", "utf-8"
    return ("看起來是 Big5（ANSI），", "cp950") if data[:start].isascii() else ("", "utf-8")


def clean(text: str, shown: str, report: Report) -> Manuscript | None:
    """The lines of `text`, or None when something in them cannot be used; then all of it is reported."""
    if len(text.encode("utf-8", "surrogatepass")) > FILE_LIMIT:
        too_large(shown, report)
        return None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    # A line of mere blanks means nothing, yet the two parsers disagree about tabs in it.
    lines = [line if line.strip(" \t") else "" for line in text.split("\n")]
    sheet = Manuscript(shown, lines, report)
    try:
        for number, line in enumerate(lines):
            _check_line(sheet, number, line)
    except GiveUp:
        return None
    return None if sheet.found else sheet


def too_large(shown: str, report: Report) -> None:
    report.add("檔案超過 1 MB", Span(shown, 1, 1), "請拆成幾個檔案，或確認是不是放錯檔案。")


def _check_line(sheet: Manuscript, number: int, line: str) -> None:
    if len(line) > LINE_LIMIT:
        sheet.wrong(
            f"這一行有 {len(line):,} 個字，超過 {LINE_LIMIT:,} 個字", sheet.span(number, 0), "請分成幾行。"
        )
        return
    match = _UNSEEN.search(line)
    if match is None:
        return
    place = sheet.span(number, match.start())
    if match[0] == "\t" and not line[: match.start()].strip(" "):
        sheet.wrong("縮排用了 Tab 鍵", place, "請改用空白鍵，每一層空兩格。")
    elif match[0] == "\t":
        sheet.wrong("這裡有一個 Tab 字元", place, "請改成空白。")
    elif match[0] == "\ufffd":
        sheet.wrong("這裡有一個轉檔時壞掉的字（�）", place, "請照原稿重打這個字。")
    else:
        sheet.wrong(
            f"這裡有一個看不見的字元（U+{ord(match[0]):04X}）",
            place,
            "多半是從別的檔案複製時帶進來的；請刪除後重打。",
        )
