"""Calls of parameters: cap(group), quota(class_count, group), office_cost(schools)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..expr import build
from ..expr.grammar import Call, Name, Syntax
from ..expr.grammar import GrammarFault as Misuse
from ..expr.tree import All, Any, Is, Known, Nothing, Number, Numeric, Quantity, Truth
from .meaning import Axis, ChoiceField, Graduated, Lookup, Picked
from .parameters import Key, look_up

if TYPE_CHECKING:
    from .expressions import Reader


def looked_up(reader: Reader, tree: Call, parameter: Lookup | Graduated) -> Numeric:
    """The figure that a call asks for."""
    keys = _keys(reader, tree, parameter)
    if isinstance(parameter, Graduated):
        count = keys[0]
        assert isinstance(count, Numeric)
        return reader.guarded(tree, lambda: parameter.of(count))
    return reader.guarded(tree, lambda: look_up(parameter, keys))


def exists(reader: Reader, tree: Call) -> Truth:
    """Whether a table has a figure for this case."""
    call = tree.arguments[0] if len(tree.arguments) == 1 else None
    found = reader.scope.find(call.name.text) if isinstance(call, Call) else None
    if not isinstance(call, Call) or not isinstance(found, Lookup):
        raise Misuse("exists(…) 裡要一個查表", tree.place, "例如 exists(cap(group))。")
    return _given(found, _keys(reader, call, found), ())


def _keys(reader: Reader, tree: Call, parameter: Lookup | Graduated) -> tuple[Key, ...]:
    """What a look-up goes by: a choice field for options, a number for brackets."""
    axes = (parameter.axis,) if isinstance(parameter, Graduated) else parameter.axes
    if len(tree.arguments) != len(axes):
        wanted = "、".join(axis.label for axis in axes)
        raise Misuse(f"{parameter.id}(…) 要剛好 {len(axes)} 個欄位：{wanted}", tree.place)
    found = zip(axes, tree.arguments, strict=True)
    return tuple(_key(reader, argument, axis, parameter.label) for axis, argument in found)


def _key(reader: Reader, argument: Syntax, axis: Axis, label: str) -> Key:
    if not axis.options:
        return _counted(reader, argument, axis, label)
    meaning = reader.meaning(argument) if isinstance(argument, Name) else None
    if isinstance(meaning, ChoiceField | Picked) and meaning.dimension == axis.id:
        return meaning
    hint = f"這個參數依「{axis.label}」而不同，請用以它為選項的欄位。"
    raise Misuse(f"不能用這裡的內容查「{label}」", argument.place, hint)


def _counted(reader: Reader, argument: Syntax, axis: Axis, label: str) -> Numeric:
    value = reader.number(argument)
    whole = value.type.places == 0 and value.type.over == 1
    if value.type.unit not in {(), build.parse_unit(axis.unit)} or not whole:
        hint = f"這個參數依「{axis.label}」分級，要用單位是「{axis.unit}」的整數。"
        raise Misuse(f"不能用這個數查「{label}」", argument.place, hint)
    return value


def _given(lookup: Lookup, keys: tuple[Key, ...], path: tuple[str, ...]) -> Truth:
    """That the cell which the keys lead to holds a figure."""
    depth = len(path)
    if depth == len(lookup.axes):
        return Known(not isinstance(lookup.cells[path], Nothing))
    axis, key = lookup.axes[depth], keys[depth]
    if isinstance(key, Picked):
        return _given(lookup, keys, (*path, key.code))
    below = [_given(lookup, keys, (*path, one)) for one in axis.keys]
    if all(test == below[0] for test in below):
        return below[0]
    if isinstance(key, ChoiceField):
        return _of_options(key, axis, below)
    lows = (None, *axis.bounds)
    cases = zip(lows, axis.bounds, below, strict=False)
    return Any(tuple(_within(key, low, high, test) for low, high, test in cases if test != Known(False)))


def _of_options(field: ChoiceField, axis: Axis, below: list[Truth]) -> Truth:
    """Options of which the same holds are named together."""
    together: dict[Truth, list[tuple[str, str]]] = {}
    for option, test in zip(axis.options, below, strict=True):
        together.setdefault(test, []).append(option)
    found = []
    for test, options in together.items():
        chosen = Is(field.address, field.label, tuple(options))
        if test != Known(False):
            found.append(chosen if test == Known(True) else All((chosen, test)))
    return found[0] if len(found) == 1 else Any(tuple(found))


def _within(count: Numeric, low: int | None, high: int | None, test: Truth) -> Truth:
    bounds = [] if low is None else [build.compare(">", count, Number(low, Quantity()))]
    bounds += [] if high is None else [build.compare("<=", count, Number(high, Quantity()))]
    return All((*bounds, *([] if test == Known(True) else [test])))
