"""What the blocks of a form name and that must exist, and what a field may not be at once."""

from __future__ import annotations

from collections.abc import Iterator

from ..authoring import Spec
from ..blocks import BlockSpec, Place, section
from ..blocks.roster import Roster
from ..blocks.table import RowSpec, Table
from ..fields import Dimensions, FieldSpec, OptionsSpec
from ..fields.choices import Choices
from ..parse import Draft, FormSpec
from ..problems import Report, did_you_mean
from ..source import Node
from .table_checks import check_groups, check_roster, check_totals

SOURCES = "選項寫在 edition.yaml 的 dimensions 或 lists，或是 rules.yaml 裡依選項而不同的參數。"


def check_blocks(draft: Draft[FormSpec], dimensions: Dimensions, report: Report) -> None:
    """Names that a table or a choice uses and that must exist."""
    names = [kind for kind, _ in draft.spec.entries()]
    for index, (kind, block) in enumerate(draft.spec.entries()):
        here = draft.node.at("blocks", index, kind)
        _check_messages(block, here, names, report)
        if isinstance(block, Table):
            _check_columns(block, here, report)
            _check_rows(block, here, report)
            check_groups(block, here, report)
            check_totals(block, here, report)
        if isinstance(block, Roster):
            check_roster(block, here, report)
        for place, spec in _specs(block, ()):
            _check_options(spec, here.at(*place), dimensions, report)
            if isinstance(spec, FieldSpec) and spec.type == "remarks" and not isinstance(block, Table):
                span = here.at(*place).span
                report.add("備註（remarks）只能是表格的一欄", span, "要人填寫的備註用 text 或 paragraph。")


def _check_messages(block: BlockSpec, node: Node, blocks: list[str], report: Report) -> None:
    """Messages beside a section repeat what the whole form says, about what people fill in there."""
    if not section.lines_of(block):
        return
    key = node.at("messages").key_span
    if "checks" not in blocks:
        report.add("有 messages，表單卻沒有檢核結果", key, "請在表單最後加上 checks 區塊，或刪掉 messages。")
    elif next(block.declare(()), None) is None:
        report.add("這個區塊沒有填寫格，不會有檢核訊息", key, "請刪掉 messages。")


def _check_columns(table: Table, node: Node, report: Report) -> None:
    """A printed column has no address that could tell it from another of the same name."""
    ids = [column.id for column in table.columns]
    for at, column in enumerate(table.columns):
        if not column.datum and column.id in ids[:at]:
            span = node.at("columns", at, "id").span
            report.add(f"代號「{column.id}」重複", span, "同一個表格的欄，代號不可相同。")


def _check_rows(table: Table, node: Node, report: Report) -> None:
    columns = {column.id: column for column in table.columns}
    for row_id, row in table.rows.items():
        for word, place in _words(row, node.at("rows", row_id)):
            span = place.key_span or place.span
            if word not in columns:
                report.add(f"表格沒有名為「{word}」的欄", span, did_you_mean(word, columns))
            elif columns[word].compute and word not in row.holes:
                message = f"「{columns[word].label}」由表單計算，這一列不能再寫數字"
                report.add(message, span, "請刪掉這裡的數字，或刪掉這一欄的 compute。")


def _words(row: RowSpec, node: Node) -> Iterator[tuple[str, Node]]:
    """Every column that a row names, and where."""
    yield from ((word, node.at(word)) for word in (*row.cells, *row.holes))
    yield from ((word, node.at("start", word)) for word in row.start)


def _specs(value: object, place: Place) -> Iterator[tuple[Place, Spec]]:
    """Everything authored inside a block, with the way to it."""
    if isinstance(value, Spec):
        yield place, value
        for key in type(value).model_fields:
            yield from _specs(getattr(value, key), (*place, key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _specs(inner, (*place, index))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _specs(inner, (*place, key))


def _check_options(spec: Spec, node: Node, dimensions: Dimensions, report: Report) -> None:
    name = getattr(spec, "options", None)
    if not isinstance(name, str):
        return
    if name not in dimensions:
        close = did_you_mean(name, dimensions)
        report.add(f"沒有名為「{name}」的選項", node.at("options").span, f"{close}{SOURCES}")
        return
    codes = [option.value for option in dimensions[name]]
    if isinstance(spec, OptionsSpec) and spec.other is not None and spec.other not in codes:
        report.add(f"沒有「{spec.other}」這個選項", node.at("other").span, did_you_mean(spec.other, codes))
    if isinstance(spec, Choices) and spec.min is not None and spec.min > len(codes):
        message = f"只有 {len(codes)} 個選項，不能要求至少勾 {spec.min} 項"
        report.add(message, node.at("min").span, "請改 min，或補上選項。")
