"""An invented office with two invented programmes, built straight from the model.

It exists for the tests of the announcement site: every kind of rule page, table, form
and discrepancy stands here once, and no figure in it is anybody's.
"""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from formpress import tw
from formpress.expr.program import Program
from formpress.model import (
    Artifact,
    Discrepancy,
    Edition,
    Event,
    EventKind,
    Example,
    Field,
    Form,
    FunctionDoc,
    KeyDoc,
    KindDoc,
    Option,
    Parameter,
    Quote,
    Reference,
    Rule,
    RuleException,
    Settings,
    Site,
)
from formpress.page import Box, Cell, Notes, Pair, Pairs, Signatures, Table
from formpress.targets import calendar, feed, fixtures, pages, rule_data, schema, security, spreadsheet

from . import sample_program

GROUPS = (Option("A", "甲組（班級閱讀角）"), Option("B", "乙組（全校閱讀角）"))

SETTINGS = Settings(
    title="教育補助計畫公告",
    office="海風市政府教育局",
    base_address="https://example.invalid/grants/",
    tint="#2f6f73",
    paper="a4",
    logo=("", b""),
    field_font="embedded",
    text_font="",
    head_font="",
    licence="政府資料開放授權條款－第1版",
    contact="海風市中正路 1 號　國小教育科（00）1234-5678",
)

ANNOUNCEMENT = """\
## 壹、計畫緣起

一、為讓學生隨手拿得到書，鼓勵學校在教室與走廊設置**閱讀角落**。

二、延續前一年度成果，擴大補助班級。

## 貳、補助對象

本市公私立國民中小學。

## 參、補助內容

### 一、補助上限

（一）甲組每校以 30,000 元為上限，乙組每校以 80,000 元為上限。

（二）雜支以經費總額之 5% 為上限。

| 項目 | 甲組 | 乙組 |
| --- | ---: | ---: |
| 補助上限（元） | 30,000 | 80,000 |
| 應設置角落（處） | 2 | 6 |

### 二、不予補助

設備汰換、校舍修繕不在補助範圍。

## 肆、申請方式

1. 填妥[附件一 經費申請表](forms/budget/index.md)。
2. 於 114 年 10 月 15 日（星期三）前函送本局。

## 伍、成果

應於計畫結束後 1 個月內繳交成果。閱讀角落應使學生樂於親近，由審查委員綜合認定。
"""


def _field(address: str, label: str, **changes: object) -> Field:
    """A line of text, unless `changes` say otherwise."""
    plain = Field(
        address=address,
        name=address.replace("[", "__").replace("]", "").replace(".", "__"),
        label=label,
        short=label,
        question=label,
        type="text",
        type_label="文字",
        format_label="",
        widget="line",
        align="left",
        unit="",
        places=0,
        minimum=None,
        maximum=None,
        longest=30,
        lines=1,
        options=(),
        required=False,
        personal=False,
        start="",
        computed=False,
        formula="",
        schema={"type": "string", "maxLength": 30},
        rules=(),
    )
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


def _money(address: str, label: str, **changes: object) -> Field:
    money = {
        "type": "money",
        "type_label": "金額",
        "format_label": "新臺幣整數，0～999,999 元",
        "widget": "number",
        "align": "right",
        "unit": "元",
        "minimum": 0,
        "maximum": 999_999,
        "schema": {"type": "integer", "minimum": 0, "maximum": 999_999},
    }
    return _field(address, label, **(money | changes))


def _item(row: str, label: str, *rules: str) -> tuple[Field, ...]:
    """The three boxes of one line of the budget."""
    return (
        _money(f"items.{row}.price", f"{label}單價"),
        _money(
            f"items.{row}.quantity",
            f"{label}數量",
            type="integer",
            type_label="整數",
            format_label="整數，0～999",
            unit="份",
            schema={"type": "integer", "minimum": 0, "maximum": 999},
        ),
        _money(
            f"items.{row}.amount",
            f"{label}總價",
            short="總價",
            format_label="由表單計算",
            computed=True,
            formula="單價 × 數量",
            rules=rules,
        ),
    )


BUDGET_FIELDS = (
    _field("school", "學校全銜", required=True, format_label="文字，最多 30 個字"),
    _field(
        "group",
        "申請組別",
        type="choice",
        type_label="單選",
        format_label="擇一：甲組（班級閱讀角）、乙組（全校閱讀角）",
        widget="radio",
        options=GROUPS,
        required=True,
        schema={"enum": ["A", "B"]},
        rules=("total_within_cap",),
    ),
    _field("phone", "聯絡電話", personal=True, format_label="文字，最多 20 個字"),
    *_item("books", "圖書"),
    *_item("shelves", "書架"),
    *_item("misc", "雜支", "misc_within_share"),
    _money(
        "total",
        "合計",
        format_label="由表單計算",
        computed=True,
        formula="各列總價之和",
        rules=("total_within_cap", "misc_within_share"),
    ),
)

ROSTER_FIELDS = tuple(
    field
    for row in (1, 2, 3)
    for field in (
        _field(f"readers.{row}.name", f"第 {row} 列姓名", personal=True, required=row == 1),
        _field(f"readers.{row}.hours", f"第 {row} 列服務時數", type_label="整數", unit="小時"),
    )
)


def _row(label: str, row: str) -> tuple[Cell, ...]:
    columns = ("price", "quantity", "amount")
    boxes = (Cell(((Box(f"items__{row}__{column}", 80, fills=True),),)) for column in columns)
    return (Cell(), *boxes)


BUDGET = Form(
    id="budget",
    annex="附件一",
    title="經費申請表",
    copies="一校一份",
    intro="請依實際需求填寫，單價含稅。",
    fingerprint="0a1b2c3d",
    identity="1|reading-corner/114/budget|r|0a1b2c3d",
    fields=BUDGET_FIELDS,
    blocks=(
        Pairs("", (Pair("學校全銜", ((Box("school", 400, fills=True),),)),), 1, 60),
        Table(
            "經費項目",
            "",
            (120, 120, 120, 120),
            ((Cell(), Cell(), Cell(), Cell()),),
            (_row("圖書", "books"), _row("書架", "shelves"), _row("雜支", "misc")),
        ),
        Notes("註", ("未申請的項目請留白。", "圖書清單請另附一份。")),
        Signatures(("承辦人", "會計主任", "校長")),
    ),
    program=sample_program.budget(BUDGET_FIELDS),
    examples=(
        Example(
            given={"school": "海風市立燈塔國民小學", "group": "A", "items__books__price": "250",
                   "items__books__quantity": "100", "items__misc__price": "1000",
                   "items__misc__quantity": "1"},
            verdict="kept",
            shows={"items__books__amount": "25,000", "items__misc__amount": "1,000", "total": "26,000"},
            title="小校申請甲組",
            address="budget.examples[0]",
        ),
    ),
)  # fmt: skip

ROSTER = Form(
    id="roster",
    annex="附件二",
    title="說書人名冊",
    copies="",
    intro="",
    fingerprint="4e5f6a7b",
    identity="1|reading-corner/114/roster|r|4e5f6a7b",
    fields=ROSTER_FIELDS,
    blocks=(
        Table(
            "說書人",
            "",
            (240, 240),
            ((Cell(), Cell()),),
            tuple(
                tuple(
                    Cell(((Box(f"readers__{row}__{column}", 236, fills=True),),))
                    for column in ("name", "hours")
                )
                for row in (1, 2, 3)
            ),
        ),
    ),
    program=Program((), (), (), None),
    examples=(),
)

PARAMETERS = (
    Parameter(
        "cap", "補助上限", "元", ("group",), ("組別",),
        (((GROUPS[0].label,), "30,000 元"), ((GROUPS[1].label,), "80,000 元")), "參一（一）", True,
    ),
    Parameter("misc_share", "雜支占總額上限", "%", (), (), (((), "5%"),), "參一（二）", False),
    Parameter(
        "corners", "應設置角落", "處", ("class_count", "group"), ("班級數", "組別"),
        (
            (("12 班以下", GROUPS[0].label), "2 處"), (("12 班以下", GROUPS[1].label), "4 處"),
            (("13 班以上", GROUPS[0].label), "3 處"), (("13 班以上", GROUPS[1].label), "6 處"),
        ), "參", True,
    ),
)  # fmt: skip


def _rule(name: str, number: int, **changes: object) -> Rule:
    plain = Rule(
        id=name,
        number=number,
        kind="at_most",
        kind_label="不得超過",
        subject="經費",
        severity="error",
        statement="",
        brief="",
        when="",
        cite="",
        source="",
        judged_by="",
        forms=("budget",),
        reads=(),
        parameters=(),
        exceptions=(),
        examples=(),
    )
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


def _case(rule: str, number: int, verdict: str, title: str = "", **given: str) -> Example:
    return Example(given, verdict, {}, title, f"{rule}[{number}]")


NO_SHELVES = {"items__shelves__price": "0"}
NOTHING_ELSE = {**NO_SHELVES, "items__misc__price": "0"}


def _misc(books: str, misc: str, **more: str) -> dict[str, str]:
    """Books and misc, one of each, and no shelves."""
    one = {"items__books__quantity": "1", "items__misc__quantity": "1", **NO_SHELVES}
    return {"items__books__price": books, "items__misc__price": misc, **one, **more}


RULES = (
    _rule(
        "total_within_cap", 1,
        statement="合計不得超過該組的補助上限。",
        brief="合計不超過補助上限",
        cite="參一（一）",
        source="甲組每校以 30,000 元為上限，乙組每校以 80,000 元為上限。",
        reads=("budget.total", "budget.group"),
        parameters=("cap", "corners"),
        examples=(
            _case("total_within_cap", 0, "kept", "剛好等於上限", group="A", items__books__price="300",
                  items__books__quantity="100", **NOTHING_ELSE),
            _case("total_within_cap", 1, "broken", "多 1 元", group="A", items__books__price="30001",
                  items__books__quantity="1"),
            _case("total_within_cap", 2, "undecided", "還沒選組別", items__books__price="30001",
                  items__books__quantity="1", **NOTHING_ELSE),
        ),
    ),
    _rule(
        "misc_within_share", 2,
        kind_label="占比",
        severity="warning",
        statement="雜支以不超過合計之 5% 為原則。",
        brief="雜支不超過 5%",
        when="有編列雜支",
        cite="參一（二）",
        reads=("budget.items.misc.amount", "budget.total"),
        parameters=("misc_share",),
        exceptions=(
            RuleException(
                "乙組", "申請組別為「乙組（全校閱讀角）」", "雜支以不超過合計之 8% 為原則。", "參一"
            ),
        ),
        examples=(
            _case("misc_within_share", 0, "kept", **_misc("9500", "500", group="A")),
            _case("misc_within_share", 1, "broken", **_misc("9499", "501", group="A")),
            _case("misc_within_share", 2, "kept", "沒有編列", items__misc__price="0"),
            _case("misc_within_share", 3, "kept", "乙組可到 8%", **_misc("9200", "800", group="B")),
        ),
    ),
    _rule(
        "readers_for_books", 3,
        kind="required_when", kind_label="應填", subject="資格",
        statement="編列圖書的學校，名冊至少要有一位說書人。", brief="名冊至少一人", cite="貳",
        reads=("budget.items.books.quantity", "roster.readers.1.name"), forms=("budget", "roster"),
        examples=(
            _case("readers_for_books", 0, "kept",
                  **{"budget/items__books__quantity": "5", "roster/readers__1__name": "陳說書"}),
            _case("readers_for_books", 1, "broken", **{"budget/items__books__quantity": "5"}),
        ),
    ),
    _rule(
        "corner_is_inviting", 4,
        kind="narrative", kind_label="敘述", subject="成果", severity="note",
        statement="閱讀角落應使學生樂於親近。", brief="", cite="伍",
        judged_by="審查委員", forms=(),
    ),
)  # fmt: skip


def _event(name: str, label: str, kind: EventKind, day: datetime.date, **more: Any) -> Event:
    return Event(name, label, kind, day, day, tw.format_roc(day), **more)


EVENTS = (
    _event(
        "apply_by", "申請截止", "deadline", datetime.date(2025, 10, 15), cite="肆",
        who="申請學校", how="函送本局國小教育科", missed="不予受理", postmark=True,
    ),
    _event("result_on", "審查結果公告", "announcement", datetime.date(2025, 11, 5)),
    Event("starts", "計畫公告", "announcement", None, None, "計畫公告日"),
)  # fmt: skip

CURRENT = Edition(
    programme="reading-corner",
    id="114",
    title="校園閱讀角落補助計畫",
    issuer="海風市政府教育局",
    year="114學年度",
    period="114年9月1日至115年6月30日",
    revision=datetime.date(2025, 9, 1),
    events=EVENTS,
    parameters=PARAMETERS,
    rules=RULES,
    forms=(BUDGET, ROSTER),
    program=sample_program.across(budget=BUDGET_FIELDS, roster=ROSTER_FIELDS),
    discrepancies=(
        Discrepancy(
            "apply_by",
            (
                Quote("肆", "於 114 年 10 月 15 日前", "114年10月15日（星期三）"),
                Quote("伍", "114.10.10(四)前報名", "114年10月10日（星期五）", "114年10月10日是星期五"),
            ),
            "肆",
            "「申請方式」是專章，以此為準。",
        ),
    ),
    announcement=ANNOUNCEMENT,
)

PAST = dataclasses.replace(
    CURRENT,
    id="113",
    year="113學年度",
    period="113年9月1日至114年6月30日",
    revision=None,
    events=(_event("apply_by", "申請截止", "deadline", datetime.date(2024, 10, 16), cite="肆"),),
    discrepancies=(),
)

EVENING = dataclasses.replace(
    PAST,
    programme="evening-study",
    id="114-2",
    title="社區夜間共學補助計畫",
    year="114學年度第2學期",
    period="115年2月1日至115年6月30日",
    events=(_event("apply_by", "申請截止", "deadline", datetime.date(2026, 1, 9), how="線上填報"),),
    rules=(),
    forms=(ROSTER,),
    program=sample_program.EDITION,
    parameters=(),
    announcement="## 壹、目的\n\n晚上也有一盞燈。\n",
)

_KEY = KeyDoc("value", "算式", True, "要檢查的數")
_SHARED = KeyDoc("cite", "出處", True, "出處，例如 參一")


def _kind(name: str, title: str) -> KindDoc:
    return KindDoc(name, title, f"{title}：說明。", (_KEY,), (_SHARED,), f"kind: {name}")


REFERENCE = Reference(
    rules=(_kind("at_most", "不得超過"),),
    fields=(_kind("text", "文字"),),
    blocks=(_kind("table", "表格"),),
    functions=(FunctionDoc("sum", "數", "sum(a, b)", "相加", "sum(items.amount)"),),
    files=(_kind("edition", "edition.yaml"),),
)

SITE = Site(SETTINGS, (PAST, CURRENT, EVENING), REFERENCE)

DATA = tuple(
    artifact
    for target in (rule_data, spreadsheet, fixtures, calendar, feed, security)
    for artifact in target.render(SITE)
)
"""What stands beside the pages of the sample and needs no typesetter."""

SIZES = {
    f"{edition.folder}/forms/{form.id}.{ending}": size
    for edition in SITE.editions
    for form in edition.forms
    for ending, size in (("pdf", 66_312), ("schema.json", 3_204))
} | {artifact.path: len(artifact.content) for artifact in DATA}
"""What the downloads of the sample weigh, in bytes."""


def artifacts() -> list[Artifact]:
    """Everything that the sample renders to; a few bytes stand for each PDF."""
    forms = [Artifact(path, b"%PDF-1.7\n%nobody reads this\n") for path in SIZES if path.endswith(".pdf")]
    return [*pages.render(SITE, SIZES), *schema.render(SITE), *DATA, *forms]
