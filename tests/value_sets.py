"""Filled forms by the thousand: random ones, and worked examples with a few boxes changed."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from formpress.expr.program import Input, Program
from formpress.model import Edition
from tests.editions import all_forms


def programs() -> list[tuple[str, Edition, Program]]:
    """Every form's program, and each edition's rules across forms."""
    found = [(f"{edition.folder}/{form.id}", edition, form.program) for _, edition, form in all_forms()]
    editions = {edition.folder: edition for _, edition, _ in all_forms()}
    found += [
        (folder, edition, edition.program) for folder, edition in editions.items() if edition.program.checks
    ]
    return found


PROGRAMS = [pytest.param(edition, program, id=name) for name, edition, program in programs()]


ODD_NUMBERS = (
    "abc",
    "１２",
    "1,234",
    " 7 ",
    "1.5",
    "-3",
    "0",
    "00",
    "$40",
    "9" * 20,
    "NT$5元",
    "③",
    "1e3",
    "+1",
)
ODD_TEXTS = (
    "待聘",
    "王大明",
    "　外聘　",
    "堃𠮷",
    "ＡＢＣ",
    "x" * 300,
    "待\n聘",
    "<b>",
    "",
    "12A345",
    "00b",
    "1AA",
    "90z0",
)


def one_value(item: Input, dice: random.Random) -> str:
    """A blank, a plausible entry, or something odd."""
    if dice.random() < 0.3:
        return ""
    if item.kind == "choice":
        return dice.choice([*(code for code, _ in item.options), "Off", "無此項"])
    if item.kind == "text":
        return dice.choice(ODD_TEXTS)
    if dice.random() < 0.1:
        return dice.choice(ODD_NUMBERS)
    largest = item.maximum or 10_000
    return str(
        dice.choice([0, 1, dice.randint(0, 12), dice.randint(0, min(largest, 3_000)), largest, largest + 1])
    )


def filled(items: Sequence[Input], dice: random.Random) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in items:
        if item.kind == "date":
            day = (dice.choice([114, 115, 113, 0]), dice.randint(1, 13), dice.choice([1, 15, 28, 30, 31]))
            found |= {
                box: dice.choice([str(part)] * 9 + [""]) for box, part in zip(item.boxes, day, strict=True)
            }
        elif item.kind == "time":
            moment = (dice.randint(0, 24), dice.choice([0, 30, 59, 60]))
            found |= dict(zip(item.boxes, (str(part) for part in moment), strict=True))
        else:
            found[item.name] = one_value(item, dice)
    return found


def value_sets(edition: Edition, program: Program, count: int) -> list[dict[str, str]]:
    """The same sets on every run: random ones, and worked examples with a few boxes changed."""
    dice = random.Random(112)
    checked = {check.id for check in program.checks}
    examples = [example.given for rule in edition.rules if rule.id in checked for example in rule.examples]
    inputs = program.inputs
    sets = []
    for index in range(count):
        if index % 2 or not examples:
            chosen = [item for item in inputs if dice.random() < dice.choice([0.3, 0.8, 1.0])]
            sets.append(filled(chosen, dice))
        else:
            changed = dice.sample(inputs, dice.randint(0, min(3, len(inputs))))
            sets.append(dict(dice.choice(examples)) | filled(changed, dice))
    return sets
