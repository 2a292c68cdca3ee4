"""Tables whose rows may be left blank: which rows there are, and what is missing in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

SEVERAL = 3
"""Rows that a message names; of more the first two, and how many in all."""


@dataclass(frozen=True, slots=True)
class Roster:
    """(id, what people call it) of each row, and of each column that people fill.

    A cell is `table.row.column`.
    """

    table: str
    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]

    def cells(self, row: str) -> tuple[str, ...]:
        """The addresses that people fill in one row."""
        return tuple(f"{self.table}.{row}.{column}" for column, _ in self.columns)

    def begun(self, filled: Callable[[str], bool]) -> tuple[str, ...]:
        """The rows in which something is filled."""
        return tuple(row for row, _ in self.rows if any(map(filled, self.cells(row))))

    def absent(self, filled: Callable[[str], bool]) -> frozenset[str]:
        """The rows that do not exist: the blank ones, as soon as another row is begun."""
        begun = self.begun(filled)
        return frozenset(row for row, _ in self.rows) - frozenset(begun) if begun else frozenset()

    def awaited(self, filled: Callable[[str], bool]) -> frozenset[str]:
        """The rows in which a required box is missed: those begun, else the first."""
        return frozenset(self.begun(filled) or [row for row, _ in self.rows[:1]])


def called(column: str, rows: Sequence[str]) -> str:
    """A column with the rows in which it is missing: 日期（第 2 列、第 5 列）."""
    named = "、".join(rows) if len(rows) <= SEVERAL else f"{'、'.join(rows[: SEVERAL - 1])}等 {len(rows)} 列"
    return f"{column}（{named}）"
