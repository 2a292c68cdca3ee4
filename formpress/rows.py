"""A list in CSV, as a spreadsheet saves it, read as values for the boxes of one form.

Columns are named by a field's id or by its label; every mistake is told with its line.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
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

PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the files of spreadsheets begin, new ones and those of old Excel."""

LOST = re.compile(r"[\u4e00-\u9fff]?\?+[\u4e00-\u9fff]+|[\u4e00-\u9fff]+\?+")
"""Question marks beside Han characters; those of an address of the web have none."""

AS_TEXT = re.compile(r'="([^"]*)"')
"""How a spreadsheet is made to keep the zeros before a number."""

BETWEEN = "、，；,;/|\n"
"""What people write between two options."""

COMMON_ERA = 1911
FIRST_YEAR = 50
"""A year of one or two digits below this is more likely a month, or short for 2024."""

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
        found.append(_row(line, path, lines[0], columns, form, report))
    return tuple(found)


# ----- the file -----


def _decoded(content: bytes, path: str, report: Report) -> str | None:
    if content.startswith(PACKED):
        hint = "請在試算表另存成「CSV UTF-8」，再用那個檔案。"
        report.add(f"「{path}」是試算表的檔案（Excel、ODS），不是 CSV", Span(path, 1, 1), hint)
        return None
    if len(content) > LARGEST:
        report.add(f"「{path}」太大，最大 {LARGEST >> 20} MB", Span(path, 1, 1), "請分成幾個檔案。")
        return None
    for encoding in ("utf-8-sig", "cp950"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp950":
            _warn_of_lost(text, path, report)
        return text
    report.add(f"「{path}」的編碼讀不懂", Span(path, 1, 1), "請在試算表另存成「CSV UTF-8」。")
    return None


def _warn_of_lost(text: str, path: str, report: Report) -> None:
    """A spreadsheet that saves Big5 writes ? for what Big5 lacks: a rare character of a name is gone."""
    for number, line in enumerate(re.split("\r\n|\r|\n", text), start=1):
        if found := LOST.search(line):
            report.warn(
                f"「{found[0]}」的問號可能是 Big5 存不了的罕用字",
                Span(path, number, found.start() + 1, len(found[0]), line),
                "請在試算表另存成「CSV UTF-8」，罕用字才會留著。",
            )
            return


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


def _row(
    line: _Line, path: str, head: _Line, columns: Sequence[Input | None], form: Form, report: Report
) -> Row:
    nameless = {index for index, cell in enumerate(head.cells) if not cell}
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
            if index in nameless:
                report.add(f"第 {index + 1} 欄有內容，卻沒有欄名", span, "請在第一列寫欄名，或刪掉這一欄。")
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
            return _ticked(item, [codes.get(mark, mark) for mark in _marks(normalise(cell), codes)])
        case "date" | "time":
            found = (DAY if item.kind == "date" else HOUR).fullmatch(normalise(cell))
            parts = list(found.groups()) if found else ["?"] * len(item.boxes)
            if found and item.kind == "date" and int(parts[0]) > COMMON_ERA:
                parts[0] = str(int(parts[0]) - COMMON_ERA)
            return {name: part.lstrip("0") or "0" for name, part in zip(item.boxes, parts, strict=True)}
        case "number" | "text":
            return {item.name: cell}


def _marks(text: str, labels: Iterable[str]) -> list[str]:
    """The options that a cell names, with a mark between two of them; a label that holds such a mark
    itself (國語、數學) is taken whole.
    """
    whole = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    pattern = re.compile(rf"\s*(?:({whole})\s*(?=[{BETWEEN}]|$)|([^{BETWEEN}]+))")
    return [(found[1] or found[2]).strip() for found in pattern.finditer(text) if found[0].strip()]


def _ticked(item: Input, marks: Sequence[str]) -> dict[str, str]:
    """Each mark in its box; one that no box has goes into the first, where it is told as unknown."""
    boxes = dict(zip((code for code, _ in item.options), item.boxes, strict=True))
    ticked = {boxes[mark]: mark for mark in marks if mark in boxes}
    unknown = [mark for mark in marks if mark not in boxes]
    return ticked | ({item.boxes[0]: "、".join(unknown)} if unknown else {})


def _fault(item: Input, cell: str, filled: Mapping[str, str], form: Form) -> str:
    """What is wrong with a cell, as the form itself would say it; nothing where it is right."""
    if any(unicodedata.category(sign) == "Cc" and sign != "\n" for sign in cell):
        return f"「{item.label}」有看不見的控制字元"
    if item.kind == "date" and (day := DAY.fullmatch(normalise(cell))) and _short(day[1]):
        return f"「{item.label}」看不出是哪一年：{cell}（請寫民國年，例如 113/9/5，或西元年，例如 2024/9/5）"
    fault = read(item, entered(item, filled)).fault
    if fault and item.pattern and cell.isdigit() and re.fullmatch(item.pattern, f"0{cell}"):
        return f"{fault}：{cell}（試算表會去掉開頭的 0，是不是 0{cell}？）"
    if fault and item.options:
        return f"{fault}：{cell}（可以填：{'、'.join(label for _, label in item.options)}）"
    if not fault and "\n" in cell and _field(item, form).widget not in {"paragraph", "checkbox"}:
        return f"「{item.label}」只有一行，內容卻有換行"
    return fault


def _short(year: str) -> bool:
    return len(year) < 3 and int(year) < FIRST_YEAR


def _field(item: Input, form: Form) -> Field:
    return form.field(item.boxes[0] if item.boxes else item.name)
