"""Whatever an author types is text: on no page, in no feed, calendar, sheet or script is it anything else.

Every Chinese text of the invented edition, wherever it stands in the model, takes hostile words along.
A key that is added tomorrow is attacked without another test.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import icalendar
import pytest
from markdown import markdown
from pikepdf import Dictionary

from formpress.model import Artifact, Site
from formpress.pipeline import read
from formpress.problems import Report
from formpress.targets import calendar, facts, feed, fixtures, pages, rule_data, schema, security, spreadsheet
from formpress.write import write

from .editions import COMPLETE, MINIMAL, ROOT, artifacts, site
from .produced import opened

MARKUP = (
    """</title></script></textarea>--&gt;-->"><img src=x onerror=a()><script>b()</script>"""
    """'\\"&amp;[x](javascript:c)**d**`e`|<!--"""
)
HOLE = "{{ 7919*7907 }}{% raw %}"
COMPUTED = str(7919 * 7907)
"""What stands somewhere if an author's words were taken for a template."""

FORMULAS = ("=1+1", "@SUM(1)", "-1+1", "+1+1")

CHECKED = {"cite", "annex", "announcement", "pattern"}
"""Numbers of the document are read before anything is drawn, the announcement is Markdown by intent,
and the pattern of a schema is ours."""

CHINESE = re.compile(r"[\u4e00-\u9fff]")
WBR = "wbr"
"""A place where a long word may be broken: the more of a text, the more of these."""

LONG = {(f"h{level}", "class", "id") for level in range(1, 5)}
"""A heading that fills more than a line is marked as such."""

DATA = re.compile(r'<script type="application/json"[^>]*>(.*?)</script>', re.DOTALL)

PDF_OF_MINIMAL = "reading-corner/113/forms/grant.pdf"

TARGETS = (schema, rule_data, spreadsheet, facts, fixtures, calendar, feed, security)


def attacked(value: Any, seen: set[str]) -> Any:
    """`value` with every Chinese text in it made hostile, the same text alike; codes are ASCII and stay."""
    if isinstance(value, str):
        if not CHINESE.search(value):
            return value
        seen.add(value)
        return f"{FORMULAS[zlib.crc32(value.encode()) % len(FORMULAS)]}{value}{HOLE}{MARKUP}"
    if isinstance(value, tuple):
        return tuple(attacked(one, seen) for one in value)
    if isinstance(value, Mapping):
        return {key: one if key in CHECKED else attacked(one, seen) for key, one in value.items()}
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changed = {
        one.name: attacked(getattr(value, one.name), seen)
        for one in dataclasses.fields(value)
        if one.init and one.name not in CHECKED
    }
    return dataclasses.replace(value, **changed)


def made(whole: Site) -> list[Artifact]:
    """Everything but what a typesetter sets."""
    data = [artifact for target in TARGETS for artifact in target.render(whole)]
    forms = [
        Artifact(f"{edition.folder}/forms/{form.id}.pdf", b"%PDF-1.7\n")
        for edition in whole.editions
        for form in edition.forms
    ]
    sizes = {artifact.path: len(artifact.content) for artifact in (*data, *forms)}
    return [*data, *forms, *pages.render(whole, sizes)]


@pytest.fixture(scope="module")
def plain() -> Site:
    whole = site(COMPLETE)
    settings = dataclasses.replace(
        whole.settings,
        base_address="https://office.invalid/grants",
        contact="資訊科，電話（00）1234-5678",
    )
    return dataclasses.replace(whole, settings=settings)


@pytest.fixture(scope="module")
def hostile(plain: Site) -> Site:
    seen: set[str] = set()
    settings = attacked(plain.settings, seen)
    editions = attacked(plain.editions, seen)
    assert len(seen) > 500
    return dataclasses.replace(plain, settings=settings, editions=editions)


@pytest.fixture(scope="module")
def built(plain: Site, hostile: Site, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site as it is meant, and as somebody attacks it."""
    folder = tmp_path_factory.mktemp("hostile")
    write(made(plain), ROOT, folder / "plain")
    write(made(hostile), ROOT, folder / "hostile")
    return folder / "plain", folder / "hostile"


class Structure(HTMLParser):
    """The tags of a page with the names of their attributes, where it leads, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.schemes: set[str] = set()
        self.words = ""
        self.title = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != WBR:
            self.tags.append((tag, *sorted(name for name, _ in attrs)))
        points = [value or "" for name, value in attrs if name in {"href", "src", "action", "data"}]
        self.schemes |= {urlsplit(point).scheme for point in points}

    def count(self, name: str) -> int:
        return sum(tag == name for tag, *_ in self.tags)

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment",))

    def handle_data(self, data: str) -> None:
        self.words += data
        if self.lasttag == "title" and not self.title.strip():
            self.title += data


def structures(folder: Path) -> dict[str, Structure]:
    files = sorted(folder.rglob("*.html"))
    return {
        file.relative_to(folder).as_posix(): Structure(file.read_text(encoding="utf-8")) for file in files
    }


def test_no_text_becomes_markup_on_any_page(built: tuple[Path, Path]) -> None:
    """No tag or attribute that the plain site does not have, no script more, and every word whole."""
    plain, hostile = map(structures, built)
    known = {tag for page in plain.values() for tag in page.tags}
    assert plain.keys() == hostile.keys()
    assert not {"img", "textarea"} & {tag for tag, *_ in known}
    for path, page in hostile.items():
        for name in ("script", "comment", "title"):
            assert page.count(name) == plain[path].count(name), path
        assert set(page.tags) <= known | LONG, path
        assert page.schemes <= {"", "https"}, path
        assert COMPUTED not in page.words, path
        assert page.words.count("onerror") == page.words.count(MARKUP) > 0, path
        assert HOLE in page.title, path


def test_data_in_pages_and_the_search_index_stay_data(built: tuple[Path, Path]) -> None:
    """JSON reads as JSON; the index has the rows of the plain one, four parts each."""
    plain, hostile = built
    for file in sorted(hostile.rglob("*.html")):
        for text in re.findall(
            r'<script type="application/json"[^>]*>(.*?)</script>', file.read_text(), re.DOTALL
        ):
            assert json.loads(text) is not None
    rows = [index(folder / "assets/search-index.js") for folder in (plain, hostile)]
    assert all(len(row) == 4 for row in rows[1])
    assert {row[0].split("#")[0] for row in rows[1]} == {row[0].split("#")[0] for row in rows[0]}


def index(file: Path) -> list[list[str]]:
    found: list[list[str]] = json.loads(
        file.read_text().removeprefix("window.formpressSections=").rstrip("\n;")
    )
    return found


def shape(content: bytes) -> list[tuple[str, ...]]:
    """The elements of an XML file and the names of their attributes, without the empty ones."""
    return [(part.tag, *part.attrib) for part in ElementTree.fromstring(content).iter()]


def test_no_text_becomes_markup_in_the_feed(plain: Site, hostile: Site) -> None:
    (meant,), (met,) = (list(feed.render(whole)) for whole in (plain, hostile))
    assert shape(met.content) == shape(meant.content)
    assert MARKUP in ElementTree.fromstring(met.content).findtext("channel/item/title", "")


def test_no_text_becomes_a_property_of_a_calendar(plain: Site, hostile: Site) -> None:
    for meant, met in zip(calendar.render(plain), calendar.render(hostile), strict=True):
        before, after = (icalendar.Calendar.from_ical(one.content).walk() for one in (meant, met))
        assert [list(part) for part in after] == [list(part) for part in before]
        assert all(part.errors == [] for part in after)
        assert all(MARKUP in str(part["SUMMARY"]) for part in after if part.name == "VEVENT")


def test_no_cell_of_a_sheet_is_a_formula(plain: Site, hostile: Site) -> None:
    """A CSV guards what a spreadsheet would compute; in an ODS every cell says that it is text."""
    (edition,) = hostile.editions
    for row in csv.reader(
        io.StringIO(rule_data.as_csv(hostile.settings, edition).removeprefix(rule_data.BOM))
    ):
        assert not [cell for cell in row if cell.startswith(rule_data.FORMULA)]
    sheets = [spreadsheet.document(whole.settings, *whole.editions) for whole in (plain, hostile)]
    meant, met = (zipfile.ZipFile(io.BytesIO(sheet)).read("content.xml") for sheet in sheets)
    assert {name for _, *names in shape(met) for name in names} == {
        name for _, *names in shape(meant) for name in names
    }
    cells = [part for part in ElementTree.fromstring(met).iter() if part.tag.endswith("}table-cell")]
    kinds = {value for cell in cells for name, value in cell.attrib.items() if name.endswith("}value-type")}
    assert kinds == {"string"}
    assert not [name for cell in cells for name in cell.attrib if name.endswith("}formula")]


def test_what_programs_read_stays_as_it_is_shaped(plain: Site, hostile: Site) -> None:
    """The same keys and codes at the same places, and every text whole."""
    for meant, met in zip(json_files(plain), json_files(hostile), strict=True):
        assert met.path == meant.path
        assert keys(json.loads(met.content)) == keys(json.loads(meant.content)), met.path
        text = json.dumps(json.loads(met.content), ensure_ascii=False)
        assert text.count("onerror") == text.count(json.dumps(MARKUP)[1:-1]) > 0, met.path


def json_files(whole: Site) -> list[Artifact]:
    """Fixtures stand aside: what an example shows may depend on a text that is compared."""
    found = (artifact for target in (schema, rule_data, facts) for artifact in target.render(whole))
    return [artifact for artifact in found if artifact.path.endswith(".json")]


def keys(node: Any) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(keys, node))
    if isinstance(node, dict):
        return {str(key) for key in node}.union(*map(keys, node.values()))
    return set()


def test_no_figure_becomes_markup_in_an_announcement(minimal: Callable[..., Path]) -> None:
    """Days and names are printed into Markdown, where a heading may take attributes from its words."""
    root = minimal("forms/reading-corner/113/edition.yaml", "date: 113-09-20", f"event: {json.dumps(MARKUP)}")
    page = root / "content/reading-corner/113/index.md"
    page.write_text(f"{page.read_text()}\n## 肆、{{{{ schedule.apply_by }}}}{{{{ schedule.apply_by }}}}\n")
    (edition,) = read(root, Report())[0].editions
    found = Structure(markdown(edition.announcement, extensions=["attr_list", "tables"]))
    assert found.words.count(MARKUP) == 3
    assert not {"img", "script", "strong", "code", "comment"} & {tag for tag, *_ in found.tags}
    assert found.schemes == set()


def test_a_name_in_a_text_of_the_yaml_is_written_once(minimal: Callable[..., Path]) -> None:
    """Only pages spell signs out: the text itself holds them as they are."""
    rules = "forms/reading-corner/113/rules.yaml"
    root = minimal(rules, "    limit: helpers\n", "    limit: helpers\n    says: '{{ edition.title }}'\n")
    edition = root / "forms/reading-corner/113/edition.yaml"
    edition.write_text(edition.read_text().replace("title: 閱讀角落補助計畫", "title: 甲 & [乙]"))
    (found,) = read(root, Report())[0].editions
    assert "甲 & [乙]" in [rule.statement for rule in found.rules]


def test_no_text_becomes_a_command_of_the_typesetter_or_an_action(minimal: Callable[..., Path]) -> None:
    """Names of edition, form and box stand in the PDF and its title as they were typed; nothing is added."""
    words = r"""#let a=1;$b$*c*@d[x](e)//"</title>'\)"""
    root = minimal("forms/reading-corner/113/grant.yaml", "label: 志工人數", f"label: {json.dumps(words)}")
    plain = actions(artifacts(MINIMAL)[PDF_OF_MINIMAL])
    assert plain["/JavaScript"]
    edition, form = (root / f"forms/reading-corner/113/{name}.yaml" for name in ("edition", "grant"))
    for file in (edition, form):
        text = re.sub(r"^title: .*$", lambda _: f"title: {json.dumps(words)}", file.read_text(), flags=re.M)
        file.write_text(text)
    content = artifacts(root)[PDF_OF_MINIMAL]
    with opened(content) as pdf, pdf.open_metadata() as metadata:
        assert words in str(pdf.docinfo.Title)
        assert words in str(metadata["dc:title"])
        assert any(words in str(field.get("/TU", "")) for field in pdf.Root.AcroForm.Fields)
    assert actions(content) == plain


def actions(content: bytes) -> Counter[str]:
    """How often a PDF does what: scripts, links, launches."""
    with opened(content) as pdf:
        kinds = [str(one.S) for one in pdf.objects if isinstance(one, Dictionary) and one.get("/JS")]
        kinds += [str(one.A.S) for page in pdf.pages for one in page.get("/Annots", []) if "/A" in one]
    return Counter(kinds)
