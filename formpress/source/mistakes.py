"""What it means that YAML cannot read a file, in the words of somebody who writes letters."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..problems import Span
from .failure import Failure, find_failure
from .manuscript import Manuscript
from .slips import likely_slip, structural, sure_slip

ALIGN = "同一層的開頭要對齊；屬於上一行的內容，比上一行多空兩格。"
QUOTE_ALL = "請把整個值放進一組引號；裡面若有引號，外面改用另一種（\"…\" 或 '…'）。"
OPENING = {"}": "{", "]": "["}
CLOSING = {"{": "}", "[": "]"}
ONE_LINE = "引號裡的文字要在同一行關上；長的文字改用「|」，文字從下一行寫起並往內縮。"


def explain(sheet: Manuscript, error: Exception) -> None:
    """Report why the file cannot be read, and every other line that shows the same sort of slip.

    YAML's own reason is left out where the cause has been named already, on or just above that line.
    """
    failure = find_failure(sheet, error)
    near = _near(sheet, failure)
    said = sheet.said & {failure.stop[0], _line_above(sheet, failure.stop[0])}
    slips = {number: slip for number, line in structural(sheet.lines) if (slip := sure_slip(line))}
    for number in near:
        if number not in slips and (slip := likely_slip(sheet.lines[number])):
            slips[number] = slip
    if failure.quote and failure.quote[2] >= failure.stop[0] - 1:
        open_quote(sheet, *failure.quote)
    elif not said and not any(number <= failure.stop[0] for number in slips):
        _answer(sheet, failure)
    for number, slip in sorted(slips.items()):
        sheet.wrong(slip.message, sheet.span(number, slip.offset, slip.width), slip.hint)


def open_quote(sheet: Manuscript, line: int, column: int, last: int) -> None:
    """A quoted text over several lines: nearly always one whose closing quote was forgotten."""
    width = len(sheet.lines[line]) - column
    sheet.wrong(f"這個引號到第 {last + 1} 行才關上", sheet.span(line, column, width), ONE_LINE)


def special_start(sheet: Manuscript, line: int, column: int) -> None:
    """An unquoted value that begins with a sign YAML keeps for itself."""
    text = _value(sheet.lines[line][column:])
    if not sheet.lines[line][:column].strip(" -"):
        text = re.split(r": |:$", text)[0]
    if not text:
        sheet.wrong("這裡少了內容", sheet.span(line, column), ALIGN)
        return
    hint = f"請加引號：{quoted(text)}" if len(text) <= 40 else "請把整個值加上引號。"
    sheet.wrong(f"「{text[0]}」開頭的值要加引號", sheet.span(line, column, len(text)), hint)


def quoted(text: str) -> str:
    """`text` as it can be written between quotes on one line."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _near(sheet: Manuscript, failure: Failure) -> list[int]:
    """The lines that the cause is likely on."""
    near = {failure.stop[0]}
    if "could not find expected ':'" in failure.words:
        near = {failure.start[0]}
    elif "mapping values are not allowed" in failure.words:
        # The name on this line was taken for the end of a text that began above.
        near |= {_line_above(sheet, failure.stop[0])}
    elif "parsing a flow" in failure.words:
        near |= {failure.start[0]}
    return sorted(number for number in near if not sheet.lines[number].lstrip().startswith("#"))


def _line_above(sheet: Manuscript, line: int) -> int:
    return next((number for number in range(line - 1, -1, -1) if sheet.lines[number]), line)


def _answer(sheet: Manuscript, failure: Failure) -> None:
    for pattern, answer in _ANSWERS:
        if re.search(pattern, failure.words):
            answer(sheet, failure)
            return
    sheet.wrong(
        "這裡的寫法讀不懂", sheet.span(*failure.stop), "請檢查縮排、冒號後面的空白，以及引號和括號是否成對。"
    )


def _special(sheet: Manuscript, failure: Failure) -> None:
    special_start(sheet, *failure.start)


def _unclosed_quote(sheet: Manuscript, failure: Failure) -> None:
    line, column = failure.start
    width = len(sheet.lines[line]) - column
    sheet.wrong("這個引號沒有關上", sheet.span(line, column, width), ONE_LINE)


def _escape(sheet: Manuscript, failure: Failure) -> None:
    line, column = failure.stop
    back = sheet.lines[line].rfind("\\", 0, column + 1)
    sheet.wrong(
        "雙引號裡的「\\」有特別的意思",
        sheet.span(line, max(back, 0), 2),
        "請改用單引號 '…'，裡面的「\\」就只是文字。",
    )


def _no_colon(sheet: Manuscript, failure: Failure) -> None:
    line, column = failure.start
    text = sheet.lines[line][column:].rstrip()
    if text[:1] in {"!", "&", "*"}:
        special_start(sheet, line, column)
        return
    hint = "寫成「名稱: 值」，冒號是半形，後面空一格；若是接續上一行的文字，請往內縮。"
    sheet.wrong("這一行少了冒號", sheet.span(line, column, len(text)), hint)


def _tight_colon(sheet: Manuscript, failure: Failure) -> None:
    """{given:{a: 1}}, which only libyaml refuses."""
    line, column = failure.stop
    word = re.search(r"[^\s{\[,:]*$", sheet.lines[line][:column])
    name = f"「{word[0]}」的" if word and word[0] else ""
    sheet.wrong(f"{name}冒號後面少了一個空白", sheet.span(line, column), "寫成「名稱: 」再接括號。")


def _dash(sheet: Manuscript, failure: Failure) -> None:
    hint = "清單從下一行寫起，每行一項；若是文字，請加引號。"
    sheet.wrong("「-」不能接在冒號後面", sheet.span(*failure.stop), hint)


def _second_colon(sheet: Manuscript, failure: Failure) -> None:
    """`a: b: c`, a bracket that was never opened, or a name indented below a value."""
    line, column = failure.stop
    text = sheet.lines[line]
    first = re.search(r": +", text[:column])
    if first is None:
        sheet.wrong("這一行的縮排和上面對不上", _word(sheet, line, column), ALIGN)
        return
    name, value = text[: first.start()].strip(" -"), _value(text[first.end() :])
    place = sheet.span(line, first.end(), len(value))
    if bracket := re.search(r"[{\[]", name):
        hint = "寫成「名稱: 」再接括號。"
        sheet.wrong(f"「{bracket[0]}」前面少了冒號", sheet.span(line, text.index(bracket[0])), hint)
    elif value[-1:] in {"}", "]"} and value.count(value[-1]) > value.count(OPENING[value[-1]]):
        hint = "括號要成對；若整個是文字，請加引號。"
        sheet.wrong(f"有「{value[-1]}」卻沒有「{OPENING[value[-1]]}」", place, hint)
    else:
        hint = f"請加引號：{quoted(value)}" if len(value) <= 40 else "請把整個值加上引號。"
        sheet.wrong("值裡面又有冒號", place, hint)


def _in_brackets(sheet: Manuscript, failure: Failure) -> None:
    """Something unexpected inside { } or [ ]: left open, closed with the wrong one, or cut by a sign."""
    opened, stopped = failure.start, failure.stop
    bracket = sheet.lines[opened[0]][opened[1] : opened[1] + 1]
    if bracket not in CLOSING:
        _misplaced(sheet, failure)
        return
    rest, closing = sheet.lines[stopped[0]][stopped[1] :], CLOSING[bracket]
    if rest[:1] in {"}", "]"}:
        sheet.wrong(f"「{bracket}」要用「{closing}」關上", sheet.span(*stopped), "括號要成對。")
    elif not rest or _left_open(sheet, opened[0], stopped[0]):
        sheet.wrong(f"「{bracket}」沒有關上", sheet.span(*opened), f"請在最後補上「{closing}」。")
    else:
        _inside_brackets(sheet, *stopped)


def _inside_brackets(sheet: Manuscript, line: int, column: int) -> None:
    """{a: b: c}, {: c} or something that cannot be guessed."""
    text = sheet.lines[line]
    part = max(text.rfind(sign, 0, column) for sign in "{[,") + 1
    first = re.compile(r": +").search(text, part, column)
    if text[column] != ":" or (first is None and text[part:column].strip()):
        hint = "各項用半形逗號隔開；值裡有冒號、括號或引號時，請把整個值加上引號。"
        sheet.wrong("括號裡的這個地方讀不懂", sheet.span(line, column), hint)
        return
    if first is None:
        sheet.wrong("冒號前面少了名稱", sheet.span(line, column), "寫成「名稱: 值」。")
        return
    value = re.split(r"[,}\]]", text[first.end() :])[0].rstrip()
    whole = len(value) <= 40 and not re.search(r"[{\[\"']", value)
    hint = f"請加引號：{quoted(value)}" if whole else "請把整個值加上引號。"
    sheet.wrong("值裡面又有冒號", sheet.span(line, first.end(), len(value)), hint)


def _left_open(sheet: Manuscript, opened: int, stopped: int) -> bool:
    """Whether a line below a bracket goes on with something else than what is in it."""
    if stopped == opened:
        return False
    outside = _indent(sheet, stopped) <= _indent(sheet, opened)
    return outside or not sheet.lines[_line_above(sheet, stopped)].rstrip().endswith((",", "{", "["))


def _misplaced(sheet: Manuscript, failure: Failure) -> None:
    """A text after a closed quote or bracket, a bracket too many, or an indentation that fits nothing."""
    line, column = failure.stop
    text = sheet.lines[line]
    before, here = text[:column].rstrip(), text[column : column + 1]
    if before.endswith(("'", '"', "]", "}")):
        what = "引號" if before[-1] in "'\"" else "括號"
        width = len(_value(text[column:]))
        sheet.wrong(f"{what}關上以後還有文字", sheet.span(line, column, width), QUOTE_ALL)
    elif here == ":":
        sheet.wrong("冒號前面少了名稱", sheet.span(line, column), "寫成「名稱: 值」。")
    elif here and here in "]},":
        sheet.wrong(f"多了一個「{here}」", sheet.span(line, column), "請刪除；若是文字，請把整個值加上引號。")
    else:
        sheet.wrong("這一行的縮排和上面對不上", _word(sheet, line, column), ALIGN)


def _word(sheet: Manuscript, line: int, column: int) -> Span:
    """The first word of a line whose indentation is wrong."""
    text = sheet.lines[line]
    start = len(text) - len(text.lstrip(" "))
    match = re.compile(r"[^\s:]+").match(text, start)
    return sheet.span(line, start, match.end() - start if match else 1)


def _indent(sheet: Manuscript, line: int) -> int:
    text = sheet.lines[line]
    return len(text) - len(text.lstrip(" "))


def _value(text: str) -> str:
    """An unquoted value without the comment behind it."""
    return re.sub(r"\s+#.*$", "", text).rstrip()


_ANSWERS: tuple[tuple[str, Callable[[Manuscript, Failure], None]], ...] = (
    ("end of stream|document separator", _unclosed_quote),
    ("escape", _escape),
    ("scanning a (?:block scalar|directive|tag)|scanning an (?:anchor|alias)|parsing a tag", _special),
    ("YAML directive|YAML document|tag handle|cannot start any token", _special),
    ("could not find expected ':'", _no_colon),
    ("unexpected ':'", _tight_colon),
    ("sequence entries are not allowed", _dash),
    ("mapping keys are not allowed", _special),
    ("mapping values are not allowed", _second_colon),
    ("parsing a flow", _in_brackets),
    ("expected <block end>|<document start>|node content", _misplaced),
)
