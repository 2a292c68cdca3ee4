"""feed.xml: the announcements as RSS 2.0, newest first, dated by what their specifications say."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from ..model import Artifact, Edition, Settings, Site
from ..tw import format_roc
from .pages import addresses
from .pages.wording import deadline, full_title

TAIPEI = datetime.timezone(datetime.timedelta(hours=8))


def render(site: Site) -> Iterator[Artifact]:
    """One feed. Without a base address its links are relative to where it stands."""
    settings = site.settings
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">',
        "<channel>",
        f"<title>{escape(settings.title)}</title>",
        f"<link>{escape(addresses.absolute(settings, addresses.HOME))}</link>",
        f"<description>{escape(settings.office)}補助計畫公告</description>",
        "<language>zh-tw</language>",
        "<docs>https://www.rssboard.org/rss-specification</docs>",
        "<generator>formpress</generator>",
    ]
    if settings.licence:
        lines.append(f"<copyright>{escape(settings.licence)}</copyright>")
    if settings.base_address:
        own = quoteattr(addresses.absolute(settings, addresses.FEED))
        lines.append(f'<atom:link href={own} rel="self" type="application/rss+xml"/>')
    for edition in newest_first(site.editions):
        lines += _item(settings, edition)
    text = "\n".join([*lines, "</channel>", "</rss>"])
    yield Artifact(addresses.FEED, f"{text}\n".encode())


def newest_first(editions: tuple[Edition, ...]) -> list[Edition]:
    """By year, within a year by the day they were published; those without a day stand last."""
    return sorted(
        sorted(editions, key=lambda edition: edition.programme),
        key=lambda edition: (edition.id[:3], published(edition) or datetime.date.min),
        reverse=True,
    )


def published(edition: Edition) -> datetime.date | None:
    """The day of the last revision, else of an announcement before the first deadline, if written down."""
    closing = deadline(edition)
    announced = (event.first for event in edition.events if event.kind == "announcement")
    before = (day for day in announced if day and closing and day <= closing[1])
    return edition.revision or min(before, default=None)


def _item(settings: Settings, edition: Edition) -> Iterator[str]:
    address = addresses.absolute(settings, addresses.announcement(edition))
    permanent = "true" if settings.base_address else "false"
    yield "<item>"
    yield f"<title>{escape(full_title(edition))}</title>"
    yield f"<link>{escape(address)}</link>"
    yield f'<guid isPermaLink="{permanent}">{escape(address)}</guid>'
    if day := published(edition):
        moment = datetime.datetime.combine(day, datetime.time(), TAIPEI)
        yield f"<pubDate>{format_datetime(moment)}</pubDate>"
    yield f"<category>{escape(edition.title)}</category>"
    yield f"<description>{escape('；'.join(_told(edition)))}。</description>"
    yield "</item>"


def _told(edition: Edition) -> Iterator[str]:
    """What a reader of the feed wants to know before opening the page."""
    yield edition.issuer
    if closing := deadline(edition):
        yield f"{closing[0].label}：{closing[0].printed}"
    yield f"期程：{edition.period}"
    if edition.revision:
        yield f"{format_roc(edition.revision, with_weekday=False)}修正"
    if edition.forms:
        yield f"表單 {len(edition.forms)} 份"
