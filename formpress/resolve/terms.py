"""Numbers that the author gives a name: written once, called by it in every rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..expr import build
from ..expr.tree import Named
from ..problems import Report
from ..rules import TermSpec
from ..source import Node
from .expressions import Abandoned, Scope, number
from .meaning import Meaning


class Terms:
    """The terms at `node` over an outer scope; each is worked out on demand and once."""

    def __init__(self, specs: Mapping[str, TermSpec], node: Node, outer: Scope, report: Report) -> None:
        self.specs = specs
        self.node = node
        self.outer = outer
        self.report = report
        self.scope = Scope(self._find, self._known) if specs else outer
        self._found: dict[str, Named] = {}
        self._failed: set[str] = set()
        self._open: list[str] = []

    def check(self) -> None:
        """Work out every term, so that one which no rule uses is not wrong in silence."""
        for name in self.specs:
            try:
                if self.outer.find(name) is not None:
                    node = self.node.at(name)
                    self.report.add(
                        f"「{name}」已經是參數的代號", node.key_span or node.span, "請換一個代號。"
                    )
                    self._failed.add(name)
                self._find(name)
            except Abandoned:
                continue

    def _known(self) -> Iterator[str]:
        yield from self.specs
        yield from self.outer.known()

    def _find(self, name: str) -> Meaning | None:
        if name not in self.specs:
            return self.outer.find(name)
        if name in self._failed:
            raise Abandoned
        if name not in self._found:
            try:
                self._found[name] = self._term(name)
            except Abandoned:
                self._failed.add(name)
                raise
        return self._found[name]

    def _term(self, name: str) -> Named:
        spec, place = self.specs[name], self.node.at(name, "value")
        if name in self._open:
            circle = " → ".join(f"「{self.specs[one].label}」" for one in [*self._open, name])
            self.report.add(f"算式繞了一圈：{circle}", place.span, "請改掉其中一個算式。")
            raise Abandoned
        self._open.append(name)
        try:
            value = number(spec.value, self.scope, place, self.report)
        finally:
            self._open.pop()
        unit = build.parse_unit(spec.unit) if spec.unit else value.type.unit
        try:
            return build.named(value, spec.label, unit)
        except build.Fault as fault:
            self.report.add(fault.message, place.span, fault.hint)
            raise Abandoned from None
