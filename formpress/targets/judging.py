"""What a rule does in practice: who looks at it, what the form says, how an example comes out."""

from __future__ import annotations

from collections.abc import Mapping

from ..expr.algebra import YES, Judged, both
from ..expr.evaluate import Walk, run
from ..expr.program import Outcome, Program
from ..expr.reading import Reading, read_all
from ..expr.walk import addresses
from ..expr.worked import worked
from ..model import Edition, Example, Rule

STAGES = {
    "site": "產生網站時已核對",
    "form": "PDF 表單檢核",
    "intake": "收件時重新檢核",
    "people": "由人員判斷",
}
"""Where a rule is looked at, as people read it."""

SEVERAL = 3
"""Rows whose arithmetic is told; more are counted."""


def program_of(edition: Edition, rule: Rule) -> Program:
    """What judges a rule: its form, or the edition where it reads several forms."""
    if len(rule.forms) > 1:
        return edition.program
    programs = (form.program for form in edition.forms if form.id in rule.forms)
    return next(programs, edition.program)


def stages(edition: Edition, rule: Rule) -> tuple[str, ...]:
    """The keys of `STAGES` at which a rule is looked at. A form is a help: whatever it has judged is
    judged again when it comes in; what reads figures only was judged once and for all.
    """
    if rule.proof:
        return ("site",)
    program = program_of(edition, rule)
    checked = any(check.id == rule.id for check in program.checks)
    found = {"form": checked and program.panel is not None, "intake": checked, "people": bool(rule.judged_by)}
    return tuple(stage for stage, holds in found.items() if holds) or ("people",)


def outcome(edition: Edition, rule: Rule, example: Example) -> Outcome:
    """Everything that a form filled as in the example of this rule shows."""
    return example.outcome or run(program_of(edition, rule), example.given)


def message(edition: Edition, rule: Rule) -> str:
    """What the form says when the rule is broken, from its first broken example; "" without one."""
    marks = (f"※規則 {rule.number}　", f"※規則 {rule.number}（")
    for example in rule.examples:
        if example.verdict == "broken":
            lines = outcome(edition, rule, example).messages
            return "\n".join(line for line in lines if line.startswith(marks))
    return ""


def arithmetic(edition: Edition, rule: Rule, example: Example) -> tuple[str, ...]:
    """Why the example has its verdict: sentences without 句號. Of a rule that looks at every row,
    the rows that decide.
    """
    program = program_of(edition, rule)
    cases = [case for check in program.checks if check.id == rule.id for case in check.cases]
    readings = read_all(program.inputs, example.given)
    labels = {item.address: item.label for item in program.inputs}
    judged = Walk(Judged(), readings)
    truths = [judged.truth(case.test) for case in cases]
    verdict = both(truths)
    deciding = [case for case, truth in zip(cases, truths, strict=True) if truth == verdict]
    if verdict == YES:  # of the rows that are fine, the blank ones say nothing
        deciding = [case for case in deciding if _touched(case.test, readings)] or deciding
    told: dict[str, list[str]] = {}
    for case in deciding:
        for line in worked(case.test, judged, labels):
            told.setdefault(case.row, []).append(line)
    return _lines(told)


def _lines(told: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The sentences of the first rows, each with the name of its row; that something does not apply
    is worth saying only where nothing else is.
    """
    lines: dict[str, None] = {}
    applied = {row: found for row, found in told.items() if not all(one.endswith("不適用") for one in found)}
    told = applied or told
    for row, sentences in list(told.items())[:SEVERAL]:
        telling = [line for line in sentences if not line.endswith("不適用")] or sentences
        telling = [line for line in telling if f"{line}，適用" not in telling]
        lines.update({line if line.startswith(row) else f"{row}：{line}": None for line in telling})
    more = len(told) - SEVERAL
    return (*lines, *([f"另有 {more} 列相同"] if more > 0 else []))


def _touched(test: object, readings: Mapping[str, Reading]) -> bool:
    held = (readings[address] for address in addresses(test, into_computed=True))
    return any(reading.begun for reading in held)
