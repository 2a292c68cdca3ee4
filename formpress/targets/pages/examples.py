"""Worked examples as people read them: what is filled in, what it comes to, what is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...expr.evaluate import run
from ...expr.program import Program
from ...expr.reading import entered as typed
from ...model import Edition, Example, Field, Form, Rule
from ...tw import thousands
from .. import judging
from . import addresses
from .dictionary import datum
from .wording import entered

LONGEST = 40
"""Characters of an entry that the dictionary shows."""

_NUMBERS = {"money", "integer", "decimal", "percent"}

Line = tuple[str, str]
"""What a box is called, and what stands in it."""


@dataclass(frozen=True, slots=True)
class Case:
    """`arithmetic` are sentences without 句號 that lead to the verdict."""

    title: str
    given: tuple[Line, ...]
    arithmetic: tuple[str, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A whole form as an example, with what its computed boxes show and what its checks say; `verdict`
    is "" where nobody asked them.
    """

    title: str
    given: tuple[Line, ...]
    shows: tuple[Line, ...]
    verdict: str = ""
    says: tuple[str, ...] = ()


def of_rule(edition: Edition, rule: Rule) -> tuple[Case, ...]:
    units = _units(edition.forms)
    program = judging.program_of(edition, rule)
    return tuple(
        Case(
            example.title,
            tuple(_telling(program, rule, example, units)) or (("全部欄位", "（空白）"),),
            judging.arithmetic(edition, rule, example),
            example.verdict,
        )
        for example in rule.examples
    )


def of_form(form: Form) -> tuple[Filled, ...]:
    units = _units((form,))
    return tuple(
        Filled(
            example.title,
            tuple(
                (item.label, entered(item, text, units.get(item.address, "")))
                for item in form.program.inputs
                if (text := typed(item, example.given))
            ),
            tuple(
                (field.label, f"{example.shows[field.name]} {field.unit}".rstrip())
                for field in form.fields
                if field.name in example.shows
            ),
            example.verdict,
            run(form.program, example.given).messages if example.breaks else (),
        )
        for example in form.examples
    )


def of_fields(form: Form) -> dict[str, str]:
    """What may stand in each field, by its anchor in the dictionary: what a worked example holds there,
    the plainest example first; else its first option, or a small number within its limits.
    """
    units = _units((form,))
    found: dict[str, str] = {}
    for example in sorted(form.examples, key=lambda one: len(one.breaks)):
        for item in form.program.inputs:
            if text := typed(item, example.given):
                place = addresses.anchor(item.address.partition(".")[2])
                found.setdefault(place, entered(item, text, units.get(item.address, "")))
        for field in form.fields:
            if field.name in example.shows:
                shown = f"{example.shows[field.name]} {field.unit}".rstrip()
                found.setdefault(addresses.anchor(datum(field)), shown)
    for field in form.fields:
        if text := _possible(field):
            found.setdefault(addresses.anchor(datum(field)), text)
    return {place: _clipped(text) for place, text in found.items()}


def _clipped(text: str) -> str:
    """The start of a long text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}……"


def _possible(field: Field) -> str:
    """An entry that the format allows; "" where only a person can think of one."""
    if field.options:
        return field.options[0].label
    if field.computed or field.type not in _NUMBERS:
        return ""
    number = max(field.minimum or 0, 10**field.places)
    if field.maximum is not None:
        number = min(number, field.maximum)
    return f"{thousands(number, field.places)} {field.unit}".rstrip()


def _telling(program: Program, rule: Rule, example: Example, units: dict[str, str]) -> Iterator[Line]:
    """The filled boxes in the order of the form. Those that the rule does not look at are left out
    where they hold what stands there anyway, and counted where they are 0.
    """
    zeros = 0
    for item in program.inputs:
        text = typed(item, example.given)
        if item.address not in rule.reads and text in {"0", item.start}:
            zeros += text == "0"
        elif text:
            yield item.label, entered(item, text, units.get(item.address, ""))
    if zeros:
        yield f"其他 {zeros} 欄", "0"


def _units(forms: tuple[Form, ...]) -> dict[str, str]:
    return {f"{form.id}.{field.address}": field.unit for form in forms for field in form.fields}
