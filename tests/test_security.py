"""Whom to tell of a weakness of the site, where tools look for it."""

from __future__ import annotations

import dataclasses

from formpress.model import Site
from formpress.targets import security

from .sample_site import SETTINGS, SITE


def said(site: Site = SITE) -> dict[str, str]:
    return {artifact.path: artifact.content.decode() for artifact in security.render(site)}


def test_security_txt_stands_where_tools_look() -> None:
    """At both addresses, with the telephone of the office and the end of the year after its latest day."""
    texts = said()
    assert set(texts) == {".well-known/security.txt", "security.txt"}
    lines = texts["security.txt"].splitlines()
    assert lines[0] == "Contact: tel:+886-0-1234-5678"
    assert lines[1].startswith("Expires: 20")
    assert lines[2] == "Preferred-Languages: zh-TW"
    assert "Canonical: https://example.invalid/grants/security.txt" in lines


def test_an_extension_is_part_of_the_number() -> None:
    settings = dataclasses.replace(SETTINGS, contact="資訊科　電話（07）726-0089 分機 116")
    text = said(dataclasses.replace(SITE, settings=settings))["security.txt"]
    assert text.startswith("Contact: tel:+886-7-726-0089;ext=116\n")


def test_without_a_number_there_is_no_file() -> None:
    """A contact that nobody can reach is worse than none."""
    settings = dataclasses.replace(SETTINGS, contact="國小教育科")
    assert said(dataclasses.replace(SITE, settings=settings)) == {}
