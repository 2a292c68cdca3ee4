"""Rules that read figures of the guideline only: they hold or not before anybody fills anything in."""

from __future__ import annotations

from ..expr.algebra import Judged
from ..expr.evaluate import Walk, run
from ..expr.program import Case, Check, Program
from ..expr.worked import worked
from ..problems import Report
from ..source import Node
from .expressions import Abandoned


def prove(rule: str, cases: tuple[Case, ...], node: Node, report: Report) -> tuple[str, ...]:
    """The arithmetic of a rule that holds, in sentences without 句號.

    Raises:
        Abandoned: after reporting that it does not hold.
    """
    check = Check(rule, 1, "error", cases)
    verdict = run(Program((), (), (check,), None), {}).verdicts[rule]
    told = tuple(dict.fromkeys(line for case in cases for line in worked(case.test, Walk(Judged(), {}), {})))
    place = node.key_span or node.span
    if verdict != "kept":
        message = "不成立" if verdict == "broken" else "算不出來"
        why = f"{'；'.join(told)}。" if told else ""
        report.add(f"參數前後不合：規則「{rule}」{message}", place, f"{why}請對照原文，改參數或改規則。")
        raise Abandoned
    if (examples := node.get("examples")) is not None:
        hint = "請刪掉 examples。"
        report.add(f"規則「{rule}」只讀參數，沒有可以填的內容，不寫例子", examples.key_span or place, hint)
        raise Abandoned
    return told or ("已核對",)
