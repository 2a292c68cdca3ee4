"""edition.zip: every file of an edition in one, for offices that keep a copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..model import Artifact, Edition, Settings, Site
from .archive import packed
from .pages import addresses, catalogue
from .pages.wording import file_size, full_title

BOM = "\ufeff"
"""Old editors take a text without it for one of the system's own encoding."""


def render(site: Site, files: Mapping[str, bytes]) -> Iterator[Artifact]:
    """One archive per edition of all `files` (content by path) in its folder, and what they are."""
    for edition in site.editions:
        inside = f"{edition.folder}/"
        own = {path: content for path, content in sorted(files.items()) if path.startswith(inside)}
        if own:
            folder = f"{edition.programme}-{edition.id}"
            listed = (f"{folder}/說明.txt", _contents(site.settings, edition, own).encode())
            members = ((f"{folder}/{path.removeprefix(inside)}", content) for path, content in own.items())
            content = packed([listed, *members], edition.revision)
            yield Artifact(addresses.bundle(edition), content)


def _contents(settings: Settings, edition: Edition, files: Mapping[str, bytes]) -> str:
    """Names, formats and sizes, whose it is, and under which licence."""
    sizes = {path: len(content) for path, content in files.items()}
    listed = (*catalogue.of_edition(edition, sizes), *catalogue.of_forms(edition, sizes))
    lines = [full_title(edition), edition.issuer, f"期程：{edition.period}", ""]
    for one in listed:
        path = one.address.removeprefix(f"{edition.folder}/")
        lines.append(f"{path}　{one.name}（{one.format}，{file_size(one.size)}）：{one.note}")
    lines.append("")
    page = addresses.absolute(settings, addresses.announcement(edition)) if settings.base_address else ""
    told = (
        ("發布", settings.office),
        ("洽詢", edition.contact or settings.contact),
        ("授權", settings.licence),
        ("網頁", page),
    )
    lines += [f"{label}：{text}" for label, text in told if text]
    return BOM + "".join(f"{line}\r\n" for line in lines)
