"""What a table or a roster adds up and how its rows stand together: all that its sums name must exist."""

from __future__ import annotations

from itertools import groupby

from ..blocks.roster import Roster
from ..blocks.table import Table
from ..fields import FieldSpec
from ..problems import Report, did_you_mean
from ..source import Node

BEHIND = "請刪掉 note，或把要加總的欄往左移。"


def check_groups(table: Table, node: Node, report: Report) -> None:
    """Rows of one group stand together, no other row bears its name, and its sums are of columns."""
    here = node.at("rows")
    begun: set[str] = set()
    for name, rows in groupby(table.rows, key=lambda row: table.rows[row].group):
        first = next(rows)
        if name in begun and (table.grouped or name in table.groups):
            hint = f"請把「{first}」移到同一大項的其他列旁邊。"
            report.add("同一大項的列要排在一起", here.at(first).key_span or here.span, hint)
        begun.add(name or "")
    for row in table.rows:
        if row in begun and table.rows[row].group is None:
            report.add(f"「{row}」既是列也是大項", here.at(row).key_span or here.span, "請換一個代號。")
    for name, group in table.groups.items():
        _check_sums(table, group.sum, node.at("groups", name), "sum", report)


def check_totals(table: Table, node: Node, report: Report) -> None:
    """The sums below a table stand under columns, and have room for what is printed beside them."""
    for at, total in enumerate(table.totals):
        here = node.at("totals", at)
        columns = tuple(total.boxes(table.id))
        if not _check_sums(table, columns, here, "under" if total.under else "sums", report):
            continue
        if total.note and table.drawn_columns[-1].id in columns:
            report.add("合計的右邊沒有欄，放不下 note", here.at("note").span, BEHIND)


def _check_sums(table: Table, columns: tuple[str, ...], node: Node, key: str, report: Report) -> bool:
    """Whether a row of sums can be drawn: every column is there, and its label stands before them."""
    known = {column.id: column for column in table.columns}
    span = node.at(key).span
    for name in columns:
        if name not in known:
            report.add(f"表格沒有名為「{name}」的欄", span, did_you_mean(name, known))
            return False
        if not known[name].datum or known[name].within:
            report.add(f"「{known[name].label}」這一欄不能放合計", span, "請改用有填寫格的一欄。")
            return False
    if table.drawn_columns[0].id in columns and not (table.numbered or table.grouped):
        return _no_label(table.drawn_columns[0], node.at(key), report)
    return True


def check_roster(roster: Roster, node: Node, report: Report) -> None:
    """The label of its sums stands before them, and its note behind."""
    if roster.sums and roster.columns[0].id in roster.sums and not roster.numbered:
        _no_label(roster.columns[0], node.at("sums"), report)
    if roster.note and not roster.sums:
        report.add("沒有要加總的欄（sums），note 不會印出來", node.at("note").span, "請刪掉 note。")
    elif roster.note and roster.columns[-1].id in roster.sums:
        report.add("合計的右邊沒有欄，放不下 note", node.at("note").span, BEHIND)


def _no_label(first: FieldSpec, node: Node, report: Report) -> bool:
    message = f"「{first.label}」是第一欄，合計的名稱沒有地方印"
    report.add(message, node.span, "請加上 numbered（項次欄），或把這一欄往右移。")
    return False
