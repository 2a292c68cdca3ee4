"""What was carried over from last year and may have been forgotten: years in words, yearly figures."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..model import Edition, Event
from ..parse import Draft, EditionSpec, FormSpec, RulesSpec
from ..problems import Report
from ..tw import roc_year
from .quotes import quotations

_YEAR = re.compile(r"(?<!\d)(\d{2,3})\s*(?:學年度?|年度|年)(?!\s*(?:以|內|前|後|級))")


def check_years(
    folder: str,
    edition: Draft[EditionSpec],
    rules: Draft[RulesSpec],
    forms: Iterable[Draft[FormSpec]],
    schedule: tuple[Event, ...],
    report: Report,
) -> None:
    """`year:` is that of the folder, a title names it, and no quotation names the year before."""
    year = int(folder[:3])
    typed = re.match(r"(\d{2,3})\s*(?:學年|年)", edition.spec.year)
    if typed and int(typed[1]) != year:
        report.add(
            f"資料夾是 {folder}，year 卻寫「{edition.spec.year}」",
            edition.node.at("year").span,
            "請把 year 改成這個資料夾的年度，或改資料夾的名稱。",
        )
    period = edition.spec.period
    days = [period.from_, period.to, *(event.first for event in schedule)]
    running = {year, *(roc_year(day) for day in days if day is not None)}
    titles = [(draft.spec.title, draft.node) for draft in forms]
    for title, node in [(edition.spec.title, edition.node), *titles]:
        for word, named in _named(title):
            if named not in running:
                place = node.at("title").span
                report.warn(f"標題寫「{word}」，這裡卻是 {folder}", place, "請檢查標題的年度。")
    if year - 1 in running:
        return
    for quoted in quotations(edition, rules):
        for word, named in _named(quoted.text):
            if named == year - 1:
                message = f"原文字句寫「{word}」，這裡卻是 {folder}"
                report.warn(message, quoted.node.span, "請檢查是不是去年的字句。")


def check_yearly(edition: Edition, before: Edition, rules: Draft[RulesSpec], report: Report) -> None:
    """A figure that is to be checked every year and is the same as last year."""
    last = {parameter.id: parameter.values for parameter in before.parameters}
    for parameter in edition.parameters:
        spec = rules.spec.parameters[parameter.id]
        if parameter.yearly and not spec.unchanged and last.get(parameter.id) == parameter.values:
            node = rules.node.at("parameters", parameter.id)
            report.warn(
                f"「{parameter.label}」每年要檢查，現在和 {before.id} 的一樣",
                node.key_span or node.span,
                "請對照今年的公文；確實沒有改的話，寫 unchanged: true。",
            )


def _named(text: str) -> Iterable[tuple[str, int]]:
    return ((match[0], int(match[1])) for match in _YEAR.finditer(text))
