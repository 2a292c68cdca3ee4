"""How the blocks of a form stand on its page: they ask, and a pencil answers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from .. import paper
from ..blocks import Place, section
from ..expr.program import Input
from ..expr.tree import Number
from ..fields import Dimensions, FieldSpec, Traits
from ..model import Field, Rule
from ..page import (
    Block,
    Box,
    Frame,
    Line,
    Mark,
    NewPage,
    Pairs,
    Panel,
    Photos,
    Piece,
    Prose,
    Row,
    Table,
    Text,
)
from ..parse import Draft, FormSpec
from ..problems import Report, Span, did_you_mean
from ..source import Node
from ..tw import thousands
from .boxes import pdf_name
from .forms import FormParts, quietly
from .prose import Context, fill

CELL = 17.0
"""The width of a cell that holds one character."""

THIN = 2.5
"""What the stylesheet puts between a box and a word."""

BETWEEN = 12.0
"""Points from one marked option to the next."""

MARK = 13.0
"""A circle or square and the gap to its label."""


@dataclass(slots=True)
class Pencil:
    """Answers what a block asks for while it is drawn."""

    parts: FormParts
    dimensions: Dimensions
    rules: Mapping[str, Rule | None]
    """By id; None is a rule whose problem was reported already."""
    context: Context
    node: Node
    report: Report
    sheet: paper.Sheet
    """The page that the next block stands on."""
    mentioned: set[str] = field(default_factory=set)
    """The rules that the form prints."""

    @property
    def room(self) -> float:
        return self.sheet.room

    @property
    def landscape(self) -> bool:
        return self.sheet.landscape

    def text(self, template: str, place: Place) -> str:
        if not template:
            return ""
        found = quietly(lambda: fill(template, self.context, self.node.at(*place), self.report))
        return found or ""

    def rule(self, identifier: str, place: Place) -> str:
        if identifier not in self.rules:
            span = self.node.at(*place).span
            self.report.add(f"沒有名為「{identifier}」的規則", span, did_you_mean(identifier, self.rules))
            return ""
        rule = self.rules[identifier]
        if rule is None:
            return ""
        self.mentioned.add(identifier)
        return f"{rule.brief}（規則 {rule.number}）"

    def printed(self, address: str) -> str:
        meaning = quietly(lambda: self.parts.names.at(address))
        if not isinstance(meaning, Number):
            return ""
        return meaning.shown or thousands(meaning.value, meaning.type.places)

    def traits(self, spec: FieldSpec) -> Traits:
        return spec.traits(self.dimensions)

    def box(self, address: str) -> str:
        return pdf_name(address)

    def fill(self, spec: FieldSpec, address: str, width: float, *, alone: bool = True) -> tuple[Line, ...]:
        traits, name = self.traits(spec), pdf_name(address)
        if traits.kind == "space":
            return ((Frame(traits.format, traits.height * paper.MM),),)
        if traits.widget in {"radio", "checkbox"}:
            return _marks(traits, name, width)
        if traits.parts:
            parts = tuple(_parts(traits, name))
            tight = sum(_width(piece) + THIN for piece in parts) > width
            return (parts[1:] if tight and traits.before else parts,)
        if traits.widget == "comb":
            return ((Box(name, min(traits.longest * CELL, width), cells=traits.longest),),)
        line: Line = (Box(name, width, traits.lines, fills=alone),)
        return (line, _meant(traits, name, width)) if traits.other else (line,)


def _parts(traits: Traits, name: str) -> Iterator[Piece]:
    if traits.before:
        yield Text(traits.before, "label")
    for part, unit, digits in traits.parts:
        yield Box(f"{name}__{part}", paper.figures(digits) + 2)
        yield Text(unit, "label")


def _marks(traits: Traits, name: str, width: float) -> tuple[Line, ...]:
    """The options in lines; in columns where there are more than fit one line. 其他 comes last."""
    many = traits.kind == "choices"
    marks: list[Line] = []
    other: Line = ()
    for option in traits.options:
        mark = Mark(f"{name}__{option.value}" if many else name, option.value, option.label)
        if option.value == traits.other:
            other = (mark, *_meant(traits, name, width - _width(mark) - BETWEEN))
        else:
            marks.append((mark,))
    lines = _in_columns(marks, width)
    if not other:
        return lines
    beside = lines and sum(_width(piece) + BETWEEN for piece in (*lines[-1], *other)) <= width
    return (*lines[:-1], (*lines[-1], *other)) if beside else (*lines, other)


def _in_columns(marks: list[Line], width: float) -> tuple[Line, ...]:
    """Marks below each other in as many columns as most of them fit; a long one takes two or more."""
    widths = [sum(_width(piece) for piece in mark) + BETWEEN for mark in marks]
    if sum(widths) - BETWEEN <= width:
        return (tuple(piece for mark in marks for piece in mark),) if marks else ()
    usual = sorted(widths)[len(widths) * 4 // 5]
    abreast = max(1, int((width + BETWEEN) // usual))
    unit = max(width, 1.0) / abreast
    lines: list[Line] = []
    taken = abreast
    for mark, needed in zip(marks, widths, strict=True):
        span = max(1, min(abreast, math.ceil((needed - BETWEEN) / unit)))
        if taken + span > abreast:
            lines.append(())
            taken = 0
        taken += span
        lines[-1] += _wide(mark, unit * span)
    return tuple(lines)


def _wide(mark: Line, width: float) -> Line:
    """The same mark in a column of its own, so that marks stand below each other."""
    first = mark[0]
    taken = sum(_width(piece) for piece in mark[1:])
    return (replace(first, width=width - taken), *mark[1:]) if isinstance(first, Mark) else mark


def _width(piece: Piece) -> float:
    match piece:
        case Mark():
            return piece.width or MARK + paper.label(piece.label)
        case Text():
            return paper.label(piece.text)
        case Box() | Frame():
            return piece.width


def _meant(traits: Traits, name: str, width: float) -> Line:
    """Where people write what they mean by the other option."""
    wanted = paper.natural("line", traits.other_longest)
    return (Box(f"{name}__other_text", max(min(wanted, width), 1.0)),)


_HEAD = 80.0
"""What the title and the heading of a block take of a page."""


def draw(draft: Draft[FormSpec], pencil: Pencil) -> tuple[Block, ...]:
    """All blocks of a form in the nouns of a page."""
    drawn: list[Block] = []
    for index, (name, block) in enumerate(draft.spec.entries()):
        place = ("blocks", index, name)
        for one in block.draw(pencil, place):
            drawn.append(one)
            if isinstance(one, NewPage):
                pencil.sheet = replace(pencil.sheet, landscape=one.landscape)
        drawn.extend(section.drawn(block, pencil, place))
    return tuple(drawn)


# ----- what the boxes hold -----


def boxes(blocks: tuple[Block, ...]) -> dict[str, Box]:
    """Every box of a page by the name of its field."""
    found: dict[str, Box] = {}
    for block in blocks:
        for line in _lines(block):
            found |= {piece.field: piece for piece in line if isinstance(piece, Box)}
    return found


def _lines(block: Block) -> Iterator[Line]:
    match block:
        case Pairs():
            for pair in block.pairs:
                yield from pair.lines
        case Table():
            for row in block.rows:
                for cell in row:
                    yield from cell.lines
        case Row():
            yield block.pieces
        case Panel():
            yield from block.lines
        case Prose():
            yield from block.paragraphs
        case Photos():
            for _, lines in block.photos:
                yield from lines
        case _:
            return


def measured(fields: tuple[Field, ...], blocks: tuple[Block, ...]) -> tuple[Field, ...]:
    """The fields, each knowing how many Han characters a line of its box holds."""
    drawn = boxes(blocks)
    return tuple(
        replace(one, columns=paper.columns(drawn[one.name].width)) if one.name in drawn else one
        for one in fields
    )


def with_lines(inputs: tuple[Input, ...], fields: tuple[Field, ...]) -> tuple[Input, ...]:
    """The inputs, those of several lines knowing how much one line holds."""
    known = {one.name: one for one in fields if one.widget == "paragraph"}
    return tuple(
        replace(item, lines=known[item.name].lines, columns=known[item.name].columns - paper.SPARE)
        if item.name in known
        else item
        for item in inputs
    )


def check_room(fields: tuple[Field, ...], pencil: Pencil) -> None:
    """Every entry prints whole, and no box is taller than the page; else it is the author's mistake."""
    seen: set[Span] = set()
    for one in fields:
        place = _place(one, pencil)
        if place in seen:
            continue  # the rows of a roster share a line
        if why := too_narrow(one):
            seen.add(place)
            pencil.report.add(f"「{one.label}」的{why}", place, "把 max 改小，或加寬、加行。")
        if paper.height(one.lines) > pencil.sheet.body - _HEAD:
            seen.add(place)
            message = f"「{one.label}」有 {one.lines} 行，一頁放不下"
            pencil.report.add(message, place, "把 lines 改小，或拆成兩欄。")


def check_privacy(fields: tuple[Field, ...], draft: Draft[FormSpec], pencil: Pencil) -> None:
    """Who asks for personal data says what for: 個人資料保護法第 8 條."""
    told = any(name == "privacy" for name, _ in draft.spec.entries())
    asked = next((one for one in fields if one.personal), None)
    if asked is not None and not told:
        message = f"「{asked.label}」是個人資料，表單卻沒有個人資料告知"
        hint = "請加上 privacy 區塊（個人資料保護法第 8 條）。"
        pencil.report.add(message, _place(asked, pencil), hint)


def _place(one: Field, pencil: Pencil) -> Span:
    """Where a field was written."""
    names = pencil.parts.names.addresses
    address = next(name for name in _prefixes(one.address) if name in names)
    declared = names[address].declared
    node = pencil.node.at(*declared.place)
    return node.key_span or node.span


def _prefixes(address: str) -> Iterator[str]:
    """The address, and those of what it may be a box of."""
    parts = address.split(".")
    for length in range(len(parts), 0, -1):
        yield ".".join(parts[:length])


def too_narrow(one: Field) -> str:
    """Why the longest entry would not print, or nothing."""
    if one.computed or one.columns == 0:
        return ""
    if one.widget == "paragraph":
        least = math.ceil(one.longest / max(one.columns - paper.SPARE, 1))
        if least > one.lines:
            fits = (one.columns - paper.SPARE) * one.lines
            return f"{one.lines} 行只印得下 {fits} 個字，max 卻是 {one.longest}"
    fits = paper.letters(one.columns) if "pattern" in one.schema else one.columns
    if one.widget == "line" and one.longest > fits:
        return f"框裡只印得下 {fits} 個字，max 卻是 {one.longest}"
    return ""
