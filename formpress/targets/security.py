"""security.txt (RFC 9116): whom to tell of a weakness of the site."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from ..model import Artifact, Site
from .pages import addresses

PATHS = (".well-known/security.txt", "security.txt")
"""Where it is looked for; the second is for hosts that leave folders with a dot out."""

_PHONE = re.compile(r"[（(](0\d{1,3})[）)]\s*(\d{3,4})-?(\d{3,4})(?:\s*(?:分機|#)\s*(\d+))?")


def render(site: Site) -> Iterator[Artifact]:
    """Nothing where the contact of the office holds no telephone number, or where no day is known.

    It is valid to the end of the year after the latest day that the site names: a site that nobody
    has revised for so long has a contact that nobody has looked at either.
    """
    phone = _PHONE.search(site.settings.contact)
    days = [day for edition in site.editions for day in (edition.revision, *(e.last for e in edition.events))]
    latest = max((day for day in days if day), default=None)
    if phone is None or latest is None:
        return
    area, first, second, extension = phone.groups()
    number = f"tel:+886-{area[1:]}-{first}-{second}" + (f";ext={extension}" if extension else "")
    lines = [
        f"Contact: {number}",
        f"Expires: {datetime.date(latest.year + 1, 12, 31).isoformat()}T15:59:59Z",
        "Preferred-Languages: zh-TW",
    ]
    if site.settings.base_address:
        lines += [f"Canonical: {addresses.absolute(site.settings, path)}" for path in PATHS]
    for path in PATHS:
        yield Artifact(path, ("\n".join(lines) + "\n").encode())
