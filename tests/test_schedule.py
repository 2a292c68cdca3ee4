"""The schedule: days, months, periods, events and what follows from them; and what contradicts itself."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from formpress.model import Event
from formpress.parse.parameters import ParameterSpec
from formpress.pipeline import check, read
from formpress.problems import Problems, Report
from formpress.resolve.quotes import figures_of

from .editions import COMPLETE, site

EDITION = "forms/reading-corner/113/edition.yaml"
RULES = "forms/reading-corner/113/rules.yaml"
ENTRY = "apply_by: {date: 113-09-20, label: 申請截止, cite: 參}"
Minimal = Callable[..., Path]


def event(name: str) -> Event:
    """An entry of the complete edition."""
    (edition,) = site(COMPLETE).editions
    return next(event for event in edition.events if event.id == name)


def schedule(minimal: Minimal, *entries: str) -> tuple[Event, ...]:
    """The minimal edition with these entries."""
    root = minimal(EDITION, ENTRY, "\n  ".join(entries))
    return read(root, Report())[0].editions[0].events


def warnings(root: Path) -> list[str]:
    return [warning.message for warning in check(root)]


# ----- what a day is -----


@pytest.mark.parametrize(
    ("name", "printed", "last"),
    [
        ("announced", "計畫公告日", None),
        ("apply_by", "114年9月15日（星期一）", "2025-09-15"),
        ("correct_by", "審查結果公告後 5 個工作天內，即114年10月16日（星期四）前", "2025-10-16"),
        ("meeting", "114年12月", "2025-12-31"),
        ("lessons", "114年10月20日（星期一）至115年6月30日（星期二）", "2026-06-30"),
        ("visits", "上課開始日至115年7月10日（星期五）", "2026-07-10"),
        ("report_by", "上課後 2 個月內，且不得晚於115年8月15日（星期六）", "2026-08-15"),
        ("closing", "計畫公告後 400 日內", None),
    ],
)
def test_an_entry_is_said_as_people_say_it(name: str, printed: str, last: str | None) -> None:
    """Weekdays are computed; a month ends with its last day; what hangs on an unknown day has none.

    The five working days after Wednesday, October 8, go around the National Day on Friday.
    """
    found = event(name)
    assert found.printed == printed
    assert found.last == (datetime.date.fromisoformat(last) if last else None)


def test_what_happens_when_a_day_is_missed_may_name_a_figure() -> None:
    """The figure stands in it, and `facts` tells that it stands there."""
    (edition,) = site(COMPLETE).editions

    assert event("apply_by").missed == "不予受理，5 天內補件的除外"
    assert ("few_days", "時程") in {(use.figure, use.where) for use in edition.uses}


def test_the_shape_of_an_entry_says_its_kind() -> None:
    """Unless the office says so: an event is an announcement, two days are a period, others deadlines."""
    kinds = {name: event(name).kind for name in ("announced", "apply_by", "lessons", "correct_by")}
    assert list(kinds.values()) == ["announcement", "deadline", "period", "deadline"]
    assert (event("meeting").kind, event("visits").kind) == ("meeting", "task")


def test_entries_stand_in_the_order_of_the_office(minimal: Minimal) -> None:
    """An entry without a day keeps its place."""
    found = schedule(minimal, "asked: {event: 通知日, label: 通知, cite: 參}", ENTRY)
    assert [entry.id for entry in found] == ["asked", "apply_by"]


def test_months_end_with_a_shorter_month(minimal: Minimal) -> None:
    """One month after January 31 is the last day of February."""
    base = "paid: {date: 113-01-31, label: 撥款, cite: 參}"
    found = schedule(minimal, base, "settled: {after: paid, months: 1, label: 結報, cite: 參}", ENTRY)
    assert found[1].last == datetime.date(2024, 2, 29)


def test_a_programme_may_begin_on_a_day_that_nobody_knows_yet(minimal: Minimal) -> None:
    """The period is said with the event, and prose may still name it."""
    root = minimal(EDITION, "{from: 113-08-01,", "{from_event: 計畫公告日,")
    assert read(root, Report())[0].editions[0].period == "計畫公告日至114年7月31日"


# ----- what contradicts itself is said, and never stops a build -----


def test_a_result_before_the_deadline_is_a_warning(minimal: Minimal) -> None:
    """Entries stand in the order of their days."""
    root = minimal(EDITION, ENTRY, f"{ENTRY}\n  result_on: {{date: 113-09-19, label: 結果, cite: 參}}")
    assert warnings(root) == [
        "「結果」（113年9月19日（星期四））排在「申請截止」（113年9月20日（星期五））後面，日期卻比較早"
    ]


def test_a_month_that_holds_the_day_before_is_in_order(minimal: Minimal) -> None:
    """September begins before September 20, and does not end before it."""
    assert (
        warnings(minimal(EDITION, ENTRY, f"{ENTRY}\n  paid: {{month: 113-09, label: 撥款, cite: 參}}")) == []
    )


def test_a_last_day_before_the_base_is_a_warning(minimal: Minimal) -> None:
    """Nobody can settle before what is to be settled."""
    entry = "settled: {after: apply_by, days: 30, no_later_than: 113-09-01, label: 結報, cite: 參}"
    found = warnings(minimal(EDITION, ENTRY, f"{ENTRY}\n  {entry}"))
    assert "「結報」最晚的一天，比「申請截止」還早" in found


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("112學年度閱讀角落補助計畫", ["標題寫「112學年度」，這裡卻是 113"]),
        ("113學年度閱讀角落補助計畫", []),
        ("114年閱讀角落3年以上補助計畫", []),
    ],
)
def test_a_title_of_another_year_is_a_warning(minimal: Minimal, title: str, told: list[str]) -> None:
    """A school year runs into the next; a number of years is no year."""
    assert warnings(minimal(EDITION, "title: 閱讀角落補助計畫", f"title: {title}")) == told


def test_words_quoted_from_last_year_are_a_warning(minimal: Minimal) -> None:
    """The folder was copied, and the quotation stayed."""
    root = minimal(RULES, "value: 2, cite", "value: 2, source: 112 學年度志工至少 2 人, cite")
    assert warnings(root) == ["原文字句寫「112 學年度」，這裡卻是 113"]


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("renew: yearly", ["「志工人數下限」每年要檢查，現在和 113 的一樣"]),
        ("renew: yearly, unchanged: true", []),
        ("unchanged: true", []),
    ],
)
def test_a_yearly_figure_that_is_as_last_year_is_a_warning(
    minimal: Minimal, key: str, told: list[str]
) -> None:
    """Until somebody has looked and says that it did not change."""
    root = minimal(RULES, "value: 2, cite", f"value: 2, {key}, cite")
    for folder in ("forms", "content"):
        last, this = root / folder / "reading-corner" / "113", root / folder / "reading-corner" / "114"
        shutil.copytree(last, this)
        for path in (path for path in this.rglob("*") if path.is_file()):
            text = path.read_text(encoding="utf-8").replace("113學年度", "114學年度")
            path.write_text(text, encoding="utf-8")
    assert warnings(root) == told


# ----- what a quotation says -----


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("志工至少 2 人", []),
        ("志工至少３人", ["原文寫 3 人，參數卻是 2 人"]),
        ("志工 3 人以上，至少 2 人到場", ["原文寫 3 人，參數卻是 2 人"]),
        ("113.09.2 人、2~3 人", ["原文寫 3 人，參數卻是 2 人"]),
        ("志工 2 人，113 年起 113.09.03 人", []),
        ("志工 3 名", []),
    ],
)
def test_a_quoted_figure_that_differs_is_a_warning(minimal: Minimal, source: str, told: list[str]) -> None:
    """Only figures with the unit of the parameter count, and each has to be its own; a date is none."""
    assert warnings(minimal(RULES, "value: 2, cite", f"value: 2, source: {source}, cite")) == told


def test_a_figure_that_grows_may_be_quoted_by_any_of_its_steps() -> None:
    """What it begins with, what is added, where it changes, and its ceiling."""
    spec = ParameterSpec.model_validate(
        {
            "label": "運作費", "unit": "元", "cite": "貳", "by": "schools", "at_most": "10,000",
            "graduated": [{"up_to": 20, "value": "6,000"}, {"up_to": 40, "plus": "250"}, {"rate": "5"}],
        }
    )  # fmt: skip
    assert set(figures_of(spec)) == {"6000", "250", "20", "40", "10000"}


@pytest.mark.parametrize(("source", "right"), [("以 5 千元為限", True), ("至多 1 萬元", False)])
def test_a_rule_is_quoted_with_the_figures_of_its_parameters(
    minimal: Minimal, source: str, right: bool
) -> None:
    """千 and 萬 are read; a table of figures is met by any of them."""
    root = minimal(RULES, "limit: cap(grant.size)\n", f"limit: cap(grant.size)\n    source: {source}\n")
    assert (warnings(root) == []) is right


def test_a_quotation_is_told_when_one_of_its_figures_changes(minimal: Minimal) -> None:
    """That the other figure is still right does not hide it."""
    root = minimal(
        RULES, "limit: cap(grant.size)\n", "limit: cap(grant.size)\n    source: 5,000 元、9,000 元\n"
    )
    assert warnings(root) == []
    path = root / RULES
    path.write_text(path.read_text(encoding="utf-8").replace("large: 9000", "large: 9500"), encoding="utf-8")
    assert "原文寫 9,000 元，參數卻是 5,000 元、9,500 元" in warnings(root)


def test_a_figure_may_be_quoted_beside_another_of_the_same_place(minimal: Minimal) -> None:
    """2 至 4 人 stands in one place and is two parameters."""
    most = "most_helpers: {label: 志工人數上限, unit: 人, value: 4, cite: 貳二}"
    quoted = f"value: 2, source: 志工 2 至 4 人, cite: 貳二}}\n  {most}"
    assert warnings(minimal(RULES, "value: 2, cite: 貳二}", quoted)) == []


def declared(root: Path, about: str, places: str, follows: str) -> Path:
    path = root / EDITION
    more = f"discrepancies: [{{about: {about}, places: [{places}], {follows}reading: 以此為準。}}]\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    return root


def test_what_is_declared_is_not_told_again(minimal: Minimal) -> None:
    """A quotation may contradict the schedule where the place that is followed says its day."""
    root = minimal(EDITION, "cite: 參}", "cite: 參, source: 113.09.18 前送件}")
    places = "{cite: 參, source: 113.09.18}, {cite: 貳, source: 延長, date: 113-09-20}"
    assert warnings(declared(root, "apply_by", places, "follows: 貳, ")) == []


def test_a_discrepancy_that_follows_no_place_does_not_hide_a_day(minimal: Minimal) -> None:
    """A misprint in the only place is a reminder: nobody knows whether the day was moved since."""
    root = minimal(EDITION, "cite: 參}", "cite: 參, source: 113.09.18 前送件}")
    assert warnings(declared(root, "apply_by", "{cite: 參, source: 113.09.18}", "")) == [
        "原文寫113年9月18日（星期三），「申請截止」卻不是，也沒有寫依哪一處"
    ]


def test_a_place_that_is_not_followed_may_be_quoted(minimal: Minimal) -> None:
    """A parameter quotes the figure of the place that is not followed."""
    root = minimal(RULES, "value: 2, cite", "value: 2, source: 志工 3 人, cite")
    places = "{cite: 參, source: 志工 3 人}, {cite: 貳二, source: 2 人, value: 2}"
    assert warnings(declared(root, "helpers", places, "follows: 貳二, ")) == []


def test_a_rule_quotes_the_day_of_the_schedule(minimal: Minimal) -> None:
    """Whoever moves a deadline is shown the rule that still quotes the old day."""
    test = "'schedule.apply_by > period.from'"
    rule = f"  late: {{kind: formula, says: 早。, test: {test}, cite: 貳, source: 113.09.20}}\n"
    root = minimal()
    path = root / RULES
    path.write_text(path.read_text(encoding="utf-8") + rule, encoding="utf-8")
    assert not [told for told in warnings(root) if told.startswith("原文")]
    path = root / EDITION
    path.write_text(path.read_text(encoding="utf-8").replace("113-09-20", "113-09-27"), encoding="utf-8")
    assert "原文寫113年9月20日（星期五），規則用的時程卻是「申請截止」113年9月27日（星期五）" in warnings(
        root
    )


def test_a_day_that_nobody_knows_yet_cannot_be_computed_with(minimal: Minimal) -> None:
    """It may stand in prose; an expression that names it is told why it cannot."""
    root = minimal(EDITION, "date: 113-09-20", "event: 計畫公告日")
    path = root / RULES
    rule = "  late: {kind: formula, says: 晚。, test: 'schedule.apply_by > period.from', cite: 貳}\n"
    path.write_text(path.read_text(encoding="utf-8") + rule, encoding="utf-8")
    with pytest.raises(Problems) as problems:
        check(root)
    assert [item.message for item in problems.value.items] == [
        "「schedule.apply_by」是到時才知道的日子，這裡要數字"
    ]
