"""forms/site.yaml, with everything that its author may leave out."""

from __future__ import annotations

from ..model import Settings
from ..parse import Draft, SiteSpec
from ..problems import Report

NOBODY = ".invalid"
"""The end of a host that can never exist (RFC 2606): what an example site is shipped with."""


def settings_of(draft: Draft[SiteSpec], report: Report) -> Settings:
    """The settings without the picture, which `pipeline` reads; warns of a contact that reaches nobody."""
    spec = draft.spec
    contact = spec.security_contact or ""
    if spec.base_address and contact.endswith(NOBODY):
        span = draft.node.at("security_contact").span
        report.warn(
            f"「{contact}」是示範用的，沒有人收得到",
            span,
            "網站有正式網址了，請換成貴單位的信箱、網頁或電話。",
        )
    return Settings(
        title=spec.title,
        office=spec.office,
        base_address=(spec.base_address or "").rstrip("/"),
        tint=spec.tint,
        paper=spec.paper,
        logo=("", b""),
        field_font=spec.field_font,
        text_font=spec.text_font or "",
        head_font=spec.head_font or "",
        licence=spec.licence,
        contact=spec.contact or "",
        security_contact=contact,
    )
