"""Exceptions to a rule: each is checked against the others before anybody relies on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from ..expr.algebra import NO, YES, Judged
from ..expr.evaluate import Walk
from ..expr.reading import Reading
from ..expr.roster import Roster
from ..expr.tree import Compare, Field, Number, Truth
from ..expr.walk import nodes
from ..problems import Report
from ..rules import RuleSpec
from ..source import Node
from .meaning import ChoiceField

MOST = 20_000
"""Combinations that are tried; conditions over more are not proven, and the author is told."""

Situation = dict[str, Reading]


def check(
    spec: RuleSpec, whens: Sequence[Truth], choices: Mapping[str, ChoiceField], node: Node, report: Report
) -> None:
    """Report two exceptions that can apply at once, and a case that none covers (`general: false`)."""
    clashes: set[tuple[int, int]] = set()
    gap = False
    for situation, words in _situations(whens, choices, node, report):
        truths = [Walk(Judged(), situation).truth(when) for when in whens]
        for first, second in combinations(range(len(whens)), 2):
            if truths[first] == truths[second] == YES and (first, second) not in clashes:
                clashes.add((first, second))
                labels = f"「{spec.exceptions[first].label}」和「{spec.exceptions[second].label}」"
                span = node.at("exceptions", second, "when").span
                report.add(f"例外{labels}會同時適用：{words}", span, "請改條件，讓同一情形只適用一個。")
        if not spec.general and not gap and set(truths) == {NO}:
            gap = True
            span = node.at("exceptions").span
            report.add(f"有一種情形沒有任何規定適用：{words}", span, "請補一個例外，或拿掉 general: false。")


def _situations(
    whens: Sequence[Truth], choices: Mapping[str, ChoiceField], node: Node, report: Report
) -> Iterator[tuple[Situation, str]]:
    """Every combination of options, and of numbers at and beside the limits, with words for it."""
    axes: list[list[tuple[str, Reading, str]]] = []
    read = {address for when in whens for address in _addresses(when)}
    for address in sorted(read & set(choices)):
        field = choices[address]
        axes.append(
            [
                (address, Reading(text=option.value, label=option.label), f"{field.label}為{option.label}")
                for option in field.options
            ]
        )
    axes.extend(_numbers(whens))
    size = 1
    for axis in axes:
        size *= len(axis)
    if size > MOST:
        report.warn("例外的條件組合太多，無法確認是否互相衝突", node.at("exceptions").span)
        return
    blank = {address: Reading() for address in read}
    for combination in product(*axes):
        situation = blank | {address: reading for address, reading, _ in combination}
        yield situation, "，".join(words for _, _, words in combination)


def _numbers(whens: Sequence[Truth]) -> list[list[tuple[str, Reading, str]]]:
    """For each number that is compared with a constant: that constant, one less and one more."""
    points: dict[str, tuple[Field, set[int]]] = {}
    for when in whens:
        for test in nodes(when):
            if isinstance(test, Compare):
                for field, limit in ((test.left, test.right), (test.right, test.left)):
                    if isinstance(field, Field) and isinstance(limit, Number):
                        found = points.setdefault(field.address, (field, set()))[1]
                        found |= {limit.value - 1, limit.value, limit.value + 1}
    return [
        [(address, Reading(number=one), f"{field.label} {one}") for one in sorted(found)]
        for address, (field, found) in points.items()
    ]


def _addresses(when: Truth) -> Iterator[str]:
    for one in nodes(when):
        if isinstance(address := getattr(one, "address", None), str):
            yield address
        elif isinstance(one, Roster):
            for row, _ in one.rows:
                yield from one.cells(row)
