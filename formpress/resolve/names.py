"""What every address of a form means, worked out on demand and once.

A computed field becomes a tree over the fields it needs; a circle is found on the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..blocks import Declared, Formula, InWords, Reported, SumOf
from ..expr import build
from ..expr.limits import LAST_DAY
from ..expr.roster import Roster
from ..expr.tree import DATE, TIME, Absent, Computed, Field, Number, Numeric, Quantity
from ..fields import Dimensions, Traits
from ..model import Option
from ..problems import Report
from ..source import Node
from .expressions import Abandoned, Scope, number
from .meaning import ChoiceField, Column, DaysOff, Graduated, Lookup, Meaning, NoDay, TextField, TicksField

OTHER = "other_text"
"""The last part of the address of what people write behind 其他."""

Parameters = Mapping[str, Number | Lookup | Graduated | DaysOff | NoDay | None]
"""Parameters by id, and the edition's days; None is one whose problem was reported already."""


@dataclass(frozen=True, slots=True)
class Address:
    """A declared address with the traits of its type."""

    declared: Declared
    traits: Traits


class FormNames:
    """The names of one form. Names inside the form are its own addresses and the parameters."""

    def __init__(
        self,
        form: str,
        declared: tuple[Declared, ...],
        dimensions: Dimensions,
        parameters: Parameters,
        node: Node,
        report: Report,
    ) -> None:
        self.form = form
        self.parameters = parameters
        self.node = node
        self.report = report
        self.addresses = {
            item.address: Address(item, item.spec.traits(dimensions)) for item in declared if item.spec.datum
        }
        self.rosters = dict(self._rosters())
        self._found: dict[str, Meaning] = {}
        self._failed: set[str] = set()
        self._told: set[str] = set()
        self._open: list[str] = []

    def find(self, name: str) -> Meaning | None:
        """The meaning of a name as it stands in the form's own expressions."""
        found = parameter(name, self.parameters)
        if isinstance(found, Number):  # a table asks for its fields: a bare name of one is an error anyway
            self._tell_hidden(name)
        return found or self.at(name)

    def _tell_hidden(self, name: str) -> None:
        """Whoever means the field of this name gets the figure of the office."""
        hidden = self.addresses.get(name)
        if hidden is None or hidden.declared.constant or name in self._told:
            return
        self._told.add(name)
        self.report.warn(
            f"欄位「{name}」和參數同名，這份表單的算式裡「{name}」指的是參數",
            self.node.at(*hidden.declared.place, "id").span,
            f"請把欄位換一個代號，例如 {name}_filled。",
        )

    def known(self) -> Iterator[str]:
        """Every word that may stand in an expression of this form."""
        yield from self.parameters
        yield from self.below()

    def below(self) -> Iterator[str]:
        """Every address, whole columns included."""
        for address in self.addresses:
            if self._only_shown(address):
                continue
            yield address
            parts = address.split(".")
            if len(parts) == 3:
                yield f"{parts[0]}.{parts[2]}"

    def _only_shown(self, address: str) -> bool:
        """Whether the form writes a text there for people, which no expression can read."""
        return isinstance(self.addresses[address].declared.source, InWords | Reported)

    def at(self, address: str) -> Meaning | None:
        """The meaning of one address or of a whole column; None when there is no such address.

        Raises:
            Abandoned: where its problem was reported, now or before.
        """
        if address not in self.addresses or self._only_shown(address):
            return self._column(address)
        if address in self._failed:
            raise Abandoned
        if address not in self._found:
            try:
                self._found[address] = self._meaning(self.addresses[address])
            except Abandoned:
                self._failed.add(address)
                raise
        return self._found[address]

    def in_row(self, table: str, row: str) -> Scope:
        """The scope of one row: its columns by their own names and short labels, then the form."""

        def find(name: str) -> Meaning | None:
            item = self.addresses.get(f"{table}.{row}.{name}")
            if item is None:
                return self.find(name)
            meaning = self.at(item.declared.address)
            return None if meaning is None else short(meaning, item.declared.short)

        def known() -> Iterator[str]:
            start = f"{table}.{row}."
            yield from (
                address.removeprefix(start) for address in self.addresses if address.startswith(start)
            )
            yield from self.known()

        return Scope(find, known)

    def absent(self, table: str, row: str) -> Absent | None:
        """That a row does not exist; None where the rows of this table always stand."""
        roster = self.rosters.get(table)
        return None if roster is None else Absent(roster, row)

    def rows(self, table: str) -> tuple[tuple[str, str], ...]:
        """(row id, what messages call it) of a table, top to bottom."""
        found: dict[str, str] = {}
        for address, item in self.addresses.items():
            parts = address.split(".")
            if len(parts) == 3 and parts[0] == table:
                found.setdefault(parts[1], item.declared.row)
        return tuple(found.items())

    def _rosters(self) -> Iterator[tuple[str, Roster]]:
        """Each table of which some rows may be left blank, by its id."""
        found: dict[str, tuple[dict[str, str], dict[str, str]]] = {}
        for item in self.addresses.values():
            one = item.declared
            if one.roster and one.source is None and not one.constant:
                table, row, column = one.address.split(".")
                rows, columns = found.setdefault(table, ({}, {}))
                rows[row], columns[column] = one.row, one.short
                if item.traits.other:
                    columns[f"{column}.{OTHER}"] = other_label(one.short, item.traits)
        for table, (rows, columns) in found.items():
            yield table, Roster(f"{self.form}.{table}", tuple(rows.items()), tuple(columns.items()))

    def scope_of(self, declared: Declared) -> Scope:
        """Where the expression of `declared` is read: its row's columns come first."""
        parts = declared.address.split(".")
        if len(parts) == 3 and declared.row:
            return self.in_row(parts[0], parts[1])
        return Scope(self.find, self.known)

    def _column(self, address: str) -> Column | None:
        table, _, column = address.partition(".")
        cells = [
            item.declared
            for name, item in self.addresses.items()
            if name.startswith(f"{table}.") and name.endswith(f".{column}") and name.count(".") == 2
        ]
        if not column or not cells:
            return None
        rows = []
        for cell in cells:
            if (meaning := self.at(cell.address)) is not None:
                inside = short(meaning, cell.short) if cell.roster else meaning
                rows.append((cell.address.split(".")[1], inside))
        return Column(cells[0].short, tuple(rows), self.rosters.get(table) if cells[0].roster else None)

    def _meaning(self, item: Address) -> Meaning:
        declared, traits = item.declared, item.traits
        full = f"{self.form}.{declared.address}"
        if declared.constant:
            return self._constant(declared, traits)
        if isinstance(declared.source, Formula | SumOf):
            return self._computed(declared, traits, full)
        if traits.kind == "choice":
            return self._choice(full, declared, traits)
        if traits.kind == "choices":
            return TicksField(full, declared.label, traits.options)
        if traits.kind == "text":
            return TextField(full, declared.label)
        if traits.kind in {"date", "time"}:
            unit = DATE if traits.kind == "date" else TIME
            return Field(full, Quantity(unit), declared.label, None if unit == DATE else 0, LAST_DAY)
        limit = max(abs(traits.minimum or 0), abs(traits.maximum or 0))
        return Field(full, quantity(traits), declared.label, traits.minimum, limit)

    def _choice(self, full: str, declared: Declared, traits: Traits) -> ChoiceField:
        """A choice among the figures of a parameter is one of the dimension it varies by."""
        source = str(getattr(declared.spec, "options", ""))
        lookup = self.parameters.get(source)
        if isinstance(lookup, Lookup) and lookup.axes[0].id != source:
            options = tuple(Option(code, label) for code, label in lookup.axes[0].options)
            return ChoiceField(full, declared.label, lookup.axes[0].id, options)
        return ChoiceField(full, declared.label, source, traits.options)

    def _constant(self, declared: Declared, traits: Traits) -> Numeric:
        value = number(declared.constant, self.scope_of(declared), self.node.at(*declared.place), self.report)
        if not isinstance(value, Number):
            message = f"「{declared.label}」印在表上，要是一個固定的數字"
            self.report.add(message, self.node.at(*declared.place).span, "請寫數字或參數代號。")
            raise Abandoned
        unit = build.parse_unit(traits.unit)
        return replace(value, type=Quantity(unit, value.type.places), label=declared.label)

    def _computed(self, declared: Declared, traits: Traits, full: str) -> Numeric:
        assert isinstance(declared.source, Formula | SumOf)
        place = self.node.at(*declared.source.place)
        if declared.address in self._open:
            circle = [*self._open[self._open.index(declared.address) :], declared.address]
            words = " → ".join(f"「{self.addresses[a].declared.label}」" for a in circle)
            self.report.add(f"算式繞了一圈：{words}", place.span, "請改掉其中一個算式。")
            raise Abandoned
        self._open.append(declared.address)
        try:
            if isinstance(declared.source, SumOf):
                value = self._sum_of(declared.source)
            else:
                value = number(declared.source.expression, self.scope_of(declared), place, self.report)
        finally:
            self._open.pop()
        kind = quantity(traits)
        unit = kind.unit
        if value.type.unit != unit:
            have, want = build.unit_text(value.type.unit) or "無單位", build.unit_text(unit) or "無單位"
            message = f"「{declared.short}」的單位是「{want}」，算式的結果卻是「{have}」"
            self.report.add(message, place.span, "請檢查算式裡各欄的單位。")
            raise Abandoned
        if value.type.places > kind.places:
            value = build.rounded(value, "half_up", kind.places)
        if kind.percent:
            value = build.scale(value, kind.places)
        return Computed(full, value, replace(value.type, percent=kind.percent), declared.label)

    def _sum_of(self, source: SumOf) -> Numeric:
        terms = [self.at(address) for address in source.addresses]
        rows = [self.absent(*address.split(".")[:2]) if address.count(".") == 2 else None
                for address in source.addresses]  # fmt: skip
        found = tuple(term for term in terms if isinstance(term, Numeric))
        moments = any(term.type.unit in {DATE, TIME} for term in found)
        if len(found) < len(terms) or not found or moments:
            self.report.add(
                "這裡要加總的欄不是數字", self.node.at(*source.place).span, "請改用金額或整數欄。"
            )
            raise Abandoned
        return build.add(found, skip_blank=True, absent=rows, label=self._called(source, rows))

    def _called(self, source: SumOf, rows: list[Absent | None]) -> str:
        """What the sum of several rows of a roster is called: 經費合計（第 1 列至第 4 列）."""
        first, last = rows[0], rows[-1]
        if first is None or last is None:
            return ""
        names = dict(first.roster.rows)
        column = self.addresses[source.addresses[0]].declared.short
        return f"{column}合計（{names[first.row]}至{names[last.row]}）"


def other_label(label: str, traits: Traits) -> str:
    """What the text behind 其他 is called: 推動主軸（其他）."""
    option = next((option.label for option in traits.options if option.value == traits.other), "其他")
    return f"{label}（{option}）"


def quantity(traits: Traits) -> Quantity:
    """The type of a number; what is typed as a percentage is carried as the ratio, two places longer."""
    percent = traits.unit == "%"
    return Quantity(build.parse_unit(traits.unit), traits.places + (2 if percent else 0), percent)


def parameter(name: str, parameters: Parameters) -> Number | Lookup | Graduated | DaysOff | NoDay | None:
    """The parameter of this name; raises `Abandoned` for one whose problem was reported."""
    found = parameters.get(name)
    if found is None and name in parameters:
        raise Abandoned
    return found


def prefixed(meaning: Meaning, start: str) -> Meaning:
    """The same meaning under a name that says where it stands."""
    if isinstance(meaning, Column):
        rows = tuple((row, prefixed(cell, start)) for row, cell in meaning.rows)
        return replace(meaning, label=start + meaning.label, rows=rows)
    return short(meaning, start + getattr(meaning, "label", ""))


def short(meaning: Meaning, label: str) -> Meaning:
    """The same meaning under the name it has inside its row."""
    if isinstance(meaning, Number | Field | Computed | ChoiceField | TicksField | TextField):
        return replace(meaning, label=label)
    return meaning
