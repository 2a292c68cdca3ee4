"""A figure of the edition that the announcement types by hand is told; anything else is let be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from formpress.pipeline import read
from formpress.problems import Problem, Report
from formpress.resolve.typed_figures import typed_figures

CONTEXT = {
    "cap": {"A": "8,000 元", "B": "20,000 元"},
    "food_share": "20%",
    "print_share": "30%",
    "misc_share": "30%",
    "sessions": "6 次",
    "leaders": "1 位",
    "schedule": {"apply_by": "112年9月15日（星期五）", "trained_by": "113 年前"},
    "edition": {"title": "6 次"},
    "period": "112年9月1日",
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("上限 ８０００元", [("８０００元", "cap.A")]),
        ("膳費至多 20 %…", [("20 %", "food_share")]),
        ("至少6次", [("6次", "sessions")]),
        ("112.09.15 截止", [("112.09.15", "schedule.apply_by")]),
        ("112 年 9 月 15 日前", [("112 年 9 月 15 日", "schedule.apply_by")]),
        ("請於 9 月 15 日前", [("9 月 15 日", "schedule.apply_by")]),
    ],
)
def test_what_one_name_prints_is_found(text: str, found: list[tuple[str, str]]) -> None:
    """However the figure is typed, where it stands and which name prints it."""
    assert [(one.text, one.name) for one in typed_figures(text, CONTEXT)] == found
    assert all(text[one.start :].startswith(one.text) for one in typed_figures(text, CONTEXT))


@pytest.mark.parametrize(
    "text",
    [
        "{{ food_share }}",
        "上限 30%",
        "推舉 1 位召集人",
        "「6 次」是社群的名稱",
        "[說明](https://example.org/20%)",
        "第 6 次徵件、第 6 條",
        "16 次、0.6 次、18,000 元、6 位、5~6 次",
        "111.09.15、9 月 5 日、113 年前、112 年 9 月 1 日",
    ],
)
def test_what_is_not_surely_a_figure_is_let_be(text: str) -> None:
    """Marks, names, addresses, ordinals, two names with one figure, and one of something."""
    assert list(typed_figures(text, CONTEXT)) == []


def test_a_typed_figure_is_a_reminder_with_its_line(minimal: Callable[..., Path]) -> None:
    """The author sees where it stands and what to write instead."""
    page = "content/reading-corner/113/index.md"
    report = Report()
    read(minimal(page, "{{ shelf_share }}", "40%"), report)
    told = [item for item in report.items if isinstance(item, Problem) and item.level == "warning"]
    assert [item.message for item in told] == ["公告第 9 行的「40%」和 shelf_share 一樣，卻是自己打的"]
    assert told[0].hint.startswith("請寫 {{ shelf_share }}，")
    assert told[0].span is not None
    assert (told[0].span.path, told[0].span.line, told[0].span.width) == (page, 9, 3)
