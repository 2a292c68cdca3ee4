"""announcement.pdf: the announcement in full, as it is filed and sent, from the same Markdown as its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ... import paper
from ...model import Artifact, Discrepancy, Edition, Event, Form, Settings, Site
from ...problems import Report, Span
from ...tw import format_roc
from ..pages import addresses
from ..pages.announcement import about_named
from ..pages.wording import deadline, file_size, full_title
from .fonts import Faces, prepare
from .layout import texts
from .prose import blocks, cell, plain, table
from .typesetter import DOCUMENT, typeset

Json = dict[str, Any]

TEXT_FACE, HEAD_FACE = "Noto Serif TC", "Noto Sans TC"
LABEL = 76.0
"""Points of the column of labels: seven characters of a cite and its margins."""


def render(
    site: Site, sizes: Mapping[str, int], places: Mapping[str, Span], cache: Path, report: Report
) -> Iterator[Artifact]:
    """One PDF/UA-1 per edition; `sizes` are the bytes of its forms by path.

    What no font draws is reported at the edition.
    """
    for edition, faces, drawn in drawable(site, sizes, places, cache, report):
        yield Artifact(addresses.announcement_pdf(edition), typeset(drawn, faces.folder, DOCUMENT))


def drawable(
    site: Site, sizes: Mapping[str, int], places: Mapping[str, Span], cache: Path, report: Report
) -> Iterator[tuple[Edition, Faces, Json]]:
    """What is to be drawn of each edition of which every character has a font; `render` draws it."""
    settings = site.settings
    faces = prepare(settings.text_font or TEXT_FACE, settings.head_font or HEAD_FACE, cache)
    for edition in site.editions:
        drawn = document(settings, edition, sizes, faces)
        if missing := faces.missing(texts(drawn)):
            message = f"公告全文或時程裡的「{missing}」沒有字型可以印"
            report.add(message, places.get(edition.folder), "請換字，或在 site.yaml 指定字型檔。")
            continue
        yield edition, faces, drawn


def document(settings: Settings, edition: Edition, sizes: Mapping[str, int], faces: Faces) -> Json:
    """Everything that `document.typ` draws."""
    logo, picture = settings.logo
    width, height = paper.SHEETS[settings.paper]
    page = addresses.absolute(settings, addresses.announcement(edition)) if settings.base_address else ""
    return {
        "heading": f"{full_title(edition)}公告",
        "author": edition.issuer,
        "issuer": edition.issuer,
        "title": full_title(edition),
        "footer": f"{edition.issuer}　{full_title(edition)}　公告全文",
        "tint": settings.tint,
        "fonts": {"text": faces.text_family, "head": faces.head_family},
        "logo": {"format": logo, "bytes": list(picture)} if picture else None,
        "paper": {
            "width": width * paper.MM, "height": height * paper.MM,
            "side": paper.SIDE + 3 * paper.MM, "top": paper.TOP, "bottom": paper.BOTTOM,
        },
        "blocks": [
            _facts(*_summary(settings, edition)),
            *blocks(edition.announcement, page),
            *_schedule(edition),
            *_forms(settings, edition, sizes),
            *_discrepancies(edition),
            *_imprint(settings, edition),
        ],
    }  # fmt: skip


def _heading(text: str, level: int = 2) -> Json:
    return {"kind": "heading", "level": level, "runs": plain(text)}


def _facts(*facts: tuple[str, list[list[Json]]]) -> Json:
    """Labels with the lines that stand beside them."""
    return {
        "kind": "facts",
        "label": LABEL,
        "facts": [{"label": label, "lines": lines} for label, lines in facts if lines],
    }


def _lines(*texts_: str) -> list[list[Json]]:
    return [plain(text) for text in texts_ if text]


def _address(settings: Settings, path: str) -> list[Json]:
    """An address that can be typed from paper; without a base address the place in the site."""
    address = addresses.absolute(settings, path)
    return plain(address, href=address if settings.base_address else "")


def _summary(settings: Settings, edition: Edition) -> Iterator[tuple[str, list[list[Json]]]]:
    """What a school asks first."""
    if closing := deadline(edition):
        event = closing[0]
        yield event.label, _lines(event.printed, event.how, "以郵戳為憑" if event.postmark else "")
    yield "期程", _lines(edition.period)
    yield "版本", _lines(_version(edition))
    if settings.base_address:
        yield "網頁", [_address(settings, addresses.announcement(edition))]


def _version(edition: Edition) -> str:
    day = edition.revision
    return f"{format_roc(day, with_weekday=False)}修正版" if day else ""


def _schedule(edition: Edition) -> Iterator[Json]:
    """A column that no entry fills is left out."""
    if not edition.events:
        return
    columns: list[tuple[str, list[str]]] = [
        ("事項", [event.label for event in edition.events]),
        ("日期", [event.printed for event in edition.events]),
        ("誰", [event.who for event in edition.events]),
        ("怎麼做", [_how(event) for event in edition.events]),
        ("逾期", [event.missed for event in edition.events]),
    ]
    kept = [(head, told) for head, told in columns if any(told)]
    rows = [
        [cell(plain(told[at] or "－"), heads=head == "事項") for head, told in kept]
        for at in range(len(edition.events))
    ]
    yield _heading("時程")
    yield table("", [[cell(plain(head), heads=True) for head, _ in kept]], rows)


def _how(event: Event) -> str:
    return "\n".join(filter(None, (event.how, "以郵戳為憑" if event.postmark else "")))


def _forms(settings: Settings, edition: Edition, sizes: Mapping[str, int]) -> Iterator[Json]:
    """What belongs to the announcement, and where each file is."""
    if not edition.forms:
        return
    heads = [[cell(plain(head), heads=True) for head in ("附件", "名稱", "檔案")]]
    rows = [
        [
            cell(plain(form.annex or "－"), heads=True),
            cell(plain("\n".join(filter(None, (form.title, form.copies))))),
            cell(_file(settings, edition, form, sizes)),
        ]
        for form in edition.forms
    ]
    yield _heading("附件")
    yield table("", heads, rows) | {"shares": [5, 14, 21]}


def _file(settings: Settings, edition: Edition, form: Form, sizes: Mapping[str, int]) -> list[Json]:
    path = addresses.pdf(edition, form)
    size = sizes.get(path)
    weight = f"可填寫的 PDF，{file_size(size)}\n" if size else ""
    return plain(weight) + _address(settings, path if size else addresses.form(edition, form))


def _discrepancies(edition: Edition) -> Iterator[Json]:
    if not edition.discrepancies:
        return
    yield _heading("原文件不一致之處")
    yield {"kind": "text", "runs": plain("來源文件前後不一致或誤植之處，以及本公告採用的讀法。")}
    for one in edition.discrepancies:
        named = about_named(edition, one)
        yield _heading(named.about, 3)
        yield _facts(*_reading(named))


def _reading(one: Discrepancy) -> Iterator[tuple[str, list[list[Json]]]]:
    for quote in one.quotes:
        said = f"即 {quote.said}" if quote.said else ""
        yield quote.cite, _lines(quote.source, said, quote.remark)
    yield "採用", _lines(one.follows)
    yield "讀法", _lines(one.reading)


def _imprint(settings: Settings, edition: Edition) -> Iterator[Json]:
    yield _heading("發布資訊")
    yield _facts(
        ("發布", _lines(settings.office)),
        ("洽詢", _lines(edition.contact or settings.contact)),
        ("授權", _lines(settings.licence)),
    )
