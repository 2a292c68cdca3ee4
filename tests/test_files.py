"""What can be taken home of an edition: an open spreadsheet, one archive of all, and a list that is true."""

from __future__ import annotations

import csv
import datetime
import io
import json
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from formpress.model import Artifact, Edition, Site
from formpress.targets import bundle, facts, rule_data, spreadsheet
from formpress.targets.archive import packed
from formpress.targets.pages import catalogue
from tests.editions import ROOT, artifacts, site
from tests.sample_site import CURRENT, EVENING, PAST, SETTINGS, SITE

pytestmark = pytest.mark.slow

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def only(edition: Edition) -> Site:
    return replace(SITE, editions=(edition,))


# ----- the spreadsheet -----


def sheets(edition: Edition = CURRENT) -> dict[str, list[list[str]]]:
    """The cells of every sheet by its name."""
    (made,) = spreadsheet.render(only(edition))
    assert made.path == f"{edition.folder}/rules/rules.ods"
    content = ElementTree.fromstring(opened(made.content).read("content.xml"))
    return {
        table.attrib[f"{TABLE}name"]: [
            ["\n".join(line.text or "" for line in cell.iter(f"{TEXT}p")) for cell in row]
            for row in table.iter(f"{TABLE}table-row")
        ]
        for table in content.iter(f"{TABLE}table")
    }


def test_a_spreadsheet_is_known_by_its_first_bytes() -> None:
    """OpenDocument 1.3, part 2, 3.3: the type stands first, unpacked, without extra fields."""
    content = spreadsheet.document(SETTINGS, CURRENT)
    assert content[30:38] == b"mimetype"
    assert content[38:84] == b"application/vnd.oasis.opendocument.spreadsheet"
    with opened(content) as file:
        listed = ElementTree.fromstring(file.read("META-INF/manifest.xml"))
        name = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path"
        assert {one.attrib[name] for one in listed} == {"/", "content.xml", "meta.xml"}
        assert file.testzip() is None
        assert SETTINGS.licence in file.read("meta.xml").decode()


def test_the_sheet_of_the_rules_is_the_table_of_the_rules() -> None:
    text = rule_data.as_csv(SETTINGS, CURRENT).removeprefix("\ufeff")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert sheets()["規則"] == lines


def test_figures_and_days_have_sheets_of_their_own() -> None:
    """A line a value, a line an entry; a day that nobody knows is an empty cell."""
    found = sheets()
    heads, first, *_ = found["數據"]
    assert heads == ["代號", "名稱", "適用", "數值", "單位", "依據"]
    assert first[1:5] == ["補助上限", "甲組（班級閱讀角）", "30,000 元", "元"]
    assert len(found["數據"]) == 1 + sum(len(parameter.values) for parameter in CURRENT.parameters)
    assert [row[3:6] for row in found["時程"][1:]] == [
        ["114年10月15日（星期三）", "114年10月15日", "114年10月15日"],
        ["114年11月5日（星期三）", "114年11月5日", "114年11月5日"],
        ["計畫公告日", "", ""],
    ]


def test_nothing_in_a_spreadsheet_is_computed() -> None:
    """A text that begins like a formula is a text, and markup in it is text too."""
    hostile = '=HYPERLINK("x") <b>&'
    rule = replace(CURRENT.rules[0], statement=hostile)
    content = opened(spreadsheet.document(SETTINGS, replace(CURRENT, rules=(rule,)))).read("content.xml")
    cells = list(ElementTree.fromstring(content).iter(f"{TABLE}table-cell"))
    kinds = {cell.attrib.get(f"{OFFICE}value-type", "empty") for cell in cells}
    assert kinds == {"string", "empty"}
    assert not [cell for cell in cells if f"{TABLE}formula" in cell.attrib]
    assert hostile in {line.text for cell in cells for line in cell.iter(f"{TEXT}p")}


def test_an_edition_without_rules_has_no_spreadsheet() -> None:
    assert list(spreadsheet.render(only(EVENING))) == []


# ----- facts -----


def test_facts_stand_beside_the_announcement_with_their_licence() -> None:
    """Days as programs read them, None where nobody knows."""
    (made,) = facts.render(only(replace(CURRENT, parameters=())))
    found = json.loads(made.content)
    assert made.path == "reading-corner/114/facts.json"
    assert found["licence"] == SETTINGS.licence
    days = {one["id"]: (one["first"], one["last"]) for one in found["facts"] if "first" in one}
    assert days == {
        "schedule.apply_by": ("2025-10-15", "2025-10-15"),
        "schedule.result_on": ("2025-11-05", "2025-11-05"),
        "schedule.starts": (None, None),
    }


# ----- everything in one -----

FILES = {
    "reading-corner/114/schedule.ics": b"BEGIN:VCALENDAR",
    "reading-corner/114/forms/budget.pdf": b"%PDF-1.7",
    "reading-corner/114/announcement.pdf": b"%PDF-1.7 whole",
    "reading-corner/113/announcement.pdf": b"%PDF-1.7 before",
    "feed.xml": b"<rss/>",
}


def bundled(files: dict[str, bytes] = FILES) -> dict[str, Artifact]:
    return {artifact.path: artifact for artifact in bundle.render(SITE, files)}


def test_the_archive_holds_every_file_of_its_edition_and_no_other() -> None:
    """In a folder of its own, in order; an edition without files has no archive."""
    made = bundled()
    assert set(made) == {"reading-corner/114/edition.zip", "reading-corner/113/edition.zip"}
    with opened(made["reading-corner/114/edition.zip"].content) as file:
        assert file.testzip() is None
        assert file.namelist() == [
            "reading-corner-114/說明.txt",
            "reading-corner-114/announcement.pdf",
            "reading-corner-114/forms/budget.pdf",
            "reading-corner-114/schedule.ics",
        ]
        assert file.read("reading-corner-114/forms/budget.pdf") == b"%PDF-1.7"


def test_the_archive_says_what_is_in_it() -> None:
    """Names, formats, sizes, whose it is and under which licence; readable in any editor."""
    with opened(bundled()["reading-corner/114/edition.zip"].content) as file:
        text = file.read("reading-corner-114/說明.txt").decode("utf-8-sig")
    assert "forms/budget.pdf　附件一 經費申請表（PDF，1 KB）：可填寫" in text.splitlines()
    assert f"授權：{SETTINGS.licence}" in text
    assert "網頁：https://example.invalid/grants/reading-corner/114/index.html" in text
    assert "rules.csv" not in text


def test_the_same_files_give_the_same_archive() -> None:
    """Whatever their order; the day of each is that of the revision, the hour is none."""
    again = bundled(dict(reversed(FILES.items())))
    assert again == bundled()
    with opened(again["reading-corner/114/edition.zip"].content) as file:
        assert {entry.date_time for entry in file.infolist()} == {(2025, 9, 1, 0, 0, 0)}
    with opened(again["reading-corner/113/edition.zip"].content) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_sizes_stand_before_each_file() -> None:
    """No data descriptor: what is loaded can be unpacked at once. PDFs are not packed twice."""
    content = packed([("a.txt", b"a" * 500), ("b.pdf", b"b" * 500)], datetime.date(1911, 1, 1))
    with opened(content) as file:
        assert [entry.flag_bits & 0x08 for entry in file.infolist()] == [0, 0]
        assert [entry.compress_type for entry in file.infolist()] == [
            zipfile.ZIP_DEFLATED,
            zipfile.ZIP_STORED,
        ]


# ----- what is offered -----


def test_only_what_was_made_is_offered() -> None:
    sizes = {"reading-corner/114/announcement.pdf": 9, "reading-corner/113/schedule.ics": 9}
    assert [one.address for one in catalogue.of_edition(CURRENT, sizes)] == [
        "reading-corner/114/announcement.pdf"
    ]
    assert [one.format for one in catalogue.of_edition(PAST, sizes)] == ["iCalendar"]
    assert list(catalogue.of_forms(CURRENT, {})) == []


@pytest.mark.parametrize("edition", site(ROOT).editions, ids=lambda edition: edition.folder)
def test_every_file_of_an_edition_is_offered(edition: Edition) -> None:
    """Beside the pages, nothing lies in the folder of an edition that no list names."""
    made = artifacts(ROOT)
    sizes = {path: len(content) for path, content in made.items()}
    listed = {one.address for one in catalogue.of_edition(edition, sizes)}
    listed |= {one.address for one in catalogue.of_forms(edition, sizes)}
    own = {path for path in made if path.startswith(f"{edition.folder}/")}
    assert {path for path in own if not path.endswith((".md", ".css"))} == listed
    with opened(made[f"{edition.folder}/edition.zip"]) as file:
        folder = f"{edition.programme}-{edition.id}"
        packed_up = {name.replace(folder, edition.folder, 1) for name in file.namelist()}
    assert packed_up == (listed - {f"{edition.folder}/edition.zip"}) | {f"{edition.folder}/說明.txt"}
