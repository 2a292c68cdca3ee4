"""The schedule as calendars (RFC 5545): schedule.ics of each edition, calendar.ics of all.

A calendar carries days and months; what nobody knows the day of stands on the page only.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from ..model import EVENT_KINDS, Artifact, Edition, Event, Settings, Site
from ..tw import format_roc, format_roc_month
from .pages import addresses
from .pages.wording import full_title

WIDTH = 75
"""Octets of a line; a longer one goes on after a line break and a blank."""

NOWHERE = "formpress.invalid"
"""Whose entries these are, as long as the site has no address."""

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)

_SPECIAL = re.compile(r"[\\;,]")


def render(site: Site) -> Iterator[Artifact]:
    """Nothing for an edition without a known day: a calendar without entries is none."""
    settings, everything = site.settings, []
    for edition in site.editions:
        entries = [line for event in dated(edition) for line in _entry(settings, edition, event)]
        everything += entries
        if entries:
            name = full_title(edition)
            yield Artifact(addresses.schedule_ics(edition), _calendar(name, edition.issuer, entries))
    if everything:
        yield Artifact(addresses.CALENDAR, _calendar(settings.title, settings.office, everything))


def dated(edition: Edition) -> list[Event]:
    """The entries whose day is known, or one side of a period at least."""
    return [event for event in edition.events if event.first or event.last]


def _calendar(name: str, whose: str, entries: Iterable[str]) -> bytes:
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//formpress//formpress//ZH-TW",
        "CALSCALE:GREGORIAN",
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
        f"X-WR-CALDESC:{_escaped(whose)}",
        "X-WR-TIMEZONE:Asia/Taipei",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
        *entries,
        "END:VCALENDAR",
    )
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _entry(settings: Settings, edition: Edition, event: Event) -> Iterator[str]:
    """All days, whatever the time zone, and free: nobody's day is full of a deadline.

    Of a period whose one side nobody knows, the known day.
    """
    first = event.first or event.last
    last = event.last or event.first
    assert first is not None
    assert last is not None
    page = f"{addresses.announcement(edition)}#schedule-{event.id}"
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(settings, edition, event)}"
    yield f"DTSTAMP:{_stamp(edition):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{max(first, last) + datetime.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(f'{event.label}（{said(event)}）{full_title(edition)}')}"
    yield f"DESCRIPTION:{_escaped(_description(settings, edition, event, page))}"
    if settings.base_address:
        yield f"URL:{addresses.absolute(settings, page)}"
    yield f"CATEGORIES:{_escaped(EVENT_KINDS[event.kind])}"
    yield "CLASS:PUBLIC"
    yield "STATUS:CONFIRMED"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def said(event: Event) -> str:
    """The day as people say it here, without its weekday, which a calendar shows anyway."""
    first, last = event.first or event.last, event.last or event.first
    assert first is not None
    assert last is not None
    if event.first is None or event.last is None or event.printed == format_roc_month(first):
        return event.printed
    days = (format_roc(day, with_weekday=False) for day in dict.fromkeys((first, last)))
    return "至".join(days)


def _description(settings: Settings, edition: Edition, event: Event, page: str) -> str:
    told = (
        ("計畫", full_title(edition)),
        ("單位", edition.issuer),
        ("日期", event.printed),
        ("誰", event.who),
        ("怎麼做", event.how),
        ("送件", "以郵戳為憑" if event.postmark else ""),
        ("逾期", event.missed),
        ("依據", event.cite),
        ("網頁", addresses.absolute(settings, page) if settings.base_address else ""),
    )
    return "\n".join(f"{label}：{text}" for label, text in told if text)


def _uid(settings: Settings, edition: Edition, event: Event) -> str:
    """The same for as long as the ids and the site's host are, so that a day that moves moves."""
    host = urlsplit(settings.base_address).hostname or NOWHERE
    return f"{edition.programme}.{edition.id}.{event.id}@{host}"


def _stamp(edition: Edition) -> datetime.datetime:
    """When this was last revised; else when the site is built, if that is told; never the clock."""
    if edition.revision:
        return datetime.datetime.combine(edition.revision, datetime.time(), datetime.UTC)
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(told) if told.isascii() and told.isdigit() else 0
    return EPOCH + datetime.timedelta(seconds=seconds)


def _escaped(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11)."""
    lines = _SPECIAL.sub(lambda sign: f"\\{sign[0]}", text).splitlines()
    return "\\n".join(lines)


def folded(line: str) -> str:
    """A content line in parts of 75 octets at most (RFC 5545, 3.1); no character is cut."""
    parts, room = [""], WIDTH
    for character in line:
        size = len(character.encode())
        if size > room:
            parts.append(" ")
            room = WIDTH - 1
        parts[-1] += character
        room -= size
    return "\r\n".join(parts)
