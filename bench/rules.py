"""Judging one filled form of 40 rules: compiled rules against a function written by hand.

Both read the same texts, normalise full-width digits and separators, treat blanks as blanks,
give three verdicts and say what is wrong. The hand-written one knows these 40 rules and nothing
else; the compiled ones come from a specification. Run: python -m bench.rules
"""

from __future__ import annotations

import statistics
import time
import unicodedata
from collections.abc import Callable, Mapping

from formpress.expr import build
from formpress.expr.evaluate import run
from formpress.expr.javascript import viewer_script
from formpress.expr.program import Case, Check, Input, Program
from formpress.expr.python import compile_program
from formpress.expr.tree import Field, Figure, Join, Number, Numeric, Plain, Quantity, Text, Truth
from tests.editions import all_forms

BOXES = 20
RULES = 40
ROUNDS = 300
YUAN = Quantity((("元", 1),))

FIELDS = tuple(Field(f"f.b{index}", YUAN, f"第 {index} 項", 0, 99_999) for index in range(BOXES))
TOTAL = build.add(FIELDS, skip_blank=True, label="合計")


def program() -> Program:
    """Ten caps, ten floors, ten shares of the total and ten sums of neighbours."""
    checks: list[Check] = []
    for index in range(10):
        field, other = FIELDS[index], FIELDS[index + 10]
        cap, floor = Number(5_000, YUAN, "", "上限"), Number(10, YUAN, "", "下限")
        share = build.multiply(build.number("30%"), TOTAL)
        cases: tuple[tuple[Truth, str, Numeric], ...] = (
            (build.compare("<=", field, cap), "超過上限", cap),
            (build.compare(">=", other, floor), "少於下限", floor),
            (build.compare("<=", field, share), "超過合計的 30%", field),
            (build.compare("<=", build.add((field, other)), cap), "兩項合計超過上限", cap),
        )
        for test, words, figure in cases:
            message: tuple[Text, ...] = (
                Plain(f"{field.label} "),
                Figure(field),
                Plain(f" {words} "),
                Figure(figure),
            )
            number = len(checks) + 1
            checks.append(Check(f"r{number}", number, "error", (Case("", test, Join(message)),)))
    inputs = tuple(
        Input(field.address, f"b{i}", field.label, "number", 0, 0, 99_999) for i, field in enumerate(FIELDS)
    )
    return Program(inputs, (), tuple(checks), None)


def by_hand(values: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The same 40 rules as somebody would write them for this one form."""
    numbers: list[int | None] = []
    messages = []
    for index in range(BOXES):
        text = unicodedata.normalize("NFKC", values.get(f"b{index}", "")).strip().replace(",", "")
        if text and not text.isdigit():
            messages.append(f"※「第 {index} 項」請填整數。")
        numbers.append(int(text) if text.isdigit() and int(text) <= 99_999 else None)
    known = sum(number for number in numbers if number is not None)
    whole = None not in numbers
    verdicts = {}
    for index in range(10):
        one, other = numbers[index], numbers[index + 10]
        both = None if one is None or other is None else one + other
        found = (
            (None if one is None else one <= 5_000, "超過上限", 5_000),
            (None if other is None else other >= 10, "少於下限", 10),
            (_share(one, known, whole), "超過合計的 30%", one),
            (None if both is None else both <= 5_000, "兩項合計超過上限", 5_000),
        )
        for offset, (holds, words, figure) in enumerate(found):
            verdicts[f"r{index * 4 + offset + 1}"] = {True: "kept", False: "broken", None: "undecided"}[holds]
            if holds is False:
                messages.append(f"※規則 {index * 4 + offset + 1}　第 {index} 項 {one} {words} {figure}")
    return verdicts, messages


def _share(one: int | None, known: int, whole: bool) -> bool | None:
    if one is None:
        return None
    if 100 * one <= 30 * known:
        return True
    return False if whole else None


def forms() -> dict[str, dict[str, str]]:
    """A form filled in whole, one with a few blanks and odd digits, and one full of mistakes."""
    full = {f"b{index}": str(100 + 17 * index) for index in range(BOXES)}
    return {
        "filled in": full,
        "five blanks": {name: text for name, text in full.items() if int(name[1:]) % 4}
        | {"b1": "１，２００"},
        "many broken": dict.fromkeys(full, "9,999"),
    }


def timed(judge: Callable[[Mapping[str, str]], object], values: Mapping[str, str]) -> float:
    """Microseconds of one judgement, the median of many."""
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        judge(values)
        found.append(time.perf_counter() - start)
    return statistics.median(found) * 1e6


def main() -> None:
    rules = program()
    start = time.perf_counter()
    compiled = compile_program(rules)
    once = (time.perf_counter() - start) * 1e3
    print(f"{RULES} rules over {BOXES} boxes; median of {ROUNDS} judgements, in microseconds")
    print(
        f"{'form':14}{'by hand':>10}{'compiled':>10}{'walked':>10}{'compiled/hand':>15}   target: at most 5"
    )
    for name, values in forms().items():
        assert compiled(values).verdicts == run(rules, values).verdicts == by_hand(values)[0], name
        hand, fast, slow = (
            timed(judge, values) for judge in (by_hand, compiled, lambda given: run(rules, given))
        )
        print(f"{name:14}{hand:10.0f}{fast:10.0f}{slow:10.0f}{fast / hand:14.1f}x")
    sizes = {f"{one.folder}/{form.id}": len(viewer_script(form.program)) for _, one, form in all_forms()}
    largest = max(sizes, key=lambda name: sizes[name])
    print(f"compiling once: {once:.1f} ms; largest script of a form: {largest}, {sizes[largest]:,} bytes")


if __name__ == "__main__":
    main()
