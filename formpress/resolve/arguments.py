"""What the functions of expressions take: each helper reads one kind of argument, or says what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..expr.grammar import Binary, Call, Name, Quoted, Syntax
from ..expr.grammar import GrammarFault as Misuse
from ..expr.tree import Numeric
from ..problems import did_you_mean
from ..tw import normalise
from .meaning import ChoiceField, Meaning, TextField, TicksField

if TYPE_CHECKING:
    from .expressions import Reader


def split(argument: Syntax) -> tuple[Syntax, Syntax | None]:
    """An argument and its condition behind `where`."""
    if isinstance(argument, Binary) and argument.operator == "where":
        return argument.left, argument.right
    return argument, None


def two_numbers(reader: Reader, tree: Call) -> tuple[Numeric, Numeric]:
    need(tree, len(tree.arguments) == 2, f"{tree.name.text}(…) 要兩個日期")
    return reader.number(tree.arguments[0]), reader.number(tree.arguments[1])


def option_of(field: ChoiceField | TicksField | TextField, word: Quoted) -> tuple[str, str]:
    """(code, label) of what a field is compared with."""
    if isinstance(field, TextField):
        return normalise(word.text), word.text
    labels = {option.value: option.label for option in field.options}
    if word.text not in labels:
        raise Misuse(
            f"「{field.label}」沒有「{word.text}」這個選項", word.place, did_you_mean(word.text, labels)
        )
    return word.text, labels[word.text]


def field_at(reader: Reader, tree: Call, at: int) -> Meaning | None:
    """What the field named by one argument is; None where no field is named."""
    argument = tree.arguments[at]
    return reader.meaning(argument) if isinstance(argument, Name) else None


def text_field(reader: Reader, tree: Call, count: int) -> TextField:
    meaning = _first(reader, tree, count, "文字欄位", "文字")
    if not isinstance(meaning, TextField):
        raise Misuse(f"{tree.name.text}(…) 的第一樣要是文字欄位", tree.arguments[0].place)
    return meaning


def ticks_field(reader: Reader, tree: Call, count: int) -> TicksField:
    meaning = _first(reader, tree, count, "勾選欄位", "代號")
    if not isinstance(meaning, TicksField):
        raise Misuse(f"{tree.name.text}(…) 的第一樣要是可以勾幾項的欄位", tree.arguments[0].place)
    return meaning


def _first(reader: Reader, tree: Call, count: int, field: str, word: str) -> Meaning | None:
    """The field named first of `count` arguments; a second one is a quoted `word`."""
    name = tree.name.text
    wanted = f"{name}(…) 要一個{field}" if count == 1 else f'{name}(…) 要兩樣：{field}、"{word}"'
    need(tree, len(tree.arguments) == count, wanted)
    return field_at(reader, tree, 0)


def quoted(tree: Call, at: int, count: int) -> Quoted:
    name = tree.name.text
    need(tree, len(tree.arguments) == count, f"{name}(…) 的寫法不對")
    word = tree.arguments[at]
    if not isinstance(word, Quoted) or not word.text:
        raise Misuse(f"{name}(…) 裡的文字要加引號", word.place)
    return word


def need(tree: Call, holds: bool, message: str) -> None:
    if not holds:
        raise Misuse(message, tree.place)
