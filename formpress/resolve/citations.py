"""Whether a citation (捌一（一）) stands in the announcement."""

from __future__ import annotations

import re

from ..problems import Report, Span
from ..tw import Cite, parse_annex, parse_cite

_FORMAL = "壹貳參肆伍陸柒捌玖拾"
_PLAIN = "一二三四五六七八九十"
_HEADING = re.compile(rf"^#{{1,6}}\s*([{_FORMAL}]+)、")
_ITEM = re.compile(rf"^\s*(?:#{{1,6}}\s*|[-*]\s+|\d+\.\s+)?([{_PLAIN}]+)、")
_PART = re.compile(rf"^\s*(?:#{{1,6}}\s*|[-*]\s+|\d+\.\s+)?(（[{_PLAIN}]+）)")
_POINT = re.compile(r"^\s*(?:[-*]\s+)?(\d{1,2})\.\s")


def places_of(announcement: str) -> set[tuple[int, ...]]:
    """The paths of all numbered headings and items of an announcement in Markdown."""
    found: set[tuple[int, ...]] = set()
    path: tuple[int, ...] = ()
    for line in announcement.splitlines():
        for depth, pattern in enumerate((_HEADING, _ITEM, _PART, _POINT), start=1):
            if (match := pattern.match(line)) is not None:
                number = parse_cite(match[1]).path[-1]
                path = (*(*path, 0, 0, 0)[: depth - 1], number)
                found.add(path)
                break
    return found


class Citations:
    """The places of one edition that may be cited."""

    def __init__(self, announcement: str, annexes: tuple[str, ...]) -> None:
        self.paths = places_of(announcement)
        self.annexes = {parse_annex(annex) for annex in annexes}

    def check(self, text: str, span: Span, report: Report) -> None:
        cite = parse_cite(text)
        if self._stands(cite):
            return
        report.add(f"公告裡找不到「{text}」", span, "出處要寫公告裡有的標題或項次，例如 伍 或 捌一（一）。")

    def _stands(self, cite: Cite) -> bool:
        if cite.annex is not None:
            return cite.annex in self.annexes or not self.annexes
        return cite.path in self.paths
