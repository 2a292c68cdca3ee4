"""What the site builder is told about this site: names, footer and the order of the pages."""

from __future__ import annotations

import json
from html import escape

from ...model import Artifact, Edition, Site
from . import addresses, contents
from .home import by_programme

PATH = "mkdocs.yml"
"""`write` lays these settings over the project's own mkdocs.yml; they never reach the site."""


def render(site: Site) -> Artifact:
    """JSON, which is YAML too. The theme prints names as they are, so they are escaped here."""
    settings = site.settings
    office, contact, licence = map(escape, (settings.office, settings.contact, settings.licence))
    values: dict[str, object] = {
        "site_name": escape(settings.title),
        "site_author": office,
        "extra": {"office": office, "contact": contact, "licence": licence},
        "nav": _navigation(site),
    }
    if settings.base_address:
        values["site_url"] = settings.base_address
    return Artifact(PATH, json.dumps(values, ensure_ascii=False, indent=1).encode())


def _navigation(site: Site) -> list[dict[str, object]]:
    programmes: list[dict[str, object]] = [
        {
            escape(editions[0].title): [
                {"歷年資料": _source(addresses.programme(editions[0]))},
                *(_year(edition, contents.before(editions, edition)) for edition in editions),
            ]
        }
        for _, editions in by_programme(site.editions)
    ]
    return [
        {"首頁": _source(addresses.HOME)},
        *programmes,
        {"格式參考": _reference(site)},
        {"網站導覽": _source(addresses.GUIDE)},
    ]


def _reference(site: Site) -> list[dict[str, object]]:
    kinds = [{escape(kind.title): _source(addresses.rule_kind(kind.id))} for kind in site.reference.rules]
    return [
        {"格式參考": _source(addresses.REFERENCE)},
        {"檔案與欄目": _source(addresses.FILES)},
        {"規則種類": kinds},
        {"算式": _source(addresses.EXPRESSIONS)},
        {"欄位類型": _source(addresses.FIELD_TYPES)},
        {"區塊": _source(addresses.BLOCK_TYPES)},
    ]


def _year(edition: Edition, earlier: Edition | None) -> dict[str, object]:
    forms = [
        {escape(f"{form.annex} {form.title}".strip()): _source(addresses.form(edition, form))}
        for form in edition.forms
    ]
    first, last = (
        [{name: _source(address)} for name, address in pages]
        for pages in (contents.first(edition), contents.last(edition, earlier))
    )
    return {escape(edition.year): [*first, *forms, *last]}


def _source(address: str) -> str:
    return address.removesuffix(".html") + ".md"
