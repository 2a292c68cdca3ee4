"""What the invented forms of `sample_site` compute and check, built straight from the tree."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from formpress.expr import build
from formpress.expr.program import Case, Check, Input, Output, Panel, Program
from formpress.expr.tree import (
    Any,
    BlankText,
    Computed,
    Field,
    Figure,
    Is,
    Join,
    Not,
    Numeric,
    Plain,
    Quantity,
    Text,
    Truth,
)
from formpress.model import Field as FormField

YUAN = Quantity((("元", 1),))
EDITION = Program((), (), (), None)
"""Of an edition whose rules each read one form."""


def _number(address: str, label: str, kind: Quantity = YUAN) -> Field:
    return Field(f"budget.{address}", kind, label, 0, 999_999)


def _amount(row: str, label: str) -> Computed:
    product = build.multiply(
        _number(f"items.{row}.price", "單價"), _number(f"items.{row}.quantity", "數量", Quantity())
    )
    return Computed(f"budget.items.{row}.amount", product, YUAN, f"{label}總價")


ROWS = {"books": "圖書", "shelves": "書架", "misc": "雜支"}
AMOUNTS = {row: _amount(row, label) for row, label in ROWS.items()}
TOTAL = Computed("budget.total", build.add(tuple(AMOUNTS.values()), skip_blank=True), YUAN, "合計")
CAP = build.choose(
    "budget.group", (("A", build.number("30000", "元")), ("B", build.number("80000", "元"))), "補助上限",
    (("A", "甲組"), ("B", "乙組")),
)  # fmt: skip
GROUP_B = Is("budget.group", "申請組別", (("B", "乙組（全校閱讀角）"),))
HAS_MISC = build.compare(">", AMOUNTS["misc"], build.number("0"))
BOOKS = _number("items.books.quantity", "圖書數量", Quantity())


def _misc_within(limit: str) -> Truth:
    return build.compare("<=", AMOUNTS["misc"], build.multiply(build.number(limit), TOTAL))


def _says(*parts: str | Numeric) -> Text:
    return Join(tuple(Plain(part) if isinstance(part, str) else Figure(part) for part in parts))


CHECKS = (
    Check("total_within_cap", 1, "error", (
        Case("", build.compare("<=", TOTAL, CAP),
             _says("合計 ", TOTAL, " 元，超過補助上限 ", CAP, " 元；請調降。")),
    )),
    Check("misc_within_share", 2, "warning", (
        Case("", Any((Not(HAS_MISC), Any((GROUP_B, _misc_within("5%"))))),
             _says("雜支 ", AMOUNTS["misc"], " 元，超過合計的 5%；請調降。")),
        Case("", Any((Not(HAS_MISC), Any((Not(GROUP_B), _misc_within("8%"))))),
             _says("雜支 ", AMOUNTS["misc"], " 元，超過合計的 8%；請調降。")),
    )),
)  # fmt: skip

ACROSS = Check("readers_for_books", 3, "error", (
    Case("", Any((Not(build.compare(">", BOOKS, build.number("0"))),
                  Not(BlankText("roster.readers.1.name", "姓名")))),
         _says("編列了圖書，名冊卻沒有說書人；請填名冊。")),
))  # fmt: skip


def inputs(form: str, fields: Iterable[FormField]) -> tuple[Input, ...]:
    """The boxes that people fill, as a program reads them."""
    return tuple(
        Input(
            address=f"{form}.{field.address}",
            name=field.name,
            label=field.label,
            kind="choice" if field.options else "number" if field.widget == "number" else "text",
            minimum=field.minimum,
            maximum=field.maximum,
            longest=field.longest,
            options=tuple((option.value, option.label) for option in field.options),
            required=field.required,
            start=field.start,
        )
        for field in fields
        if not field.computed
    )


def budget(fields: Iterable[FormField]) -> Program:
    outputs = [Output(f"items__{row}__amount", amount) for row, amount in AMOUNTS.items()]
    panel = Panel("checks__summary", "checks__messages", 4, 40)
    return Program(inputs("budget", fields), (*outputs, Output("total", TOTAL)), CHECKS, panel)


def across(**forms: Iterable[FormField]) -> Program:
    """The rule that reads both forms; its boxes are named form/name."""
    boxes = tuple(
        dataclasses.replace(one, name=f"{form}/{one.name}", required=False)
        for form, fields in forms.items()
        for one in inputs(form, fields)
    )
    return Program(boxes, (), (ACROSS,), None)
