"""The announcement as a PDF: all that its page says, tagged as it is read, for paper and for the file."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pytest
from pypdf import PdfReader

from formpress.model import Edition, Settings, Site
from formpress.pipeline import read
from formpress.problems import Report, Span
from formpress.targets.pdf import document
from formpress.targets.pdf.prose import blocks
from tests.editions import CACHE, COMPLETE, MINIMAL, ROOT, artifacts, site
from tests.produced import opened
from tests.sample_site import CURRENT, SETTINGS, SITE
from tests.structure import elements

pytestmark = pytest.mark.slow

EVERY = [
    pytest.param(root, edition, id=edition.folder)
    for root in (ROOT, MINIMAL, COMPLETE)
    for edition in site(root).editions
]
every_edition = pytest.mark.parametrize(("root", "edition"), EVERY)


def drawn(edition: Edition = CURRENT, settings: Settings = SETTINGS, **sizes: int) -> bytes:
    """The PDF of one edition of the invented office; `sizes` are those of its forms by id."""
    report = Report()
    weights = {f"{edition.folder}/forms/{form}.pdf": size for form, size in sizes.items()}
    whole = replace(SITE, settings=settings, editions=(edition,))
    (made,) = document.render(whole, weights, {}, CACHE, report)
    report.stop_if_any()
    assert made.path == f"{edition.folder}/announcement.pdf"
    return made.content


def said(content: bytes) -> str:
    """All words in the order in which they are read, without blanks and footers."""
    pages = PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def kinds(content: bytes) -> list[str]:
    with opened(content) as pdf:
        return [element.kind for element in elements(pdf)]


# ----- as a file -----


@every_edition
def test_it_is_valid_pdf_ua(root: Path, edition: Edition) -> None:
    """Every machine rule of PDF/UA-1 that page-validation checks; qpdf and pypdf have nothing to mend."""
    content = artifacts(root)[f"{edition.folder}/announcement.pdf"]
    assert page_validation.validate_pdf_bytes(content, profile="ua1").failures == []
    with opened(content) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.get_warnings() == []
        assert str(pdf.Root.Lang) == "zh-TW"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.Title).endswith("公告")
        assert not {"/OpenAction", "/AA", "/AcroForm", "/Names"} & set(pdf.Root.keys())
    assert PdfReader(io.BytesIO(content), strict=True).pages


@cache
def again(root: Path) -> dict[str, bytes]:
    report = Report()
    found, places = read(root, report)
    sizes = {path: len(content) for path, content in artifacts(root).items()}
    return {one.path: one.content for one in document.render(found, sizes, places, CACHE, report)}


@every_edition
def test_two_builds_give_the_same_bytes(root: Path, edition: Edition) -> None:
    path = f"{edition.folder}/announcement.pdf"
    assert again(root)[path] == artifacts(root)[path]


@every_edition
def test_it_says_what_the_page_says(root: Path, edition: Edition) -> None:
    """Every heading, entry of the schedule, form and discrepancy stands on paper too."""
    text = said(artifacts(root)[f"{edition.folder}/announcement.pdf"])
    told = re.findall(r"^#+ (.*?)(?: *\{.*\})?$", edition.announcement, flags=re.MULTILINE)
    told += [event.label for event in edition.events] + [event.printed for event in edition.events]
    told += [form.title for form in edition.forms] + [one.reading for one in edition.discrepancies]
    told += [quote.source for one in edition.discrepancies for quote in one.quotes]
    assert [words for words in told if re.sub(r"\s", "", words) not in text] == []


# ----- how it is read -----


def test_numbers_become_lists_within_lists() -> None:
    """一、 holds （一） holds 1. holds (1); what follows an inner list goes on with the outer one."""
    (items,) = blocks("一、甲\n\n（一）乙\n\n1. 丙\n\n    （1）丁\n\n二、戊\n")
    inner: list[Any] = [("1.", "丙", [("（1）", "丁", [])])]
    assert outline(items) == [
        ("一、", "甲", [("（一）", "乙", inner)]),
        ("二、", "戊", []),
    ]


def outline(block: dict[str, Any]) -> list[Any]:
    """(mark, words, items inside) of every item of a list."""
    return [
        (
            item["mark"],
            "".join(run["text"] for one in item["blocks"] if one["kind"] == "text" for run in one["runs"]),
            [inner for one in item["blocks"] if one["kind"] == "items" for inner in outline(one)],
        )
        for item in block["items"]
    ]


def test_lines_of_one_paragraph_are_items_too() -> None:
    """Markdown needs a blank line between paragraphs; whoever forgets it still meant two items."""
    (items,) = blocks("一、甲\n二、乙\n")
    assert outline(items) == [("一、", "甲", []), ("二、", "乙", [])]


def test_a_list_goes_on_after_a_table() -> None:
    """（二） stands as far in as （一） did; below the next heading it does not."""
    found = blocks("一、甲\n\n（一）乙\n\n|a|\n|-|\n|b|\n\n（二）丙\n\n## 丁\n\n（一）戊\n")
    assert [block["kind"] for block in found] == ["items", "table", "items", "heading", "items"]
    assert [block["indent"] for block in found if block["kind"] == "items"] == [0, 1, 0]


def test_a_number_stays_what_was_written() -> None:
    """A list that goes on with 3. says 3.; behind a wide blank a number is an item all the same."""
    found = blocks("1. 甲\n\n2. 乙\n\n|a|\n|-|\n|b|\n\n3. 丙\n\n## 丁\n\n（一）戊\n\n　4. 己\n")
    lists = [outline(block) for block in found if block["kind"] == "items"]
    assert lists[1] == [("3.", "丙", [])]
    assert lists[2] == [("（一）", "戊", [("4.", "己", [])])]


def test_an_announcement_may_start_at_any_heading() -> None:
    """The title of the document is the first level; no level is skipped."""
    levels = [block["level"] for block in blocks("### 甲\n\n##### 乙\n\n### 丙\n\n#### 丁\n")]
    assert levels == [2, 3, 2, 3]


def test_tables_of_html_and_of_markdown_are_alike() -> None:
    """The tables that figures are filled into have a caption and heads of rows."""
    html = (
        '<div class="fp-scroll"><table><caption>上限</caption><thead><tr><th scope="col">項目</th>'
        '<th scope="col">甲</th></tr></thead><tbody><tr><th scope="row">金額</th><td>9 元</td></tr></tbody>'
        "</table></div>\n"
    )
    (one,) = blocks(html)
    (other,) = blocks("| 項目 | 甲 |\n|---|---|\n| 金額 | 9 元 |\n")
    assert (one["caption"], other["caption"]) == ("上限", "")
    assert [[cell["runs"][0]["text"] for cell in row] for row in one["rows"]] == [["金額", "9 元"]]
    assert [cell["heads"] for cell in one["rows"][0]] == [True, False]
    assert one["head"] == other["head"]
    assert one["shares"] == other["shares"]


def test_spans_words_and_breaks_survive() -> None:
    """Bold, a forced line, a footnote; what a browser would run is nothing on paper."""
    found = blocks("甲**乙**丙<br>丁[^1]\n\n[^1]: 註。\n\n<script>alert(1)</script>\n\n<p>沒有關起來\n")
    runs = [(run["text"], run["style"]) for run in found[0]["runs"]]
    assert runs == [("甲", ""), ("乙", "strong"), ("丙\n丁", ""), ("1", "sup")]
    assert not [block for block in found if "alert" in str(block)]
    assert "沒有關起來" in str(found)
    assert "↩" not in str(found)


def test_a_link_leads_out_of_the_paper() -> None:
    """One to another page begins at the address of the announcement; without one it is words only."""
    text = "[表](https://a.test/x) [規則](rules/index.html) [段](#c1)\n"
    page = "https://example.invalid/p/1/index.html"
    (with_address,), (without,) = blocks(text, page), blocks(text)
    assert [run["href"] for run in with_address["runs"] if run["href"]] == [
        "https://a.test/x",
        "https://example.invalid/p/1/rules/index.html",
        f"{page}#c1",
    ]
    assert [run["href"] for run in without["runs"] if run["href"]] == ["https://a.test/x"]


def test_paper_prints_where_a_link_goes() -> None:
    made = drawn(replace(CURRENT, announcement="## 壹、甲\n\n[線上填寫](https://a.test/long/way)\n"))
    assert "線上填寫（https://a.test/long/way）" in said(made)


def test_what_looks_structured_is_tagged_so() -> None:
    """One title, headings below it, lists with their marks, tables with heads."""
    found = kinds(drawn())
    assert found.count("H1") == 1
    assert found.index("H1") < found.index("H2")
    assert {"L", "LI", "Lbl", "LBody", "Table", "THead", "TR", "TH", "TD", "P"} <= set(found)
    assert found.count("Lbl") == found.count("LI")


# ----- what belongs to it -----


def test_attachments_say_where_they_are() -> None:
    """Format, size and the whole address, which is a link; without a size, the page of the form."""
    content = drawn(budget=66_312)
    text = said(content)
    assert "可填寫的PDF，65KBhttps://example.invalid/grants/reading-corner/114/forms/budget.pdf" in text
    assert "https://example.invalid/grants/reading-corner/114/forms/roster/index.html" in text
    with opened(content) as pdf:
        targets = {str(one.A.URI) for page in pdf.pages for one in page.get("/Annots", [])}
    assert "https://example.invalid/grants/reading-corner/114/forms/budget.pdf" in targets


def test_without_an_address_nothing_pretends_to_be_a_link() -> None:
    content = drawn(settings=replace(SETTINGS, base_address=""), budget=1)
    assert "reading-corner/114/forms/budget.pdf" in said(content)
    with opened(content) as pdf:
        assert not [one for page in pdf.pages for one in page.get("/Annots", [])]


def test_it_says_whose_it_is_and_how_it_may_be_used() -> None:
    """Office, contact, licence, the day of the revision; every sheet names the edition and its page."""
    content = drawn()
    text = said(content)
    for words in (SETTINGS.office, SETTINGS.contact, SETTINGS.licence, "114年9月1日修正版"):
        assert re.sub(r"\s", "", words) in text
    for sheet in PdfReader(io.BytesIO(content)).pages:
        footer = re.sub(r"\s", "", sheet.extract_text())
        assert "114學年度校園閱讀角落補助計畫公告全文" in footer
        assert re.search(r"第\d+頁，共\d+頁", footer)


def test_a_schedule_leaves_out_what_nobody_said() -> None:
    """A column without any entry takes no room."""
    bare = tuple(replace(event, who="", how="", missed="", postmark=False) for event in CURRENT.events)
    text = said(drawn(replace(CURRENT, events=bare)))
    assert "事項日期申請截止" in text
    assert "怎麼做" in said(drawn())


def test_an_edition_with_nothing_but_prose_is_an_announcement() -> None:
    bare = replace(
        CURRENT, events=(), forms=(), rules=(), parameters=(), discrepancies=(), announcement="只有一句話。\n"
    )
    assert "只有一句話。" in said(drawn(bare))


def test_a_character_that_no_font_draws_is_reported() -> None:
    """At the edition; no PDF with a hole is made."""
    report = Report()
    span = Span("forms/reading-corner/114/edition.yaml", 1, 1)
    edition = replace(CURRENT, announcement="甲\U0001f600乙\n")
    whole: Site = replace(SITE, editions=(edition,))
    assert list(document.render(whole, {}, {edition.folder: span}, CACHE, report)) == []
    (problem,) = report.items
    assert "\U0001f600" in problem.message
    assert problem.span == span


def test_words_cannot_become_layout() -> None:
    """What typesetters and browsers would read as commands is printed."""
    hostile = "甲 #let x = 1 $a$ \\ @b <c> `d`"
    text = said(drawn(replace(CURRENT, issuer=hostile, announcement="一、#set page(width: 1pt) *a* $x$\n")))
    assert re.sub(r"\s", "", hostile) in text
    assert "#setpage(width:1pt)" in text


def test_the_document_needs_no_form_fields() -> None:
    with opened(drawn()) as pdf:
        assert isinstance(pdf, pikepdf.Pdf)
        assert "/AcroForm" not in pdf.Root
