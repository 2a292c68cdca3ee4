"""The announcement site in a real browser, opened from a disk as an office would try it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from formpress.targets import pages
from formpress.write import write
from tests.sample_site import SETTINGS, SITE, SIZES, artifacts

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent.parent
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "site"
    write(artifacts(), ROOT, out)
    return out


class Watched:
    """A page with everything it asked for and everything it complained of."""

    def __init__(self, page: Page, site: Path) -> None:
        self.page = page
        self.site = site
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, address: str) -> Page:
        self.page.goto((self.site / address).as_uri())
        return self.page


@pytest.fixture
def watched(chromium: Browser, site: Path) -> Iterator[Watched]:
    page = chromium.new_page(viewport={"width": DESK["width"], "height": DESK["height"]})
    yield Watched(page, site)
    page.close()


def addresses(site: Path) -> list[str]:
    found = (file.relative_to(site).as_posix() for file in sorted(site.rglob("*.html")))
    return [address for address in found if address != "404.html"]


def test_no_page_asks_anyone_else_for_anything(watched: Watched, site: Path) -> None:
    """Not when it opens, and not when its search is used. Nothing breaks its own policy either."""
    for address in addresses(site):
        page = watched.open(address)
        page.get_by_role("button", name="搜尋").click()
        page.keyboard.type("雜支")
        expect(page.locator("#fp-count")).to_contain_text("找到")
    assert {request.partition(":")[0] for request in watched.requests} == {"file"}
    assert watched.complaints == []


def test_the_search_finds_a_piece_of_a_word(watched: Watched) -> None:
    """By keyboard alone: open, type, walk down, go."""
    page = watched.open("index.html")
    page.get_by_role("button", name="搜尋").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("雜支")
    expect(page.get_by_role("dialog", name="站內搜尋")).to_be_visible()
    expect(page.locator("#fp-results a").first).to_contain_text("雜支以不超過合計之 5% 為原則")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#fp-results a").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reading-corner/114/rules/index.html#misc_within_share")
    expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize("typed", ["附件一", "附件1", "附件１", "申請 附件 書架", "FIREFOX"])
def test_the_search_reads_what_people_type(typed: str, watched: Watched) -> None:
    """Numerals of three kinds, several words, capitals."""
    page = watched.open("guide/index.html")
    page.get_by_role("button", name="搜尋").click()
    page.keyboard.type(typed)
    expect(page.locator("#fp-results a", has_text="附件一").first).to_be_visible()


def test_the_search_says_when_there_is_nothing(watched: Watched) -> None:
    """In a status line, which a screen reader speaks; Escape closes at once."""
    page = watched.open("index.html")
    page.get_by_role("button", name="搜尋").click()
    page.keyboard.type("龘龘")
    expect(page.get_by_role("status")).to_have_text("找不到符合的內容，請換個說法或縮短字詞。")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_page_for_missing_ones_is_laid_out_wherever_it_is_met(watched: Watched, tmp_path: Path) -> None:
    """Without an address of its own the site cannot know where its styles are, so the page brings one."""
    unaddressed = replace(SITE, settings=replace(SETTINGS, base_address=""))
    write([*pages.render(unaddressed, SIZES)], ROOT, tmp_path / "site")
    page = watched.page
    page.goto((tmp_path / "site" / "404.html").as_uri())
    expect(page.get_by_role("link", name="跳到主要內容")).not_to_be_in_viewport()
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    assert not [told for told in watched.complaints if "Content Security Policy" in told]


def test_a_phone_never_scrolls_sideways(watched: Watched, site: Path) -> None:
    """Wide tables scroll in their own frame or become cards."""
    watched.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    for address in addresses(site):
        page = watched.open(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address


def test_the_menu_of_a_phone_opens_by_keyboard(watched: Watched) -> None:
    """Escape closes it and gives the focus back."""
    watched.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    page = watched.open("reading-corner/114/index.html")
    menu = page.get_by_role("button", name="選單")
    navigation = page.get_by_role("navigation", name="主選單")
    expect(navigation).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(navigation).to_be_visible()
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(navigation).to_be_hidden()
    expect(menu).to_be_focused()


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("2025-10-14T23:59:00+08:00", "受理中，剩 1 天"),
        ("2025-10-15T00:00:00+08:00", "今日截止"),
        ("2025-10-15T23:59:00+08:00", "今日截止"),
        ("2025-10-16T00:00:00+08:00", "已截止"),
    ],
)
def test_only_the_browser_says_open_or_closed(now: str, says: str, watched: Watched) -> None:
    """By the day in Taiwan, whatever the clock of the machine is set to."""
    watched.page.clock.set_fixed_time(now)
    page = watched.open("reading-corner/114/index.html")
    expect(page.locator(".fp-status")).to_have_text(says)


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("2025-10-15T12:00:00+08:00", "114年10月15日（星期三）　申請截止"),
        ("2025-10-16T00:00:00+08:00", "114年11月5日（星期三）　審查結果公告"),
        ("2025-11-06T00:00:00+08:00", "有日期的事項都已過去。"),
    ],
)
def test_the_schedule_starts_with_what_comes_next(now: str, says: str, watched: Watched) -> None:
    """The order of the days stays; what is over is marked."""
    watched.page.clock.set_fixed_time(now)
    page = watched.open("reading-corner/114/schedule/index.html")
    expect(page.locator("[data-next] dd")).to_have_text(says)
    expect(page.locator(".fp-next")).to_have_count(0 if says.startswith("有") else 1)


def test_the_home_page_counts_the_days_that_are_left(watched: Watched) -> None:
    """What is open stands above what is closed."""
    watched.page.clock.set_fixed_time("2025-12-20T09:00:00+08:00")
    page = watched.open("index.html")
    expect(page.locator(".fp-notice .fp-status")).to_have_text(["受理中，剩 20 天", "已截止"])


def test_everything_can_be_read_without_scripts(chromium: Browser, site: Path) -> None:
    """No button that does nothing, no status that is a guess; the way to every page stays."""
    context = chromium.new_context(java_script_enabled=False, viewport=None)
    page = context.new_page()
    page.goto((site / "reading-corner/114/index.html").as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("114學年度校園閱讀角落補助計畫")
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator(".fp-status").first).to_be_hidden()
    page.get_by_role("link", name="網站導覽").first.click()
    page.wait_for_url("**/guide/index.html")
    context.close()


def test_the_access_keys_belong_to_the_three_regions_and_the_search(watched: Watched) -> None:
    """U, C and Z are anchors that take the focus themselves. (A headless browser has no Alt+U.)"""
    page = watched.open("reading-corner/index.html")
    for key, anchor in (("U", "fp-top"), ("C", "fp-main"), ("Z", "fp-end")):
        page.locator(f"[accesskey={key}]").press("Enter")
        expect(page.locator(f"#{anchor}")).to_be_focused()
        assert page.url.endswith(f"#{anchor}")
    page.locator("[accesskey=S]").press("Enter")
    expect(page.get_by_role("dialog", name="站內搜尋")).to_be_visible()
    expect(page.locator("[accesskey]")).to_have_count(4)


def test_a_link_to_a_section_is_not_covered_by_the_header(watched: Watched) -> None:
    """The header stays at the top of a wide screen; what is linked to stands below it."""
    page = watched.open("reading-corner/114/rules/index.html")
    page.locator(".fp-subjects a[href='#misc_within_share']").first.click()
    heading = page.locator("#misc_within_share").bounding_box()
    header = page.locator("header").bounding_box()
    assert heading
    assert header
    assert heading["y"] >= header["y"] + header["height"]


LISTS = """<p><span class="fp-item" data-level="3"></span>（一）項目</p>
<ol><li>甲<ol><li>乙<ol><li>丙</li></ol></li></ol></li></ol>"""
"""What Markdown makes of items within items."""


def test_a_list_stands_below_its_item_and_counts_as_written(watched: Watched) -> None:
    """Its words begin to the right of where the item's words begin; no level of it counts a., i."""
    article = watched.open("reading-corner/114/index.html").locator("article")
    article.evaluate("(article, lists) => article.insertAdjacentHTML('beforeend', lists)", LISTS)
    kinds = "found => found.map(one => getComputedStyle(one).listStyleType)"
    words = article.locator("ol:has(> li > ol)").first.locator("> li").bounding_box()
    item = article.locator("p:has(> .fp-item)").last

    assert (
        article.locator("ol:has(> li:text('丙')), ol:has(> li > ol)").evaluate_all(kinds) == ["decimal"] * 3
    )
    assert words
    assert words["x"] - (item.bounding_box() or words)["x"] > item.evaluate(
        "one => parseFloat(getComputedStyle(one).paddingLeft)"
    )


def test_a_table_that_fits_is_no_stop_on_the_way(watched: Watched) -> None:
    """On a wide screen nothing scrolls; on a narrow one the frame takes the focus and has a name."""
    page = watched.open("reading-corner/114/rules/index.html")
    expect(page.locator(".fp-scroll[tabindex]")).to_have_count(0)
    page.set_viewport_size({"width": 200, "height": 600})
    frame = page.get_by_role("region", name="應設置角落")
    expect(frame).to_have_attribute("tabindex", "0")


RULES = "reading-corner/114/rules/index.html"


def shown(page: Page) -> list[str]:
    """The numbers of the rules that the page shows."""
    headings = page.locator("h2[data-severity]:visible").all_inner_texts()
    return [text.split()[1] for text in headings]


@pytest.mark.parametrize(
    ("label", "option", "left"),
    [
        ("表單", "附件二 說書人名冊", ["3"]),
        ("性質", "提醒", ["2"]),
        ("檢核方式", "PDF 表單檢核", ["1", "2"]),
        ("檢核方式", "收件時重新檢核", ["1", "2", "3"]),
        ("檢核方式", "由人員判斷", ["4"]),
    ],
)
def test_rules_can_be_narrowed_down(label: str, option: str, left: list[str], watched: Watched) -> None:
    """By form, by severity, by who checks; the indexes follow, and the number is announced."""
    page = watched.open(RULES)
    search = page.get_by_role("search", name="篩選規則")
    search.get_by_label(label).select_option(option)
    assert shown(page) == left
    expect(search.get_by_role("status")).to_have_text(f"列出 {len(left)} 條，共 4 條。")
    indexed = page.locator(".fp-subjects li:visible .fp-number").all_inner_texts()
    assert set(indexed) == set(left)


def test_rules_are_found_by_what_people_type(watched: Watched) -> None:
    """By keyboard alone: words anywhere in a rule, full-width and simplified forms of a letter alike;
    what is found nowhere is said; the button brings everything back.
    """
    page = watched.open(RULES)
    search = page.get_by_role("search", name="篩選規則")
    search.get_by_label("找文字").focus()
    page.keyboard.type("雜支 ５％")
    assert shown(page) == ["2"]
    page.keyboard.press("Enter")
    assert shown(page) == ["2"]
    page.keyboard.type("龘")
    assert shown(page) == []
    expect(search.get_by_role("status")).to_have_text("沒有符合的規則，請減少條件或換個說法。")
    expect(page.locator(".fp-subjects h3:visible")).to_have_count(0)
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(search.get_by_role("button", name="清除條件")).to_be_focused()
    page.keyboard.press("Enter")
    expect(search.get_by_role("status")).to_have_text("共 4 條。")
    assert shown(page) == ["1", "2", "3", "4"]


def test_a_link_to_a_rule_that_is_not_shown_shows_it(watched: Watched) -> None:
    """An address that other people link to never leads to nothing."""
    page = watched.open(RULES)
    page.get_by_label("性質").select_option("參考")
    assert shown(page) == ["4"]
    page.evaluate("location.hash = '#misc_within_share'")
    expect(page.locator("#misc_within_share")).to_be_in_viewport()
    expect(page.get_by_label("性質")).to_have_value("")


def test_without_scripts_every_rule_is_there_and_no_filter(chromium: Browser, site: Path) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport=None)
    page = context.new_page()
    page.goto((site / RULES).as_uri())
    expect(page.locator("#fp-filter")).to_be_hidden()
    assert shown(page) == ["1", "2", "3", "4"]
    context.close()


def test_an_example_is_a_card_on_a_phone(watched: Watched) -> None:
    """Each part names itself, and the arithmetic is read below what was filled in."""
    watched.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    page = watched.open(RULES)
    row = page.locator(".fp-cases tr", has_text="多 1 元")
    given, sums = (row.locator(f"[data-label={name}]").bounding_box() for name in ("填入", "計算"))
    assert given
    assert sums
    assert given["y"] + given["height"] <= sums["y"] + 1


def test_every_printed_sheet_says_what_it_belongs_to(watched: Watched) -> None:
    """The review document on paper: title, version and page on every sheet, no rule on two."""
    page = watched.open("reading-corner/114/review/index.html")
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    # A PDF may name a character by the radical that looks the same.
    sheets = ["".join(normalize("NFKC", sheet.extract_text()).split()) for sheet in printed.pages]
    for number, text in enumerate(sheets, 1):
        assert "審閱文件114學年度校園閱讀角落補助計畫" in text
        assert "114年9月1日修正版" in text
        assert f"第{number}頁,共{len(sheets)}頁" in text
    for start, end in (("規則1●", "還沒選組別"), ("規則2○", "乙組可到8%"), ("規則3●", "第1列姓名未填")):
        assert [start in text for text in sheets] == [end in text for text in sheets]


def test_paper_shows_the_text_and_nothing_to_click(watched: Watched) -> None:
    page = watched.open("reading-corner/114/index.html")
    page.emulate_media(media="print")
    for selector in ("header", ".fp-nav", ".fp-toc", ".fp-get", ".fp-status", ".fp-links", "#files"):
        expect(page.locator(selector).first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("更新日期：114年9月1日")).to_be_visible()
