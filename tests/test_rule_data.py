"""The rules as data: complete, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from typing import Any

import pytest

from formpress.expr import build
from formpress.expr.tree import All, Field, Number, Quantity, Truth
from formpress.model import Rule, Site
from formpress.resolve import rules
from formpress.targets import rule_data

from .editions import site
from .sample_site import CURRENT, PARAMETERS, SITE

FOLDER = "reading-corner/114/rules"


def files(site: Site = SITE) -> dict[str, bytes]:
    return {artifact.path: artifact.content for artifact in rule_data.render(site)}


def rows(*rules: Rule) -> list[dict[str, str]]:
    """rules.csv as a spreadsheet reads it, for an edition with only these rules."""
    edition = dataclasses.replace(CURRENT, rules=rules or CURRENT.rules)
    text = files(dataclasses.replace(SITE, editions=(edition,)))[f"{FOLDER}/rules.csv"]
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def test_both_files_stand_beside_the_page_of_the_rules() -> None:
    """An edition without rules has neither."""
    assert set(files()) == {
        f"reading-corner/{year}/rules/rules.{ending}" for year in ("113", "114") for ending in ("csv", "json")
    }


def test_a_spreadsheet_takes_the_table_for_utf_8() -> None:
    """By its byte order mark; lines end as RFC 4180 wants them."""
    content = files()[f"{FOLDER}/rules.csv"]
    assert content.startswith("\ufeff編號,".encode())
    assert content.count(b"\r\n") == content.count(b"\n") == 1 + len(CURRENT.rules)


def test_the_table_has_a_line_a_rule() -> None:
    first, second, third, last = rows()
    assert first["規則"] == "合計不得超過該組的補助上限。"
    assert first["數據"].startswith("補助上限：甲組（班級閱讀角） 30,000 元、乙組（全校閱讀角） 80,000 元；")
    assert first["網頁"].startswith("https://example.invalid/grants/reading-corner/114/rules/index.html#")
    assert second["例外"] == "乙組（申請組別為「乙組（全校閱讀角）」）：雜支以不超過合計之 8% 為原則。"
    assert second["不符時的訊息"] == "※規則 2（提醒）　雜支 501 元，超過合計的 5%；請調降。"
    assert (third["檢核方式"], third["表單"]) == ("收件時重新檢核", "附件一 經費申請表、附件二 說書人名冊")
    assert (last["檢核方式"], last["由誰判斷"]) == ("由人員判斷", "審查委員")


@pytest.mark.parametrize("start", [*"=+-@＝＋－＠", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    """A cell that begins like one is text behind an apostrophe, whoever wrote it."""
    words = f'{start}HYPERLINK("x")'
    (row,) = rows(dataclasses.replace(CURRENT.rules[0], statement=words, source=words, subject="甲=乙"))
    assert row["規則"] == row["原文"] == f"'{words}"
    assert row["主題"] == "甲=乙"


def test_the_data_are_complete() -> None:
    """Each rule with its figures, exceptions and examples; nothing has to be looked up."""
    found: dict[str, Any] = json.loads(files()[f"{FOLDER}/rules.json"])
    assert found["format"] == 1
    assert found["edition"]["revision"] == "2025-09-01"
    first, second, third, last = found["rules"]
    assert [rule["number"] for rule in found["rules"]] == [1, 2, 3, 4]
    cap = first["parameters"][0]
    assert (cap["id"], cap["values"][1]) == (
        "cap",
        {"options": [PARAMETERS[0].values[1][0][0]], "value": "80,000 元"},
    )
    assert second["exceptions"][0]["label"] == "乙組"
    assert second["examples"][1]["verdict"] == "broken"
    assert second["examples"][1]["given"]["items__misc__price"] == "501"
    assert second["examples"][1]["arithmetic"][-1] == "501 ÷ 10,000 = 5.01%，超過 5%"
    assert (third["checked"], third["forms"]) == (["intake"], ["budget", "roster"])
    assert (last["checked"], last["judged_by"]) == (["people"], "審查委員")


def test_a_question_and_its_answer_are_data_too() -> None:
    """Empty where nobody asks; a question that begins like a formula is text as well."""
    asked = dataclasses.replace(CURRENT.rules[0], ask="=可以超過嗎？", answer="不可以。")
    (row,) = rows(asked)
    assert (row["常見問題"], row["回答"]) == ("'=可以超過嗎？", "不可以。")
    edition = dataclasses.replace(CURRENT, rules=(asked, CURRENT.rules[1]))
    found = json.loads(files(dataclasses.replace(SITE, editions=(edition,)))[f"{FOLDER}/rules.json"])
    assert [(rule["ask"], rule["answer"]) for rule in found["rules"]] == [
        ("=可以超過嗎？", "不可以。"),
        ("", ""),
    ]


def test_a_site_without_an_address_gives_relative_ones() -> None:
    nowhere = dataclasses.replace(SITE, settings=dataclasses.replace(SITE.settings, base_address=""))
    found = json.loads(files(nowhere)[f"{FOLDER}/rules.json"])
    assert found["rules"][0]["address"] == "reading-corner/114/rules/index.html#total_within_cap"


def test_a_condition_names_the_figure_that_each_row_has_of_its_own() -> None:
    """Each goal has a target of its own: the condition does not say that of the first for all."""
    edition = next(one for one in site().editions if one.folder == "moe-digital/113")
    (rule,) = (rule for rule in edition.rules if rule.id == "shortfall_explained")

    assert rule.when == "達成值（B）小於數值"


def test_a_condition_says_the_figure_that_is_the_same_for_every_row() -> None:
    """Only what differs from row to row goes without its figure."""
    days = Quantity((("天", 1),))
    stayed, fewest = Field("f.days", days, "天數", 0, 99), Number(3, days, "", "最少天數")

    def when(target: int) -> Truth:
        goal = build.compare("<", stayed, Number(target, days, "", "目標"))
        return All((goal, build.compare(">=", stayed, fewest)))

    assert rules._condition([when(5), when(8)]) == "天數小於目標，且天數不少於最少天數 3 天"
