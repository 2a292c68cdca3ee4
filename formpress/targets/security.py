"""security.txt (RFC 9116): whom to tell of a weakness of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Artifact, Settings, Site
from ..tw.dates import EPOCH
from .pages import addresses

PATHS = (".well-known/security.txt", "security.txt")
"""Where it is looked for; the second is for hosts that leave folders with a dot out."""

_PHONE = re.compile(r"[（(](0\d{1,3})[）)]\s*(\d{3,4})-?(\d{3,4})(?:\s*(?:分機|#)\s*(\d+))?")


def render(site: Site) -> Iterator[Artifact]:
    """Nothing where site.yaml names nobody to tell and its contact holds no telephone number."""
    contact = site.settings.security_contact or _telephone(site.settings)
    if not contact:
        return
    lines = [
        f"Contact: {contact}",
        f"Expires: {_last_year(site)}-12-31T15:59:59Z",
        "Preferred-Languages: zh-TW",
    ]
    if site.settings.base_address:
        lines += [f"Canonical: {addresses.absolute(site.settings, path)}" for path in PATHS]
    for path in PATHS:
        yield Artifact(path, ("\n".join(lines) + "\n").encode())


def _telephone(settings: Settings) -> str:
    """The number in the contact of the office as an address, or ""."""
    phone = _PHONE.search(settings.contact)
    if phone is None:
        return ""
    area, first, second, extension = phone.groups()
    return f"tel:+886-{area[1:]}-{first}-{second}" + (f";ext={extension}" if extension else "")


def _last_year(site: Site) -> int:
    """The year after the latest day or school year that the site names, never that of a clock.

    The same content gives the same bytes, and of a site that nobody has revised for so long nobody
    has looked at the contact either.
    """
    days = [day for edition in site.editions for day in (edition.revision, *(e.last for e in edition.events))]
    years = [int(edition.id[:3]) + EPOCH for edition in site.editions]
    return max([*years, *(day.year for day in days if day)]) + 1
