"""One value of a specification, with the place where it was written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..problems import Span

_SINGLE = re.compile(r"''|.")
_DOUBLE = re.compile(r"\\(?:x.{2}|u.{4}|U.{8}|.)|.")


@dataclass(frozen=True, slots=True)
class Node:
    """A text, a list or a mapping (in the author's order).

    `span` is the place of the value on its first line, quotes included; `key_span` is the place of
    its name in a mapping. `plain` is an unquoted text, an empty one too. `lines` are the places of
    the lines of a text that goes over several.
    """

    value: str | tuple[Node, ...] | Mapping[str, Node]
    span: Span
    key_span: Span | None = None
    plain: bool = False
    lines: tuple[Span, ...] = field(default=(), repr=False, compare=False)

    def get(self, key: str) -> Node | None:
        """The value of `key`, None where there is none or this is no mapping."""
        return self.value.get(key) if isinstance(self.value, Mapping) else None

    def at(self, *path: str | int) -> Node:
        """The deepest node that exists along `path` (keys and list positions)."""
        node = self
        for step in path:
            child = node._child(step)
            if child is None:
                break
            node = child
        return node

    def data(self) -> Any:
        """Plain dict, list and str."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, tuple):
            return [item.data() for item in self.value]
        return {key: item.data() for key, item in self.value.items()}

    def inner(self, offset: int, width: int) -> Span:
        """The place of `width` characters of a text, `offset` characters in.

        A part that runs over a line's end is marked up to it.
        """
        if not isinstance(self.value, str):
            return self.span
        if self.lines:
            return self._inner_of_lines(offset, width)
        offset = min(offset, len(self.value))
        width = min(width, len(self.value) - offset)
        if self.plain:
            return self.span.within(offset, width)
        starts = self._quoted_starts()
        if len(starts) <= offset + width:
            return self.span
        return self.span.within(starts[offset], starts[offset + width] - starts[offset])

    def _child(self, step: str | int) -> Node | None:
        if isinstance(self.value, Mapping):
            return self.value.get(str(step))
        if isinstance(self.value, tuple) and isinstance(step, int) and 0 <= step < len(self.value):
            return self.value[step]
        return None

    def _quoted_starts(self) -> list[int]:
        """Where each character of a quoted text begins, from the opening quote; its end at last."""
        first = self.span.column
        raw = self.span.text[first : first + self.span.width - 2]
        one = _SINGLE if self.span.text[first - 1 : first] == "'" else _DOUBLE
        return [match.start() + 1 for match in one.finditer(raw)] + [len(raw) + 1]

    def _inner_of_lines(self, offset: int, width: int) -> Span:
        """Folding changes only what stands between the lines, so each is found in turn."""
        text, after = str(self.value), 0
        for line in self.lines:
            written = line.text[line.column - 1 : line.column - 1 + line.width]
            begin = text.find(written, after)
            if begin < 0:
                break
            after = begin + len(written)
            if offset < after:
                inside = max(offset - begin, 0)
                return line.within(inside, min(width, len(written) - inside))
        return self.lines[-1]
