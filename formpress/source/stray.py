"""Values that YAML cut in two without complaint: {compute: min(a, b)}, [min(a, b), c], {x}."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .manuscript import Manuscript
from .mistakes import quoted
from .slips import sure_slip

Place = tuple[int, int]
"""(line, column), counted from 0."""


@dataclass(frozen=True, slots=True)
class Item:
    """One part of what stands between brackets; `text` is empty unless it is unquoted text."""

    start: Place
    end: Place
    text: str


def check_mapping(sheet: Manuscript, start: Place, pairs: list[tuple[Item, Item | None]]) -> None:
    """Report the names without a colon (their value is None): pieces of a text that has a comma."""
    before: Item | None = None
    run: list[Item] = []
    for key, value in [*pairs, (None, None)]:
        if key is not None and value is None:
            run.append(key)
            continue
        if run:
            _report_run(sheet, start, before, run)
            run = []
        before = value


def check_list(sheet: Manuscript, items: list[Item]) -> None:
    """Report a bracket that opens in one item and closes in a later one."""
    first: Item | None = None
    depth = 0
    for item in items:
        open_here = _depth(item.text)
        if depth == 0 and open_here > 0:
            first = item
        depth = max(depth + open_here, 0)
        if first is not None and depth == 0:
            _cut(sheet, first, item)
            first = None


def unbalanced(text: str) -> bool:
    return _depth(text) > 0


def _report_run(sheet: Manuscript, start: Place, before: Item | None, run: list[Item]) -> None:
    slips = [(key, slip) for key in run if (slip := sure_slip(key.text))]
    for key, slip in slips:
        place = sheet.span(key.start[0], key.start[1] + slip.offset, slip.width)
        sheet.wrong(slip.message, place, slip.hint)
    if slips:
        return
    if before is None or not before.text:
        _braces(sheet, start, run[-1])
    elif unbalanced(before.text):
        _cut(sheet, before, run[-1])
    else:
        whole = _between(sheet, before.start, run[-1].end)
        hint = "每個名稱後面要有冒號和值" + (f"；若「{whole}」是一段文字，請加引號。" if whole else "。")
        width = run[0].end[1] - run[0].start[1]
        sheet.wrong(f"「{run[0].text[:40]}」後面少了冒號", sheet.span(*run[0].start, width), hint)


def _cut(sheet: Manuscript, first: Item, last: Item) -> None:
    whole = _between(sheet, first.start, last.end)
    hint = f"請加引號：{quoted(whole)}" if whole else "請把整個值加上引號。"
    width = len(whole) or first.end[1] - first.start[1]
    sheet.wrong(f"「{whole or first.text[:40]}」被逗號切開了", sheet.span(*first.start, width), hint)


def _braces(sheet: Manuscript, start: Place, last: Item) -> None:
    """{x}, or {x} 元: nothing in it has a colon, so it is meant as a text."""
    line = sheet.lines[start[0]]
    closed = line.find("}", last.end[1]) + 1 if start[0] == last.end[0] else 0
    behind = re.match(r" *[^\s#,\]}][^#]*", line[closed:]) if closed else None
    whole = (line[start[1] : closed] + (behind[0] if behind else "")).rstrip()
    hint = f"若是文字，請加引號：{quoted(whole)}" if whole else "若是文字，請把整個值加上引號。"
    sheet.wrong("大括號裡少了冒號", sheet.span(*start, len(whole)), hint)


def _between(sheet: Manuscript, start: Place, end: Place) -> str:
    """What stands from `start` to `end` on one line; nothing if it is long or goes over several."""
    whole = sheet.lines[start[0]][start[1] : end[1]] if start[0] == end[0] else ""
    return whole if len(whole) <= 60 else ""


def _depth(text: str) -> int:
    return text.count("(") + text.count("（") - text.count(")") - text.count("）")
