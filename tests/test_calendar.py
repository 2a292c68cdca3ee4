"""The schedule in a calendar: the right days, the same entry when a day moves, nothing of a clock."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from formpress.model import Edition, Event, Site
from formpress.targets import calendar
from tests.editions import ROOT, site
from tests.sample_site import CURRENT, EVENTS, PAST, SETTINGS, SITE

Day = datetime.date
ALL = "calendar.ics"
OWN = "reading-corner/114/schedule.ics"


def files(whole: Site = SITE) -> dict[str, bytes]:
    return {artifact.path: artifact.content for artifact in calendar.render(whole)}


def with_events(*events: Event, **changes: Any) -> Site:
    """A site of one edition with only these entries."""
    return replace(SITE, editions=(replace(CURRENT, events=events, **changes),))


def entries(content: bytes) -> list[Any]:
    """The entries as another program reads them."""
    found = icalendar.Calendar.from_ical(content)
    assert isinstance(found, icalendar.Calendar)
    assert found.errors == []
    return list(found.events)


def only(*events: Event, **changes: Any) -> Any:
    (found,) = entries(files(with_events(*events, **changes))[OWN])
    return found


def event(first: Day | None, last: Day | None, printed: str = "某日", **changes: Any) -> Event:
    return replace(EVENTS[0], first=first, last=last, printed=printed, **changes)


def days(found: Any) -> tuple[Day, Day]:
    return found["DTSTART"].dt, found["DTEND"].dt


def test_every_edition_has_a_calendar_and_the_site_has_one_of_all() -> None:
    """Of an entry whose day nobody knows yet, the page tells; the calendars do not."""
    made = files()
    assert set(made) == {
        ALL, OWN, "reading-corner/113/schedule.ics", "evening-study/114-2/schedule.ics",
    }  # fmt: skip
    assert [str(found["SUMMARY"]) for found in entries(made[OWN])] == [
        "申請截止（114年10月15日）114學年度校園閱讀角落補助計畫",
        "審查結果公告（114年11月5日）114學年度校園閱讀角落補助計畫",
    ]
    assert len(entries(made[ALL])) == 4


def test_an_edition_without_a_known_day_has_no_calendar() -> None:
    """A calendar without entries is not valid."""
    assert files(with_events(EVENTS[2])) == {}


def test_every_edition_of_this_project_is_valid() -> None:
    """Another library reads each entry, with all that RFC 5545 requires of it and no alarm."""
    made = files(site(ROOT))
    for content in made.values():
        for found in entries(content):
            assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(found)
            assert found["DTSTART"].dt < found["DTEND"].dt
            assert not found.subcomponents
    assert ALL in made


def test_an_entry_takes_whole_days() -> None:
    """The day after the last one ends it, as RFC 5545 wants; it keeps nobody busy."""
    found = only(event(Day(2025, 10, 15), Day(2025, 10, 15)))
    assert days(found) == (Day(2025, 10, 15), Day(2025, 10, 16))
    assert found["DTSTART"].params["VALUE"] == "DATE"
    assert found["TRANSP"] == "TRANSPARENT"


def test_a_month_is_all_its_days_and_called_a_month() -> None:
    found = only(event(Day(2024, 2, 1), Day(2024, 2, 29), "113年2月", label="成果繳交"))
    assert days(found) == (Day(2024, 2, 1), Day(2024, 3, 1))
    assert str(found["SUMMARY"]).startswith("成果繳交（113年2月）")


def test_a_period_is_said_from_day_to_day() -> None:
    found = only(event(Day(2025, 9, 1), Day(2026, 6, 30), "114年9月1日（星期一）至115年6月30日（星期二）"))
    assert days(found) == (Day(2025, 9, 1), Day(2026, 7, 1))
    assert "（114年9月1日至115年6月30日）" in str(found["SUMMARY"])


@pytest.mark.parametrize(("first", "last"), [(None, Day(2025, 12, 31)), (Day(2025, 12, 31), None)])
def test_of_a_half_known_period_the_known_day_is_told(first: Day | None, last: Day | None) -> None:
    """計畫公告日至114年12月31日 stands on its last day, in its own words."""
    found = only(event(first, last, "計畫公告日至114年12月31日"))
    assert days(found) == (Day(2025, 12, 31), Day(2026, 1, 1))
    assert "（計畫公告日至114年12月31日）" in str(found["SUMMARY"])


def test_an_entry_tells_who_does_what_and_where_it_is_written() -> None:
    found = entries(files()[OWN])[0]
    assert str(found["DESCRIPTION"]).splitlines() == [
        "計畫：114學年度校園閱讀角落補助計畫",
        "單位：海風市政府教育局",
        "日期：114年10月15日（星期三）",
        "誰：申請學校",
        "怎麼做：函送本局國小教育科",
        "送件：以郵戳為憑",
        "逾期：不予受理",
        "依據：肆",
        "網頁：https://example.invalid/grants/reading-corner/114/index.html#schedule-apply_by",
    ]
    assert str(found["URL"]).endswith("/reading-corner/114/index.html#schedule-apply_by")


def test_a_day_that_moves_stays_the_same_entry() -> None:
    """The id holds programme, year and entry, not the day; the same in both calendars."""
    before, after = (
        only(event(Day(2025, 1, 1), Day(2025, 1, 1))),
        only(event(Day(2025, 2, 1), Day(2025, 2, 1))),
    )
    assert before["UID"] == after["UID"] == "reading-corner.114.apply_by@example.invalid"
    found = entries(files()[ALL])
    assert len({str(one["UID"]) for one in found}) == len(found)


def test_an_entry_is_stamped_by_its_revision_and_never_by_a_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a revision SOURCE_DATE_EPOCH counts, and without that, the beginning of time."""
    dated = EVENTS[0]
    assert only(dated)["DTSTAMP"].dt == datetime.datetime(2025, 9, 1, tzinfo=datetime.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert only(dated)["DTSTAMP"].dt == datetime.datetime(2025, 9, 1, tzinfo=datetime.UTC)
    assert only(dated, revision=None)["DTSTAMP"].dt.timestamp() == 1_700_000_000
    for unusable in ("", "gestern"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", unusable)
        assert only(dated, revision=None)["DTSTAMP"].dt.timestamp() == 0


def test_the_same_site_gives_the_same_bytes() -> None:
    assert files() == files()


def test_lines_are_folded_between_characters() -> None:
    """75 octets at most, CRLF behind each, no character cut in two."""
    for content in files().values():
        assert content.count(b"\n") == content.count(b"\r\n")
        for line in content.split(b"\r\n"):
            assert len(line) <= 75
            line.decode()


@example("\\n\\;,\\")
@given(st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200))
def test_any_words_come_back_as_they_were(words: str) -> None:
    """Commas, semicolons, backslashes and whatever else people write survive folding and escaping."""
    found = only(replace(EVENTS[0], label=f"甲{words}乙"))
    assert str(found["SUMMARY"]).startswith(f"甲{words}乙（")


def test_words_cannot_become_properties() -> None:
    """A line break in what somebody wrote does not begin a line of the calendar."""
    told = replace(EVENTS[0], how="甲\r\nEND:VEVENT\nATTACH:https://a.test")
    content = files(with_events(told))[OWN]
    assert content.count(b"\r") == content.count(b"\r\n")
    (found,) = entries(content)
    assert "ATTACH" not in found
    assert "ATTACH:https://a.test" in str(found["DESCRIPTION"])


def test_without_an_address_nothing_points_anywhere() -> None:
    nowhere = replace(with_events(EVENTS[0]), settings=replace(SETTINGS, base_address=""))
    (found,) = entries(files(nowhere)[OWN])
    assert "URL" not in found
    assert "網頁" not in str(found["DESCRIPTION"])
    assert str(found["UID"]).endswith("@formpress.invalid")


def test_editions_do_not_share_entries() -> None:
    """Two years of one programme with the same deadline are two entries."""
    both: tuple[Edition, ...] = (CURRENT, replace(PAST, events=CURRENT.events))
    found = entries(files(replace(SITE, editions=both))[ALL])
    assert len({str(one["UID"]) for one in found}) == 4


def test_pages_lead_to_the_calendars(sample: Path) -> None:
    """The first page to that of all, the schedule of an edition to its own, in the same words everywhere."""
    assert '<a href="calendar.ics">訂閱所有時程（iCalendar）</a>' in (sample / "index.html").read_text()
    schedule = (sample / "reading-corner/114/schedule/index.html").read_text()
    assert '<a href="../schedule.ics" download>加入行事曆（iCalendar，' in schedule
