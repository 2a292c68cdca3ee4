"""網站導覽: the access keys, and every page in one list for whoever has no scripts."""

from __future__ import annotations

from ...model import Artifact, Site
from . import addresses
from .home import by_programme
from .staging import Page, staged
from .wording import full_title


def render(site: Site) -> Artifact:
    page = Page(addresses.GUIDE, "網站導覽", "快速鍵與全部網頁", trail=(("首頁", addresses.HOME),))
    programmes = [
        (editions[0].title, addresses.programme(editions[0]), editions)
        for _, editions in by_programme(site.editions)
    ]
    return staged(page, "guide.md.jinja", programmes=programmes, addresses=addresses, full_title=full_title)
