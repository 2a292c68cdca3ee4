"""rules.ods: rules, figures and schedule as an open spreadsheet (OpenDocument 1.3), nothing but text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from ..model import EVENT_KINDS, Artifact, Edition, Settings, Site
from ..tw import format_roc
from . import rule_data
from .archive import packed
from .pages import addresses
from .pages.wording import full_title

MIME = "application/vnd.oasis.opendocument.spreadsheet"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{whole}:1.0"'
    for short, whole in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("meta", "meta"),
    )
)  # fmt: skip
DUBLIN = ' xmlns:dc="http://purl.org/dc/elements/1.1/"'

STYLES = (
    '<style:style style:name="wide" style:family="table-column">'
    '<style:table-column-properties style:column-width="6cm"/></style:style>'
    '<style:style style:name="narrow" style:family="table-column">'
    '<style:table-column-properties style:column-width="2.6cm"/></style:style>'
    '<style:style style:name="head" style:family="table-cell">'
    '<style:table-cell-properties fo:background-color="#e8edf1" fo:wrap-option="wrap"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="body" style:family="table-cell">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>'
)
NARROW = 10
"""Columns whose texts are no longer than that many characters stay narrow."""

Rows = list[list[str]]


def render(site: Site) -> Iterator[Artifact]:
    """One file beside rules.csv; nothing for an edition without rules."""
    for edition in site.editions:
        if edition.rules:
            yield Artifact(addresses.rules_ods(edition), document(site.settings, edition))


def document(settings: Settings, edition: Edition) -> bytes:
    """The type stands first and unpacked, so that a file can be told by its first bytes."""
    sheets = {"規則": _rules(settings, edition), "數據": _figures(edition), "時程": _schedule(edition)}
    tables = "".join(_sheet(name, rows) for name, rows in sheets.items() if len(rows) > 1)
    content = (
        f'{XML}<office:document-content{NAMES} office:version="1.3">'
        f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>\n"
    )
    files = {
        "content.xml": content,
        "meta.xml": _meta(settings, edition),
        "META-INF/manifest.xml": _manifest(),
    }
    written = [("mimetype", MIME.encode()), *((name, text.encode()) for name, text in files.items())]
    return packed(written, edition.revision)


def _rules(settings: Settings, edition: Edition) -> Rows:
    """The columns of rules.csv."""
    rows = [rule_data.cells(settings, edition, rule) for rule in edition.rules]
    return [list(rows[0]), *(list(row.values()) for row in rows)]


def _figures(edition: Edition) -> Rows:
    """One line a value."""
    rows = [["代號", "名稱", "適用", "數值", "單位", "依據"]]
    for parameter in edition.parameters:
        for options, printed in parameter.values:
            told = "，".join(options)
            rows.append([parameter.id, parameter.label, told, printed, parameter.unit, parameter.cite])
    return rows


def _schedule(edition: Edition) -> Rows:
    rows = [["代號", "事項", "種類", "日期", "第一天", "最後一天", "誰", "怎麼做", "逾期", "依據"]]
    for event in edition.events:
        days = [format_roc(day, with_weekday=False) if day else "" for day in (event.first, event.last)]
        kind = EVENT_KINDS[event.kind]
        told = [event.who, event.how, event.missed, event.cite]
        rows.append([event.id, event.label, kind, event.printed, *days, *told])
    return rows


def _sheet(name: str, rows: Rows) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    columns = "".join(
        f'<table:table-column table:style-name="{"narrow" if width <= NARROW else "wide"}"/>'
        for width in widths
    )
    head, *body = rows
    lines = "".join(_row(row, "body") for row in body)
    return (
        f"<table:table table:name={quoteattr(name)}>{columns}"
        f"<table:table-header-rows>{_row(head, 'head')}</table:table-header-rows>{lines}</table:table>"
    )


def _row(cells: Iterable[str], style: str) -> str:
    return f"<table:table-row>{''.join(_cell(text, style) for text in cells)}</table:table-row>"


def _cell(text: str, style: str) -> str:
    """Text is text: nothing in it is computed, whatever it begins with."""
    if not text:
        return f'<table:table-cell table:style-name="{style}"/>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.splitlines())
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">{lines}</table:table-cell>'
    )


def _meta(settings: Settings, edition: Edition) -> str:
    told = (("title", f"{full_title(edition)}規則"), ("creator", edition.issuer))
    lines = "".join(f"<dc:{name}>{escape(text)}</dc:{name}>" for name, text in told)
    rights = f'<meta:user-defined meta:name="授權">{escape(settings.licence)}</meta:user-defined>'
    return (
        f'{XML}<office:document-meta{NAMES}{DUBLIN} office:version="1.3"><office:meta>'
        f"<meta:generator>formpress</meta:generator>{lines}{rights if settings.licence else ''}"
        "<dc:language>zh-TW</dc:language></office:meta></office:document-meta>\n"
    )


def _manifest() -> str:
    name = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", MIME), ("content.xml", "text/xml"), ("meta.xml", "text/xml"))
    )
    head = f'<manifest:manifest xmlns:manifest="{name}" manifest:version="1.3">'
    return f"{XML}{head}{entries}</manifest:manifest>\n"
