"""Whom to tell of a weakness of the site, where tools look for it."""

from __future__ import annotations

import dataclasses
import datetime
import io
from collections.abc import Callable
from pathlib import Path

from formpress.cli import main
from formpress.model import Site
from formpress.targets import security

from .editions import ROOT, site
from .sample_site import CURRENT, EVENTS, SETTINGS, SITE


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


def test_what_site_yaml_names_stands_before_the_telephone() -> None:
    settings = dataclasses.replace(SETTINGS, security_contact="mailto:security@office.example")
    text = said(dataclasses.replace(SITE, settings=settings))["security.txt"]
    assert text.startswith("Contact: mailto:security@office.example\nExpires: ")


def test_it_expires_with_the_year_after_the_latest_one_that_the_site_names() -> None:
    """A day of the schedule, a revision or the year of the edition, whichever is latest."""
    bare = dataclasses.replace(CURRENT, revision=None, events=())
    assert (
        "Expires: 2026-12-31T15:59:59Z" in said(dataclasses.replace(SITE, editions=(bare,)))["security.txt"]
    )
    day = datetime.date(2027, 2, 1)
    revised = dataclasses.replace(bare, revision=day)
    assert "Expires: 2028-12-31" in said(dataclasses.replace(SITE, editions=(revised,)))["security.txt"]
    dated = dataclasses.replace(bare, events=(dataclasses.replace(EVENTS[0], last=day),))
    assert "Expires: 2028-12-31" in said(dataclasses.replace(SITE, editions=(bare, dated)))["security.txt"]


def test_the_shipped_site_says_whom_to_tell() -> None:
    """Every line that RFC 9116 requires, once, whatever its schedule."""
    for text in said(site(ROOT)).values():
        fields = [line.partition(": ") for line in text.splitlines()]
        assert [name for name, _, _ in fields[:3]] == ["Contact", "Expires", "Preferred-Languages"]
        assert fields[0][2].startswith(("mailto:", "https://", "tel:+"))
        assert datetime.datetime.fromisoformat(fields[1][2]).tzinfo


def test_a_site_that_goes_public_with_the_contact_of_the_example_is_told(
    minimal: Callable[..., Path],
) -> None:
    """Nobody reads that mailbox; without an address the site is not public yet."""
    office = "office: 海濱市教育處"
    example = f"{office}\nsecurity_contact: mailto:security@example.invalid"

    root = minimal("forms/site.yaml", office, example)
    before, after = io.StringIO(), io.StringIO()
    assert main(["check"], root=root, out=io.StringIO(), err=before) == 0
    settings = root / "forms/site.yaml"
    settings.write_text(f"{settings.read_text()}base_address: https://office.example\n")
    assert main(["check"], root=root, out=io.StringIO(), err=after) == 0
    assert before.getvalue() == ""
    assert after.getvalue().startswith("提醒：「mailto:security@example.invalid」是示範用的，沒有人收得到\n")


def test_without_a_number_there_is_no_file() -> None:
    """A contact that nobody can reach is worse than none."""
    settings = dataclasses.replace(SETTINGS, contact="國小教育科")
    assert said(dataclasses.replace(SITE, settings=settings)) == {}
