"""網站導覽: the access keys, and every page in one list for whoever has no scripts."""

from __future__ import annotations

from ...model import Artifact, Site
from . import addresses, contents
from .home import by_programme
from .staging import Page, staged
from .wording import full_title


def render(site: Site) -> Artifact:
    page = Page(addresses.GUIDE, "網站導覽", "快速鍵與全部網頁", trail=(("首頁", addresses.HOME),))
    programmes = [
        (editions[0].title, addresses.programme(editions[0]), editions)
        for _, editions in by_programme(site.editions)
    ]
    return staged(
        page,
        "guide.md.jinja",
        programmes=programmes,
        references=references(site),
        addresses=addresses,
        contents=contents,
        full_title=full_title,
    )


def references(site: Site) -> list[tuple[str, str]]:
    """(title, address) of the pages below the reference of the format."""
    kinds = [(f"規則種類：{kind.title}", addresses.rule_kind(kind.id)) for kind in site.reference.rules]
    below = [
        ("檔案與欄目", addresses.FILES),
        ("算式", addresses.EXPRESSIONS),
        ("欄位類型", addresses.FIELD_TYPES),
        ("區塊", addresses.BLOCK_TYPES),
    ]
    return [*kinds, *below]
