"""A list in CSV, as a spreadsheet saves it, read as values for the boxes of one form.

Columns are named by a field's id or by its label; every mistake is told with its line.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .expr.program import Input
from .expr.reading import entered, read
from .model import Field, Form
from .problems import Report, Span, did_you_mean
from .tw import normalise

LARGEST = 5 << 20
MOST_ROWS = 5_000
MOST_COLUMNS = 200

TOLD = 50
"""Mistakes that are told; after as many, it is the list as a whole that is wrong."""

AS_TEXT = re.compile(r'="([^"]*)"')
"""How a spreadsheet is made to keep the zeros before a number."""

SEPARATORS = re.compile(r"[、，；,;/|\n]+")
COMMON_ERA = 1911
HOUR = re.compile(r"(\d{1,2})\s*[:：時点點]\s*(\d{1,2})\s*分?")
DAY = re.compile(r"(?:民國)?\s*(\d{1,4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: what it fills in, by PDF name, and the first text of it."""

    values: Mapping[str, str]
    title: str


@dataclass(frozen=True, slots=True)
class _Line:
    """One record: its cells, the line of the file it begins on, and that line as it is written."""

    cells: tuple[str, ...]
    number: int
    text: str

    def span(self, path: str, index: int) -> Span:
        """Where a cell stands; of a line with quotes, the line."""
        pieces = re.split("[,\t]", self.text)
        if len(pieces) != len(self.cells):
            return Span(path, self.number, 1, len(self.text), self.text)
        at = sum(len(piece) + 1 for piece in pieces[:index])
        return Span(path, self.number, at + 1, max(len(pieces[index]), 1), self.text)


def rows(content: bytes, path: str, form: Form, report: Report) -> tuple[Row, ...]:
    """The rows of a list for `form`; `path` is what the file is called in messages.

    Blank cells are left as the form has them. Everything wrong is reported, at its line.
    """
    text = _decoded(content, path, report)
    lines = tuple(_lines(text, path, report)) if text is not None else ()
    if report.failed:
        return ()
    if len(lines) < 2:
        report.add("清單裡沒有資料", Span(path, 1, 1), "第一列寫欄名，第二列起一列一份。")
        return ()
    if len(lines) - 1 > MOST_ROWS:
        report.add(
            f"清單有 {len(lines) - 1:,} 列，最多 {MOST_ROWS:,} 列", Span(path, 1, 1), "請分成幾個檔案。"
        )
        return ()
    columns = _columns(lines[0], path, form, report)
    found = []
    for line in lines[1:]:
        if len(report.items) >= TOLD:
            report.add(f"錯誤太多，只列出前 {TOLD} 個", Span(path, line.number, 1))
            break
        found.append(_row(line, path, columns, form, report))
    return tuple(found)


# ----- the file -----


def _decoded(content: bytes, path: str, report: Report) -> str | None:
    if len(content) > LARGEST:
        report.add(f"「{path}」太大，最大 {LARGEST >> 20} MB", Span(path, 1, 1), "請分成幾個檔案。")
        return None
    for encoding in ("utf-8-sig", "cp950"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    report.add(f"「{path}」的編碼讀不懂", Span(path, 1, 1), "請在試算表另存成「CSV UTF-8」。")
    return None


def _lines(text: str, path: str, report: Report) -> Iterator[_Line]:
    """The records that are not blank."""
    written = re.split("\r\n|\r|\n", text)
    first = written[0]
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter="\t" if "\t" in first and "," not in first else ",",
        strict=True,
    )
    number = 1
    try:
        for record in reader:
            cells = tuple(_cell(cell) for cell in record)
            if any(cells):
                yield _Line(cells, number, written[number - 1] if number <= len(written) else "")
            number = reader.line_num + 1
    except csv.Error:
        hint = '有引號「"」的格子，要在前後各寫一個引號；請用試算表開啟後重新存成 CSV。'
        report.add("這一列的引號沒有成對，或含有不能讀的字元", Span(path, number, 1), hint)


def _cell(text: str) -> str:
    kept = AS_TEXT.fullmatch(text.strip())
    return (kept[1] if kept else text).replace("\r\n", "\n").replace("\r", "\n").strip()


# ----- the columns -----


def _columns(head: _Line, path: str, form: Form, report: Report) -> list[Input | None]:
    """The box of each column; None for one without a name, or of which a mistake was told."""
    if len(head.cells) > MOST_COLUMNS:
        report.add(f"清單有 {len(head.cells)} 欄，最多 {MOST_COLUMNS} 欄", Span(path, 1, 1))
        return []
    known = _names(form)
    computed = {name for field in form.fields if field.computed for name in (field.address, field.label)}
    found: list[Input | None] = []
    for index, cell in enumerate(head.cells):
        name = re.sub(r"\[(\d+)\]", r".\1", normalise(cell))
        item = known.get(name)
        span = head.span(path, index)
        if isinstance(item, list):
            ids = "、".join(_id(one, form) for one in item)
            report.add(f"有 {len(item)} 個欄位都叫「{cell}」", span, f"請改寫代號：{ids}。")
        elif name in computed and item is None:
            report.add(f"「{cell}」由表單計算，不能用清單填", span, "請刪掉這一欄。")
        elif item is None and cell:
            report.add(f"表單裡沒有「{cell}」這一欄", span, did_you_mean(name, known))
        elif item in found and item is not None:
            report.add(f"「{cell}」這一欄寫了兩次", span)
        found.append(item if isinstance(item, Input) else None)
    return found


def _names(form: Form) -> dict[str, Input | list[Input]]:
    """Every box that people fill by its id, by its name in the PDF and by its label."""
    names: dict[str, Input | list[Input]] = {}
    for item in form.program.inputs:
        names[_id(item, form)] = names[item.name] = item
    labels: dict[str, list[Input]] = {}
    for item in form.program.inputs:
        labels.setdefault(normalise(item.label), []).append(item)
    for label, items in labels.items():
        names.setdefault(label, items[0] if len(items) == 1 else items)
    return names


def _id(item: Input, form: Form) -> str:
    return item.address.removeprefix(f"{form.id}.")


# ----- the cells -----


def _row(line: _Line, path: str, columns: Sequence[Input | None], form: Form, report: Report) -> Row:
    values: dict[str, str] = {}
    title = ""
    for index, cell in enumerate(line.cells):
        item = columns[index] if index < len(columns) else None
        if not cell:
            continue
        span = line.span(path, index)
        if item is None:
            if index >= len(columns):
                report.add("這一列的格子比欄名多", span, "內容裡有逗號的格子要加引號。")
                break
            continue
        filled = _filled(item, cell)
        fault = _fault(item, cell, filled, form)
        if fault:
            report.add(fault, span)
        values |= filled
        title = title or (cell if item.kind == "text" else "")
    return Row(values, title)


def _filled(item: Input, cell: str) -> dict[str, str]:
    """What a cell puts into the boxes of its field, by PDF name; what it cannot read, as it is."""
    codes = {normalise(label): code for code, label in item.options}
    match item.kind:
        case "choice":
            return {item.name: codes.get(normalise(cell), cell)}
        case "choices":
            marks = [
                codes.get(normalise(mark), mark.strip()) for mark in SEPARATORS.split(cell) if mark.strip()
            ]
            boxes = dict(zip((code for code, _ in item.options), item.boxes, strict=True))
            return {boxes.get(mark, item.boxes[0]): mark for mark in marks}
        case "date" | "time":
            found = (DAY if item.kind == "date" else HOUR).fullmatch(normalise(cell))
            parts = list(found.groups()) if found else ["?"] * len(item.boxes)
            if found and item.kind == "date" and int(parts[0]) > COMMON_ERA:
                parts[0] = str(int(parts[0]) - COMMON_ERA)
            return {name: part.lstrip("0") or "0" for name, part in zip(item.boxes, parts, strict=True)}
        case "number" | "text":
            return {item.name: cell}


def _fault(item: Input, cell: str, filled: Mapping[str, str], form: Form) -> str:
    """What is wrong with a cell, as the form itself would say it; nothing where it is right."""
    if any(unicodedata.category(sign) == "Cc" and sign != "\n" for sign in cell):
        return f"「{item.label}」有看不見的控制字元"
    fault = read(item, entered(item, filled)).fault
    if fault and item.options:
        return f"{fault}：{cell}（可以填：{'、'.join(label for _, label in item.options)}）"
    if not fault and "\n" in cell and _field(item, form).widget not in {"paragraph", "checkbox"}:
        return f"「{item.label}」只有一行，內容卻有換行"
    return fault


def _field(item: Input, form: Form) -> Field:
    return form.field(item.boxes[0] if item.boxes else item.name)
