"""What the checks panel of a form says: one line for each thing to look at.

Lines begin with ※, name the rule by its printed number, and group the rows that share a
message. What concerns a section stands beside it too. `runtime.js` says the same, character for
character.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .program import Check, Panel, Section, Verdict

NOT_RUN = "檢核未執行"
"""Stands in the summary box of a blank form until a script clears it."""

_ORDER = {"error": 0, "warning": 1, "note": 2}
_NOTE = {"error": "", "warning": "（提醒）", "note": "（參考）"}

Broken = tuple[Check, tuple[tuple[str, str], ...]]
"""A check with the (row, message) of each of its broken cases."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the panel; its `owner` is the address of an input, the id of a check, or nobody."""

    owner: str
    text: str


def message_lines(
    faults: Sequence[tuple[str, str]], broken: Sequence[Broken], missing: Sequence[str]
) -> tuple[Line, ...]:
    """All lines of the panel: unreadable entries (address, fault), broken rules (errors first), blank
    required boxes.
    """
    lines = [Line(address, f"※{fault}。") for address, fault in faults]
    for check, cases in sorted(broken, key=lambda pair: _ORDER[pair[0].severity]):
        grouped: dict[str, list[str]] = {}
        for row, message in cases:
            grouped.setdefault(message, []).append(row)
        for message, rows in grouped.items():
            named = "、".join(row for row in rows if row)
            place = f"{named}：" if named else ""
            lines.append(Line(check.id, f"※規則 {check.number}{_NOTE[check.severity]}　{place}{message}"))
    if missing:
        lines.append(Line("", "※必填未填：" + "、".join(missing) + "。"))
    return tuple(lines)


def summary(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> str:
    """One line that says how the form stands."""
    if lines:
        return f"尚有 {len(lines)} 處需確認"
    if waiting := list(verdicts).count("undecided"):
        return f"目前沒有不符之處；{waiting} 條規則尚待填寫或由人員判斷"
    return "已填內容符合各項檢核"


def panel_text(lines: Sequence[Line], panel: Panel) -> str:
    """What the panel's box of messages says."""
    return _fitted([line.text for line in lines], panel, "規則頁")


def section_text(lines: Sequence[Line], section: Section) -> str:
    """What stands beside a section: the lines that it owns."""
    return _fitted([line.text for line in lines if line.owner in section.owners], section, "檢核結果")


def _fitted(lines: Sequence[str], box: Panel | Section, elsewhere: str) -> str:
    """As many lines as the box shows; what does not fit is counted, never cut off in silence."""
    shown: list[str] = []
    used = 0
    for index, line in enumerate(lines):
        rows = -(-_units(line) // box.columns)
        last = index == len(lines) - 1
        if used + rows + (0 if last else 1) > box.lines:
            left = "另有" if shown else "有"
            return "\n".join([*shown, f"※{left} {len(lines) - index} 處，詳見{elsewhere}。"])
        shown.append(line)
        used += rows
    return "\n".join(shown)


def _units(text: str) -> int:
    """Length as every engine counts it: UTF-16 units, each taken as wide as a Han character."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
