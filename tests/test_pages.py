"""The announcement site as Markdown, before any builder has seen it."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formpress.expr.program import Input, Program
from formpress.model import Edition, Site
from formpress.page import Notes
from formpress.targets import pages, schema
from formpress.targets.pages import (
    addresses,
    announcement,
    changes,
    citations,
    examples,
    glance,
    home,
    palette,
    wording,
)
from formpress.targets.pages import schedule as schedule_page
from formpress.targets.pages.dictionary import look_up, sections
from formpress.targets.pages.rule_view import grid
from formpress.targets.pages.staging import heading
from formpress.targets.pages.wording import unbroken
from formpress.tw import Cite

from .editions import COMPLETE, site
from .sample_site import (
    BUDGET,
    BUDGET_FIELDS,
    CURRENT,
    EVENING,
    PARAMETERS,
    PAST,
    ROSTER,
    ROSTER_FIELDS,
    SETTINGS,
    SITE,
    SIZES,
)


def rendered(site: Site = SITE, sizes: dict[str, int] = SIZES) -> dict[str, str]:
    """Every text artifact by path."""
    return {artifact.path: artifact.content.decode() for artifact in pages.render(site, sizes)}


def with_edition(**changes: Any) -> Site:
    return dataclasses.replace(SITE, editions=(dataclasses.replace(CURRENT, **changes),))


def schemas(site: Site = SITE) -> dict[str, dict[str, Any]]:
    return {artifact.path: json.loads(artifact.content) for artifact in schema.render(site)}


# ----- addresses -----


def test_pages_stand_at_their_permanent_addresses() -> None:
    """Home, programme, year, rules, the review document and each form."""
    found = {path for path in rendered() if path.endswith(".md")}
    assert found == {
        "index.md",
        "guide/index.md",
        "reference/index.md",
        "reference/files/index.md",
        "reference/expressions/index.md",
        "reference/fields/index.md",
        "reference/blocks/index.md",
        "reference/rules/at_most/index.md",
        "reading-corner/index.md",
        "reading-corner/113/index.md",
        "reading-corner/113/glance/index.md",
        "reading-corner/113/schedule/index.md",
        "reading-corner/113/rules/index.md",
        "reading-corner/113/review/index.md",
        "reading-corner/113/forms/budget/index.md",
        "reading-corner/113/forms/roster/index.md",
        "reading-corner/114/index.md",
        "reading-corner/114/glance/index.md",
        "reading-corner/114/schedule/index.md",
        "reading-corner/114/rules/index.md",
        "reading-corner/114/changes/index.md",
        "reading-corner/114/review/index.md",
        "reading-corner/114/forms/budget/index.md",
        "reading-corner/114/forms/roster/index.md",
        "evening-study/index.md",
        "evening-study/114-2/index.md",
        "evening-study/114-2/glance/index.md",
        "evening-study/114-2/schedule/index.md",
        "evening-study/114-2/rules/index.md",
        "evening-study/114-2/review/index.md",
        "evening-study/114-2/forms/roster/index.md",
    }


def test_a_rule_has_a_section_under_its_own_id() -> None:
    """Other people link to rules/#total_within_cap."""
    text = rendered()["reading-corner/114/rules/index.md"]
    for rule in CURRENT.rules:
        assert f"{{ #{rule.id} data-severity=" in text


def test_links_are_relative_so_that_the_site_works_from_a_disk() -> None:
    """From one page to another, to a place on it, and to a place on the same page."""
    page = "reading-corner/114/rules/index.html"
    assert addresses.relative("reading-corner/114/index.html", page) == "../index.html"
    assert addresses.relative("index.html#latest", page) == "../../../index.html#latest"
    assert addresses.relative(f"{page}#misc", page) == "#misc"


def test_the_same_site_renders_to_the_same_bytes() -> None:
    """Nothing asks a clock, a random number or the order of a set."""
    assert list(pages.render(SITE, SIZES)) == list(pages.render(SITE, SIZES))
    assert list(schema.render(SITE)) == list(schema.render(SITE))


# ----- home -----


def test_the_latest_deadline_stands_first() -> None:
    """Whatever is open today therefore stands before whatever is closed."""
    ordered = [edition.id for edition, _ in home.by_deadline([CURRENT, PAST, EVENING])]
    assert ordered == ["114-2", "114", "113"]


def test_an_edition_without_a_deadline_comes_last() -> None:
    undated = dataclasses.replace(CURRENT, events=())
    assert [one for one, _ in home.by_deadline([undated, PAST])] == [PAST, undated]


def test_a_year_is_headed_by_its_plainest_name() -> None:
    """114學年度 gathers 114學年度第2學期."""
    assert [(year, len(same)) for year, same in home.by_year(SITE.editions)] == [
        ("114學年度", 2),
        ("113學年度", 1),
    ]


def test_the_year_is_not_written_twice_in_a_title() -> None:
    assert wording.full_title(CURRENT) == "114學年度校園閱讀角落補助計畫"
    named = dataclasses.replace(CURRENT, title="114學年度閱讀計畫")
    assert wording.full_title(named) == "114學年度閱讀計畫"


# ----- at a glance, schedule -----


def test_a_glance_says_who_how_much_until_when_and_with_which_forms() -> None:
    """Who may apply is told in the words of the announcement; the rest comes from the model."""
    text = rendered()["reading-corner/114/glance/index.md"]
    assert "本市公私立國民中小學。" in text
    assert '<a href="../index.html#c2">公告「貳、補助對象」</a>' in text
    assert 'data-deadline="2025-10-15"' in text
    assert "30,000 元" in text
    assert '<a href="../forms/budget/index.html">經費申請表</a>' in text
    assert unbroken(SETTINGS.contact) in text


def test_who_may_apply_is_said_in_the_words_of_the_office() -> None:
    """The section of the announcement is still named; a figure may stand in the sentence."""
    edition = dataclasses.replace(
        CURRENT, applicants="本市的國小。", announcement="## 貳、補助對象\n\n學校。\n"
    )
    text = glance.render(SITE.settings, edition, None, {}).content.decode()
    assert "<p>本市的國小。</p>" in text
    assert "另見<a" in text
    assert "<p>出處" not in text
    (complete,) = site(COMPLETE).editions
    assert complete.applicants == "本市的國小和國中，每校一件；補件以 5 天為限。"


def test_a_long_section_on_who_may_apply_is_linked_to() -> None:
    """Nobody reads half a page at a glance; a table or a link would not survive the move either."""
    for more in ("很長的說明。" * 60, "[名單](list.md)", "| 甲 |\n| --- |\n| 乙 |"):
        edition = dataclasses.replace(CURRENT, announcement=f"## 貳、補助對象\n\n{more}\n")
        found = glance.who(edition)
        assert found is not None
        assert (found.title, found.anchor, found.text) == ("貳、補助對象", "c2", "")
    for without in ("## 壹、目的\n\n好。\n", "只有一段。\n", ""):
        assert glance.who(dataclasses.replace(CURRENT, announcement=without)) is None


def test_groups_are_compared_side_by_side() -> None:
    """Two parameters that vary by the same options make one table; a lone one makes its own."""
    cap = PARAMETERS[0]
    least = dataclasses.replace(cap, id="least", label="最低人數", unit="人")
    (one,) = glance.comparisons(dataclasses.replace(CURRENT, parameters=(cap, least)))
    assert one.options == ("甲組（班級閱讀角）", "乙組（全校閱讀角）")
    assert [(parameter.id, values[0]) for parameter, values in one.rows] == [
        ("cap", "30,000 元"),
        ("least", "30,000 元"),
    ]
    assert glance.comparisons(CURRENT) == []


def test_the_schedule_stands_in_the_order_of_days() -> None:
    """Whatever the order in the file; what has no day stands apart, below."""
    edition = dataclasses.replace(CURRENT, events=CURRENT.events[::-1])
    assert [event.id for event in schedule_page.by_day(edition)] == ["apply_by", "result_on"]
    text = schedule_page.render(edition, {}).content.decode()
    places = [
        text.index(words) for words in ("依日期", "申請截止 <", "審查結果公告 <", "日期另定", "計畫公告日")
    ]
    assert places == sorted(places)
    assert "申請學校" in text
    assert "不予受理" in text


def test_an_edition_without_a_schedule_has_no_page_for_it() -> None:
    pages_of = rendered(with_edition(events=()))
    assert "reading-corner/114/schedule/index.md" not in pages_of
    assert not [path for path, text in pages_of.items() if "schedule/index" in text]


# ----- changes -----


def changed(new: Edition, old: Edition = CURRENT) -> list[tuple[str, str, changes.Told, changes.Told]]:
    """Everything that differs: the section, the kind, and both texts."""
    return [
        (section.id, one.kind, one.new, one.old)
        for section in changes.sections(new, old)
        for one in section.changes
    ]


def test_the_same_year_has_no_changes() -> None:
    assert changed(CURRENT) == []


def test_what_a_figure_was_stands_beside_what_it_is() -> None:
    """By id: a new name is a change like any other, and a new place in the document is none."""
    cap, share, corners = PARAMETERS
    share = dataclasses.replace(share, label="雜支上限", values=(((), "6%"),), cite="玖")
    told = ("parameters", "修正", (("名稱", "雜支上限"), ("數值", "6%")))
    was = (("名稱", "雜支占總額上限"), ("數值", "5%"))
    assert changed(dataclasses.replace(CURRENT, parameters=(corners, share, cap))) == [(*told, was)]


def test_what_is_new_and_what_is_gone_are_told_whole() -> None:
    """A rule that was dropped, an entry of the schedule that nobody had last year."""
    later = dataclasses.replace(CURRENT.events[1], id="talk_on", label="說明會", kind="meeting")
    edition = dataclasses.replace(CURRENT, events=(*CURRENT.events, later), rules=CURRENT.rules[:3])
    assert changed(edition) == [
        ("schedule", "新增", (("日期", later.printed), ("性質", "會議")), ()),
        (
            "rules",
            "刪除",
            (),
            (("規則", "閱讀角落應使學生樂於親近。"), ("性質", "參考"), ("由誰判斷", "審查委員")),
        ),
    ]


def test_a_field_that_must_now_be_filled_in_is_a_change() -> None:
    fields = tuple(
        dataclasses.replace(field, required=True) if field.name == "phone" else field
        for field in BUDGET_FIELDS
    )
    form = dataclasses.replace(BUDGET, fields=fields)
    edition = dataclasses.replace(CURRENT, forms=(form, ROSTER))
    assert changed(edition) == [("fields-budget", "修正", (("必填", "必填"),), ())]


def test_a_new_form_is_told_once_and_not_field_by_field() -> None:
    old = dataclasses.replace(CURRENT, forms=(BUDGET,))
    ((section, kind, new, _),) = changed(CURRENT, old)
    assert (section, kind, new) == ("forms", "新增", (("欄位", "2 欄"),))


def test_the_first_year_has_nothing_to_be_compared_with() -> None:
    """Neither a page nor a link to one; of the second year both, and the review document holds it too."""
    texts = rendered()
    assert [path for path in texts if path.endswith("changes/index.md")] == [
        "reading-corner/114/changes/index.md"
    ]
    assert "與113學年度的差異" in texts["reading-corner/114/review/index.md"]
    assert "的差異" not in texts["reading-corner/113/review/index.md"]
    assert "changes/index" in texts["guide/index.md"]


# ----- examples in the dictionary -----


def test_a_field_is_explained_by_what_may_stand_there() -> None:
    """What a worked example holds, computed or typed in; else an entry that the format allows."""
    found = examples.of_fields(BUDGET)
    assert found["school"] == "海風市立燈塔國民小學"
    assert found["group"] == "甲組（班級閱讀角）"
    assert found["items.books.amount"] == "25,000 元"
    assert found["items.shelves.quantity"] == "1 份"
    assert "phone" not in found
    assert "例：甲組（班級閱讀角）" in rendered()["reading-corner/114/forms/budget/index.md"]


def test_an_example_that_breaks_nothing_is_shown_first() -> None:
    """And only the start of a long entry."""
    (good,) = BUDGET.examples
    bad = dataclasses.replace(good, given={**good.given, "school": "錯校"}, breaks=("total_within_cap",))
    form = dataclasses.replace(BUDGET, examples=(bad, good))
    assert examples.of_fields(form)["school"] == "海風市立燈塔國民小學"
    long = dataclasses.replace(good, given={**good.given, "school": "海" * 41})
    form = dataclasses.replace(BUDGET, examples=(long,))
    assert examples.of_fields(form)["school"] == "海" * 40 + "……"


# ----- contact -----


def test_whom_to_ask_is_told_where_questions_arise() -> None:
    """An edition may have its own place to ask; the others share that of the site."""
    texts = rendered(with_edition(contact="終身教育科（00）8765-4321"))
    for page in ("index.md", "reading-corner/114/index.md", "reading-corner/114/glance/index.md"):
        assert "終身教育科" + unbroken("（00）8765-4321") in texts[page]
    assert unbroken(SETTINGS.contact) not in texts["reading-corner/114/glance/index.md"]
    assert unbroken(SETTINGS.contact) in rendered()["reading-corner/114/glance/index.md"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("114年9月1日至115年6月30日", ["114年9月1日", "115年6月30日"]),
        ("公告後 5 日內，即112年9月27日（星期三）前", ["112年9月27日", "（星期三）"]),
        ("113年6月", ["113年6月"]),
        ("電話（07）726-0089 分機 116", ["（07）726-0089", "分機 116"]),
        ("04-22181063 或 04-22183667", ["04-22181063", "04-22183667"]),
        ("<b>編號 13510</b> 113 年前", []),
    ],
)
def test_no_line_ends_within_a_date_or_a_telephone_number(text: str, words: list[str]) -> None:
    marked = unbroken(text)
    assert re.findall(r'<span class="fp-word">(.*?)</span>', marked) == words
    assert marked.striptags() == " ".join(text.split())


# ----- questions -----


def test_a_rule_answers_the_question_that_the_office_wrote() -> None:
    """Under the id of the rule, with where it comes from and the forms that it concerns."""
    asked = dataclasses.replace(CURRENT.rules[0], ask="可以申請多少？", answer="甲組 30,000 元。")
    texts = rendered(with_edition(rules=(asked, *CURRENT.rules[1:])))
    page = texts["reading-corner/114/faq/index.md"]
    assert "## 可以申請多少？ { #total_within_cap }" in page
    assert "<p>甲組 30,000 元。</p>" in page
    assert '<a href="../rules/index.html#total_within_cap">規則 1</a>' in page
    assert '<a href="../index.html#c3-1-1">參一（一）</a>' in page
    assert '<a href="../forms/budget/index.html">附件一 經費申請表</a>' in page
    assert page.count("## ") == 2
    assert "甲組 30,000 元。" in texts["reading-corner/114/review/index.md"]
    assert "faq/index" in texts["guide/index.md"]


def test_where_nobody_asked_there_is_no_page_of_questions() -> None:
    assert not [path for path, text in rendered().items() if "faq/" in path or "faq/index" in text]


# ----- announcement -----


def test_a_download_says_its_format_and_size() -> None:
    """66,312 bytes are 65 KB."""
    text = rendered()["reading-corner/114/index.md"]
    assert 'href="forms/budget.pdf" download>下載' in text
    assert "PDF，65 KB" in text


def test_the_files_of_an_edition_are_offered_with_format_and_size() -> None:
    """Under the licence of the site; the schedule leads to the calendar, and all files stand in one list."""
    sizes = SIZES | {"reading-corner/114/announcement.pdf": 1_100_000, "reading-corner/114/edition.zip": 9}
    text = rendered(sizes=sizes)["reading-corner/114/index.md"]
    assert '<a href="announcement.pdf" download>公告全文（PDF，1.1 MB）</a>' in text
    assert '<a href="edition.zip" download>全部檔案（ZIP，1 KB）</a>' in text
    assert '<a href="schedule.ics" download>加入行事曆（iCalendar，2 KB）</a>' in text
    part = text[text.index("## 資料下載 { #files }") :]
    assert "依「政府資料開放授權條款－第1版」提供" in part
    assert re.findall(r'class="fp-get" href="([^"]+)"', part) == [
        "announcement.pdf", "schedule.ics", "rules/rules.ods", "rules/rules.csv", "rules/rules.json",
        "fixtures.json", "edition.zip",
    ]  # fmt: skip


def test_the_home_page_offers_feed_and_calendar() -> None:
    """A calendar without entries was not made, and is not offered."""
    assert 'href="feed.xml"' in rendered()["index.md"]
    assert 'href="calendar.ics"' in rendered()["index.md"]
    assert "calendar.ics" not in rendered(sizes={})["index.md"]


def test_a_form_that_was_not_drawn_offers_no_download() -> None:
    """A dead link is worse than none."""
    texts = rendered(sizes={})
    assert ".pdf" not in texts["reading-corner/114/index.md"]
    assert ".pdf" not in texts["reading-corner/114/forms/budget/index.md"]


def test_sizes_are_rounded_up() -> None:
    assert wording.file_size(1) == "1 KB"
    assert wording.file_size(1025) == "2 KB"
    assert wording.file_size(1_100_000) == "1.1 MB"


def test_a_page_keeps_one_first_heading() -> None:
    """An announcement that starts with its own title starts one level lower."""
    text = rendered(with_edition(announcement="# 計畫\n\n## 壹、目的\n"))["reading-corner/114/index.md"]
    assert [line for line in text.splitlines() if line.startswith("# ")] == [
        "# 114學年度<wbr>校園閱讀角落補助計畫 { #page-title }"
    ]
    assert "\n## 計畫 { #h-計畫 }\n" in text
    assert "\n### 壹、目的 { #c1 }\n" in text


def test_a_discrepancy_is_named_as_people_name_it() -> None:
    """`about: apply_by` is shown as 申請截止, with both places and what the calendar says."""
    text = rendered()["reading-corner/114/index.md"]
    part = text[text.index("## 原文件不一致之處 { #discrepancies }") :]
    assert "### 申請截止 { #discrepancy-apply_by }" in part
    assert "114.10.10(四)前報名" in part
    assert "114年10月10日是星期五" in part
    assert '<dt><a href="#c4">肆</a></dt>' in part
    assert '<dt><a href="#c5">伍</a></dt>' in part


def test_two_discrepancies_about_one_thing_have_two_ids() -> None:
    """The first keeps its id when a second one is found."""
    edition = dataclasses.replace(CURRENT, discrepancies=CURRENT.discrepancies * 2)
    ids = [anchor for anchor, _ in announcement.anchored_discrepancies(edition)]
    assert ids == ["discrepancy-apply_by", "discrepancy-apply_by-2"]


def test_the_schedule_says_who_does_what_until_when() -> None:
    """A day that nobody knows yet is called by its event; what is not said is a dash."""
    text = rendered()["reading-corner/114/index.md"]
    part = text[text.index("## 時程 { #schedule }") : text.index("## 表單下載")]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in part.split('<tr id="schedule-')[1:]]
    assert [row[:3] for row in rows] == [
        ["申請截止", unbroken("114年10月15日（星期三）"), "申請學校"],
        ["審查結果公告", unbroken("114年11月5日（星期三）"), "－"],
        ["計畫公告", "計畫公告日", "－"],
    ]
    late = '<br><span class="fp-note">逾期：不予受理</span>'
    assert rows[0][3] == f"函送本局國小教育科；以郵戳為憑{late}"


def test_applications_close_on_the_first_deadline_whose_day_is_known() -> None:
    """An announcement is no deadline, and a relative one may have no day yet."""
    later = dataclasses.replace(CURRENT.events[0], id="late", last=datetime.date(2026, 6, 30))
    unknown = dataclasses.replace(CURRENT.events[0], id="unknown", first=None, last=None)
    edition = dataclasses.replace(CURRENT, events=(unknown, later, *CURRENT.events))
    assert wording.deadline(edition) == (CURRENT.events[0], datetime.date(2025, 10, 15))
    assert wording.deadline(dataclasses.replace(CURRENT, events=(unknown,))) is None


def test_what_people_write_cannot_become_markup() -> None:
    """Markdown and HTML in a title are text."""
    text = rendered(with_edition(title="*星* <b>_x_</b>", year=""))["reading-corner/114/index.md"]
    assert "# &#42;星&#42; &#60;b&#62;&#95;x&#95;&#60;/b&#62; { #page-title }" in text
    assert "<b>" not in text


def test_a_heading_that_ends_in_braces_keeps_its_own_id() -> None:
    assert str(heading(2, "甲 {#乙}", "one")).strip() == "## 甲 &#123;&#35;乙&#125; { #one }"


def test_front_matter_survives_any_title() -> None:
    """A quote, a colon and a line of dashes stay inside their value."""
    text = rendered(with_edition(title='說明: "甲"\n---\n乙', year=""))["reading-corner/114/index.md"]
    assert text.splitlines()[1] == 'title: "說明: &quot;甲&quot;\\n---\\n乙"'


def test_the_day_of_the_last_revision_comes_from_the_edition() -> None:
    """Never from the clock; without one nothing is said."""
    texts = rendered()
    assert (
        '\nrevised: {"iso": "2025-09-01", "printed": "114年9月1日"}\n' in texts["reading-corner/114/index.md"]
    )
    assert "revised" not in texts["reading-corner/113/index.md"]


# ----- citations -----


def cited(text: str, edition: Edition = CURRENT) -> str:
    return str(citations.linker(edition, addresses.rules(edition))(text))


def test_a_citation_leads_to_its_paragraph() -> None:
    assert cited("參一（一）") == '<a href="../index.html#c3-1-1">參一（一）</a>'


def test_a_citation_that_is_finer_than_the_page_leads_to_what_contains_it() -> None:
    assert cited("參二（九）") == '<a href="../index.html#c3-2">參二（九）</a>'


def test_a_citation_of_an_annex_leads_to_its_form() -> None:
    assert cited("附件二") == '<a href="../forms/roster/index.html">附件二</a>'


def test_a_citation_of_a_note_leads_to_the_notes_of_its_form() -> None:
    """The notes of a form stand on its page under what they are called."""
    form = dataclasses.replace(CURRENT.forms[0], blocks=(Notes("說明", ("甲",)), Notes("註", ("乙",))))
    edition = dataclasses.replace(CURRENT, forms=(form,))
    assert cited("附件一註1", edition) == '<a href="../forms/budget/index.html#notes-2">附件一註1</a>'
    assert cited("附件一備註1", edition) == '<a href="../forms/budget/index.html">附件一備註1</a>'


def test_a_heading_without_a_number_is_cited_by_its_words() -> None:
    """So are the items below it."""
    edition = dataclasses.replace(CURRENT, announcement="## 申辦 條件\n\n1. 甲\n\n2. 乙\n")
    assert cited("「申辦 條件」", edition) == '<a href="../index.html#h-申辦-條件">「申辦 條件」</a>'
    assert cited("「申辦 條件」2", edition) == '<a href="../index.html#h-申辦-條件-2">「申辦 條件」2</a>'
    assert cited("「申辦 條件」9", edition) == '<a href="../index.html#h-申辦-條件">「申辦 條件」9</a>'


def test_a_citation_without_a_place_is_plain_text() -> None:
    assert cited("拾") == "拾"
    assert cited("見 <原文>") == "見 &lt;原文&gt;"


def test_every_kind_of_number_gets_an_id() -> None:
    """Headings, paragraphs and list items; a code block is left alone."""
    text, ids = citations.anchored(
        "## 壹、甲\n\n一、乙\n\n（一）丙\n\n1. 丁\n\n（1）戊\n\n## 貳、己 {#own}\n\n```\n參、庚\n```\n"
    )
    assert ids == {
        Cite((1,)): "c1",
        Cite((1, 1)): "c1-1",
        Cite((1, 1, 1)): "c1-1-1",
        Cite((1, 1, 1, 1)): "c1-1-1-1",
        Cite((1, 1, 1, 1, 1)): "c1-1-1-1-1",
        Cite((2,)): "own",
    }
    assert '1. <span class="fp-item" data-level="4" id="c1-1-1-1"></span>丁' in text
    assert "## 貳、己 {#own}\n" in text
    assert "\n參、庚\n" in text


def test_a_number_that_comes_twice_keeps_its_first_place() -> None:
    """Ids are unique, whatever an annex inside the announcement counts again."""
    text, ids = citations.anchored("## 壹、甲\n\n## 壹、乙\n")
    assert ids == {Cite((1,)): "c1"}
    assert text.count("#c1") == 1


# ----- rules -----


def test_two_dimensions_make_a_matrix() -> None:
    """The first one down, the second one across."""
    corners = grid(PARAMETERS[2])
    assert corners.down == ("班級數",)
    assert corners.across == ("甲組（班級閱讀角）", "乙組（全校閱讀角）")
    assert corners.rows == ((("12 班以下",), ("2 處", "4 處")), (("13 班以上",), ("3 處", "6 處")))


def rule_pages(**changes: Any) -> str:
    """The page of the rules with only the second rule, changed."""
    changed = dataclasses.replace(CURRENT.rules[1], **changes)
    return rendered(with_edition(rules=(changed,)))["reading-corner/114/rules/index.md"]


def test_a_rule_says_who_looks_at_it() -> None:
    """The form, the desk where it comes in, and by name the people who judge."""
    text = rendered()["reading-corner/114/rules/index.md"]
    assert "<dd>PDF 表單檢核；收件時重新檢核</dd>" in text
    assert "<dd>收件時重新檢核</dd>" in text
    assert "<dd>由人員判斷：審查委員</dd>" in text
    assert (
        '{ #readers_for_books data-severity="error" data-forms="budget roster" data-stages="intake" }' in text
    )


def test_an_example_leaves_out_what_does_not_matter() -> None:
    """Zeros that the rule does not look at are counted; a box it looks at is shown."""
    zeros = {"items__books__price": "0", "items__books__quantity": "0", "items__misc__price": "0"}
    example = dataclasses.replace(CURRENT.rules[1].examples[0], given=zeros)
    text = rule_pages(examples=(example,), reads=("budget.items.misc.price",))
    assert "<li>雜支單價：0 元</li><li>其他 2 欄：0</li>" in text


def test_an_example_shows_its_arithmetic() -> None:
    """What is filled in, every step, and the verdict."""
    text = rendered()["reading-corner/114/rules/index.md"]
    assert "<li>圖書單價：9,499 元</li>" in text
    assert "<li>合計 9,499 ＋ 501 = 10,000 元</li><li>501 ÷ 10,000 = 5.01%，超過 5%</li>" in text


def test_a_rule_shows_what_the_form_says_when_it_is_broken() -> None:
    """In the very words of the form, from its broken example."""
    text = rendered()["reading-corner/114/rules/index.md"]
    assert "<li>※規則 2（提醒）　雜支 501 元，超過合計的 5%；請調降。</li>" in text


def test_an_exception_says_for_whom_and_what_then_holds() -> None:
    assert (
        "<li><strong>乙組</strong>（申請組別為「乙組（全校閱讀角）」）：雜支以不超過合計之 8% 為原則。"
        in rule_pages()
    )


def test_rules_are_listed_by_subject_and_by_form() -> None:
    """A rule that reads two forms stands under both, one that reads none under its own head."""
    text = rendered()["reading-corner/114/rules/index.md"]
    _, _, index = text.partition("{ #by-form }")
    index, _, _ = index.partition("{ #total_within_cap")
    assert re.findall(r'<h3 id="by-form-\d">(?:<a href="[^"]*">)?([^<]+)|href="#(\w+)"', index) == [
        ("附件一 經費申請表", ""),
        ("", "total_within_cap"),
        ("", "misc_within_share"),
        ("", "readers_for_books"),
        ("附件二 說書人名冊", ""),
        ("", "readers_for_books"),
        ("不屬於任何表單", ""),
        ("", "corner_is_inviting"),
    ]


def test_the_rules_can_be_taken_along() -> None:
    """As a table, as data, as tests for other systems; without the files nothing is offered."""
    text = rendered()["reading-corner/114/rules/index.md"]
    for href in ("rules.ods", "rules.csv", "rules.json", "../fixtures.json"):
        assert f'href="{href}" download>' in text
    assert "download>" not in rendered(sizes={})["reading-corner/114/rules/index.md"]


def test_what_is_entered_is_shown_as_people_read_it() -> None:
    """A choice by its label, money with separators, a day and a time whole."""
    choice = Input("f.group", "group", "組別", "choice", options=(("A", "甲組"),))
    money = Input("f.total", "total", "合計", "number")
    day = Input("f.day", "day", "日期", "date", boxes=("day__y", "day__m", "day__d"))
    time = Input("f.at", "at", "時間", "time", boxes=("at__h", "at__n"))
    assert wording.entered(choice, "A", "") == "甲組"
    assert wording.entered(money, "30000", "元") == "30,000 元"
    assert wording.entered(money, "三萬", "元") == "三萬"
    assert wording.entered(day, "114/9/15", "") == "114年9月15日"
    assert wording.entered(time, "16:00", "") == "16:00"


def test_a_rule_finds_the_field_it_looks_at() -> None:
    """A field, a whole column of fixed rows, a column of a roster."""
    for address, place in {
        "budget.items.misc.amount": "reading-corner/114/forms/budget/index.html#items.misc.amount",
        "budget.items.amount": "reading-corner/114/forms/budget/index.html#items.books.amount",
        "roster.readers.2.name": "reading-corner/114/forms/roster/index.html#readers.name",
        "roster.readers.name": "reading-corner/114/forms/roster/index.html#readers.name",
    }.items():
        found = look_up(CURRENT, address)
        assert found is not None
        assert found[2] == place
    assert look_up(CURRENT, "budget.nothing") is None
    assert look_up(CURRENT, "nothing.total") is None


# ----- review -----


def reviewed(folder: str = "reading-corner/114") -> str:
    return rendered()[f"{folder}/review/index.md"]


def test_the_review_document_holds_the_whole_edition() -> None:
    """Every day, figure, field, rule and discrepancy, with what a reviewer wants to know of each."""
    text = reviewed()
    told = [event.label for event in CURRENT.events]
    told += [event.printed for event in CURRENT.events]
    told += [parameter.label for parameter in CURRENT.parameters]
    told += [printed for parameter in CURRENT.parameters for _, printed in parameter.values]
    told += [field.label for field in BUDGET_FIELDS]
    told += [option.label for field in BUDGET_FIELDS for option in field.options]
    told += [rule.statement for rule in CURRENT.rules]
    told += [rule.source for rule in CURRENT.rules]
    told += [exception.statement for rule in CURRENT.rules for exception in rule.exceptions]
    told += [example.title for rule in CURRENT.rules for example in rule.examples]
    told += [one.reading for one in CURRENT.discrepancies]
    assert [words for words in told if words not in text] == []
    assert "※規則 1　合計 至少 30,001 元，超過補助上限 30,000 元；請調降。" in text


def test_the_review_document_says_which_version_it_is() -> None:
    """On its first page, and at the head of every printed sheet."""
    assert "114年9月1日修正版" in reviewed()
    assert "初版" in reviewed("reading-corner/113")
    sheet = rendered()["reading-corner/114/review/print.css"]
    assert '@top-left { content: "審閱文件　114學年度校園閱讀角落補助計畫"; }' in sheet
    assert '@top-right { content: "114年9月1日修正版"; }' in sheet


def test_a_title_cannot_end_a_string_of_the_style_sheet() -> None:
    sheet = rendered(with_edition(title='甲"; } body { display: none', year=""))[
        "reading-corner/114/review/print.css"
    ]
    assert r'content: "審閱文件　甲\"; } body { display: none"; }' in sheet


def test_the_review_document_is_one_click_away() -> None:
    """From the announcement and from the rules."""
    texts = rendered()
    assert 'href="review/index.html"' in texts["reading-corner/114/index.md"]
    assert 'href="../review/index.html"' in texts["reading-corner/114/rules/index.md"]


# ----- forms -----


def test_the_dictionary_has_a_table_per_table_of_the_form() -> None:
    assert [(section.title, len(section.entries)) for section in sections(BUDGET)] == [
        ("基本欄位", 4),
        ("經費項目", 9),
    ]


def test_a_roster_column_is_explained_once() -> None:
    """Three rows, one line, the first and the last PDF name."""
    (section,) = sections(ROSTER)
    assert [(entry.anchor, entry.names) for entry in section.entries] == [
        ("readers.name", ("readers__1__name", "readers__2__name", "readers__3__name")),
        ("readers.hours", ("readers__1__hours", "readers__2__hours", "readers__3__hours")),
    ]


def test_only_a_form_with_checks_speaks_of_them() -> None:
    assert "檢核未執行" in rendered()["reading-corner/114/forms/budget/index.md"]
    assert "檢核未執行" not in rendered()["reading-corner/114/forms/roster/index.md"]


def test_a_day_is_one_line_of_the_dictionary() -> None:
    """Its three boxes stand under one name, and a rule finds it there."""
    boxes = tuple(
        dataclasses.replace(ROSTER_FIELDS[0], address=f"sent.{part}", name=f"sent__{part}", type="date")
        for part in "ymd"
    )
    sent = Input("roster.sent", "sent", "送件日", "date", boxes=tuple(box.name for box in boxes))
    form = dataclasses.replace(ROSTER, fields=boxes, blocks=(), program=Program((sent,), (), (), None))
    (section,) = sections(form)
    assert [(entry.anchor, entry.label, entry.names) for entry in section.entries] == [
        ("sent", "送件日", ("sent__y", "sent__m", "sent__d"))
    ]
    found = look_up(dataclasses.replace(CURRENT, forms=(form,)), "roster.sent")
    assert found
    assert found[2].endswith("forms/roster/index.html#sent")


# ----- schema -----


def test_a_schema_is_nested_as_the_addresses_are() -> None:
    found = schemas()["reading-corner/114/forms/budget.schema.json"]
    amount = found["properties"]["items"]["properties"]["misc"]["properties"]["amount"]
    assert amount == {
        "title": "雜支總價",
        "description": "雜支總價",
        "readOnly": True,
        "x-unit": "元",
        "x-formula": "單價 × 數量",
        "x-pdf-name": "items__misc__amount",
        "type": "integer",
        "minimum": 0,
        "maximum": 999_999,
    }
    assert found["required"] == ["school", "group"]
    assert found["$id"] == "https://example.invalid/grants/reading-corner/114/forms/budget.schema.json"


def test_a_roster_is_an_array_of_its_rows() -> None:
    readers = schemas()["reading-corner/114/forms/roster.schema.json"]["properties"]["readers"]
    assert (readers["type"], readers["propertyNames"]) == ("object", {"enum": ["1", "2", "3"]})
    assert readers["additionalProperties"]["required"] == ["name"]
    assert readers["additionalProperties"]["properties"]["name"]["x-pdf-name"] == "readers__{n}__name"


def test_a_site_without_an_address_claims_none() -> None:
    """No $id and no sitemap: relative ones would be wrong."""
    nowhere = dataclasses.replace(SITE, settings=dataclasses.replace(SETTINGS, base_address=""))
    assert "$id" not in schemas(nowhere)["reading-corner/114/forms/budget.schema.json"]
    assert "sitemap.xml" not in rendered(nowhere)


def test_the_sitemap_dates_only_what_has_a_date() -> None:
    found = rendered()
    text = found["sitemap.xml"]
    dated = [path for path in found if path.startswith("reading-corner/114/") and path.endswith(".md")]
    assert text.count("<lastmod>2025-09-01</lastmod>") == len(dated)
    assert text.count("<url>") == sum(path.endswith(".md") for path in found)


# ----- colours -----


@given(st.integers(0, 0xFFFFFF))
def test_any_tint_gives_colours_that_can_be_read(tint: int) -> None:
    """4.5:1 at least, on paper and on the soft ground, light and dark; buttons are paper on the accent."""
    for named in (palette.colours(f"#{tint:06x}"), palette.dark_colours(f"#{tint:06x}")):
        for text in ("ink", "quiet", "accent", "deep"):
            for ground in ("paper", "soft"):
                assert palette.contrast(named[text], named[ground]) >= 4.5


def test_contrast_is_measured_as_wcag_measures_it() -> None:
    assert palette.contrast(palette.WHITE, palette.BLACK) == 21
    assert round(palette.contrast(palette.parse("#767676"), palette.WHITE), 2) == 4.54
