"""Texts and options: compared with words in quotes, and with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..expr.grammar import Binary, Name, Quoted
from ..expr.grammar import GrammarFault as Misuse
from ..expr.tree import Is, Known, Not, SameText, Truth
from ..problems import did_you_mean
from .arguments import option_of
from .meaning import ChoiceField, Picked, TextField, kind_of

if TYPE_CHECKING:
    from .expressions import Reader

Word = ChoiceField | TextField | Picked
"""What holds a word rather than a number."""


def compared(reader: Reader, tree: Binary, left: Word) -> Truth:
    """`left` (operator) what stands on the right: a word in quotes, or a field of the same kind."""
    if tree.operator not in {"==", "!="}:
        raise Misuse("選項和文字只能用 == 或 != 比較", tree.place)
    test = _same(reader, tree, left)
    return test if tree.operator == "==" else Not(test)


def _same(reader: Reader, tree: Binary, left: Word) -> Truth:
    if isinstance(tree.right, Quoted):
        return _is(left, tree.right)
    right = reader.scope.find(tree.right.text) if isinstance(tree.right, Name) else None
    if not isinstance(right, Word):
        name = left.label if isinstance(left, Picked) else left.address.split(".")[-1]
        raise Misuse("要比較的文字請加引號", tree.right.place, f'例如 {name} == "A"。')
    fault = unlike(left, right)
    if fault:
        raise Misuse(fault, tree.right.place)
    if isinstance(left, Picked) or isinstance(right, Picked):
        return _with_picked(left, right)
    return SameText(left.address, right.address, left.label, right.label)


def unlike(left: Word, right: Word) -> str:
    """Why two fields cannot hold the same, or nothing."""
    if isinstance(left, TextField) != isinstance(right, TextField):
        return f"「{left.label}」是{kind_of(left)}，「{right.label}」是{kind_of(right)}，不能比較"
    if isinstance(left, TextField) or isinstance(right, TextField):
        return ""
    same = left.dimension == right.dimension
    if isinstance(left, ChoiceField) and isinstance(right, ChoiceField):
        same = same or {one.value for one in left.options} == {one.value for one in right.options}
    return "" if same else f"「{left.label}」和「{right.label}」的選項不同，不能比較"


def _with_picked(left: Word, right: Word) -> Truth:
    """One option against a choice, or against another option."""
    picked, other = (left, right) if isinstance(left, Picked) else (right, left)
    assert isinstance(picked, Picked)
    if isinstance(other, Picked):
        return Known(picked.code == other.code)
    assert isinstance(other, ChoiceField)
    return Is(other.address, other.label, ((picked.code, picked.option),))


def _is(field: Word, word: Quoted) -> Truth:
    if not isinstance(field, Picked):
        return Is(field.address, field.label, (option_of(field, word),))
    if word.text not in field.codes:
        message = f"「{field.label}」沒有「{word.text}」這個選項"
        raise Misuse(message, word.place, did_you_mean(word.text, field.codes))
    return Known(field.code == word.text)
