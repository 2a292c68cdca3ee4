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
    "\u200b",
    "待\u2028聘\u200d\x85，\ufeff",
    "<b>",
    "",
    "12A345",
    "00b",
    "1AA",
    "90z0",
)


SHAPED_TEXTS = (
    "07-1234567#12", "(07)123-4567 轉 8", "０７－１２３４５６７", "0912 345 678", "12", "07-1234567#1234567",
    "a.b@c.edu.tw", "a@b", "a@@b.tw", "https://a.tw/x?y=z", "https://a.tw/x y", "ftp://a.tw", "012345",
    "01234", "０１２３４５", "0123456",
)  # fmt: skip
"""Some that a pattern takes, and some that it does not."""


def long_text(dice: random.Random) -> str:
    """Lines of all widths, ended in every way that a viewer ends them."""
    lines = [dice.choice("文AMa%，𠮷 ") * dice.randint(0, 45) for _ in range(dice.randint(1, 4))]
    return dice.choice(["\n", "\r", "\r\n"]).join(lines)


def one_value(item: Input, dice: random.Random) -> str:
    """A blank, a plausible entry, or something odd."""
    if dice.random() < 0.3:
        return ""
    if item.kind == "choice":
        return dice.choice([*(code for code, _ in item.options), "Off", "無此項"])
    if item.kind == "text":
        if item.lines > 1 and dice.random() < 0.6:
            return long_text(dice)
        return dice.choice(SHAPED_TEXTS if item.pattern and dice.random() < 0.8 else ODD_TEXTS)
    if dice.random() < 0.1:
        return dice.choice(ODD_NUMBERS)
    largest = item.maximum or 10_000
    number = dice.choice(
        [0, 1, dice.randint(0, 12), dice.randint(0, min(largest, 3_000)), largest, largest + 1]
    )
    if item.places and dice.random() < 0.8:
        return f"{number / 10**item.places:.{dice.randint(0, item.places)}f}"
    return str(number)


def ticks(item: Input, dice: random.Random) -> dict[str, str]:
    """Any of the boxes, now and then with what no box of ours holds."""
    share = dice.choice([0, 0.3, 0.6])
    codes = [code for code, _ in item.options]
    found = {
        box: code if dice.random() < share else dice.choice(["Off", "Off", ""])
        for box, code in zip(item.boxes, codes, strict=True)
    }
    if dice.random() < 0.05:
        found[dice.choice(item.boxes)] = dice.choice(["Yes", codes[0]])
    return found


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
        elif item.kind == "choices":
            found |= ticks(item, dice)
        else:
            found[item.name] = one_value(item, dice)
    return found


def standing(program: Program, dice: random.Random) -> list[Input]:
    """The inputs without those of some rows: most rosters are not full."""
    left_out = {
        cell
        for roster in program.rosters
        for share in [dice.choice([0.3, 0.7, 1.0])]
        for row, _ in roster.rows
        if dice.random() < share
        for cell in roster.cells(row)
    }
    return [item for item in program.inputs if item.address not in left_out]


def value_sets(edition: Edition, program: Program, count: int) -> list[dict[str, str]]:
    """The same sets on every run: worked examples, then random ones and examples with a few boxes changed."""
    dice = random.Random(112)
    checked = {check.id for check in program.checks}
    examples = [example.given for rule in edition.rules if rule.id in checked for example in rule.examples]
    inputs = program.inputs
    sets = [dict(given) for given in examples]
    for index in range(count - len(sets)):
        if index % 2 or not examples:
            chosen = [
                item for item in standing(program, dice) if dice.random() < dice.choice([0.3, 0.8, 1.0])
            ]
            sets.append(filled(chosen, dice))
        else:
            changed = dice.sample(inputs, dice.randint(0, min(3, len(inputs))))
            sets.append(dict(dice.choice(examples)) | filled(changed, dice))
    return sets
