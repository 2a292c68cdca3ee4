"""The feed: what was announced, dated by what is written down."""

from __future__ import annotations

import datetime
from dataclasses import replace
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

from formpress.model import Site
from formpress.targets import feed
from tests.editions import ROOT, site
from tests.sample_site import CURRENT, EVENTS, PAST, SETTINGS, SITE


def channel(whole: Site = SITE) -> ElementTree.Element:
    (made,) = feed.render(whole)
    assert made.path == "feed.xml"
    found = ElementTree.fromstring(made.content).find("channel")
    assert found is not None
    return found


def items(whole: Site = SITE) -> list[dict[str, str]]:
    return [{part.tag: part.text or "" for part in item} for item in channel(whole).findall("item")]


def test_a_channel_says_whose_it_is() -> None:
    """All that RSS 2.0 requires, the licence, and its own address."""
    found = channel()
    assert [found.findtext(tag) for tag in ("title", "link", "description", "language", "copyright")] == [
        "教育補助計畫公告",
        "https://example.invalid/grants/index.html",
        "海風市政府教育局補助計畫公告",
        "zh-tw",
        "政府資料開放授權條款－第1版",
    ]
    own = found.find("{http://www.w3.org/2005/Atom}link")
    assert own is not None
    assert own.attrib["href"] == "https://example.invalid/grants/feed.xml"


def test_the_newest_year_stands_first() -> None:
    """Within a year, what bears a day stands before what bears none."""
    assert [item["title"] for item in items()] == [
        "114學年度校園閱讀角落補助計畫",
        "114學年度第2學期社區夜間共學補助計畫",
        "113學年度校園閱讀角落補助計畫",
    ]


def test_an_item_is_dated_by_its_revision_in_taipei() -> None:
    first, second, _ = items()
    assert first["pubDate"] == "Mon, 01 Sep 2025 00:00:00 +0800"
    assert parsedate_to_datetime(first["pubDate"]).date() == datetime.date(2025, 9, 1)
    assert "pubDate" not in second


def test_an_announcement_before_the_deadline_dates_an_edition_too() -> None:
    """What is announced after the deadline is its result."""
    said = replace(EVENTS[1], first=datetime.date(2025, 8, 20), last=datetime.date(2025, 8, 20))
    bare = replace(CURRENT, revision=None)
    assert feed.published(replace(bare, events=(said, *EVENTS))) == datetime.date(2025, 8, 20)
    assert feed.published(bare) is None


def test_an_item_says_what_a_school_asks_first() -> None:
    first, *_ = items()
    assert first["link"] == first["guid"] == "https://example.invalid/grants/reading-corner/114/index.html"
    assert first["description"] == (
        "海風市政府教育局；申請截止：114年10月15日（星期三）；期程：114年9月1日至115年6月30日；"
        "114年9月1日修正；表單 2 份。"
    )


def test_without_an_address_links_begin_where_the_feed_stands() -> None:
    nowhere = replace(SITE, settings=replace(SETTINGS, base_address="", licence=""))
    (first, *_) = items(nowhere)
    assert first["link"] == "reading-corner/114/index.html"
    assert channel(nowhere).find("{http://www.w3.org/2005/Atom}link") is None
    assert channel(nowhere).find("copyright") is None
    guid = channel(nowhere).find("item/guid")
    assert guid is not None
    assert guid.attrib["isPermaLink"] == "false"


def test_words_cannot_become_markup() -> None:
    hostile = "甲 & <b>乙</b> ]]> \"丙'"
    (only,) = items(replace(SITE, editions=(replace(PAST, title=hostile, year=""),)))
    assert only["title"] == hostile
    assert only["category"] == hostile


def test_every_edition_of_this_project_is_announced() -> None:
    whole = site(ROOT)
    assert len(items(whole)) == len(whole.editions)
    assert list(feed.render(whole)) == list(feed.render(whole))
