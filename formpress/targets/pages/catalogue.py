"""What can be taken home of an edition, file by file: what it is, in which format, for what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...model import Edition
from . import addresses


@dataclass(frozen=True, slots=True)
class Download:
    """One file: `address` in the site, `size` in bytes, `note` for whom or for what it is."""

    address: str
    name: str
    format: str
    note: str
    size: int


def of_edition(edition: Edition, sizes: Mapping[str, int]) -> list[Download]:
    """What belongs to the whole edition; what was not made has no size and is not offered."""
    known = (
        (addresses.announcement_pdf(edition), "公告全文", "PDF", "含時程、附件清單，供存檔與列印"),
        (addresses.schedule_ics(edition), "時程", "iCalendar", "加入手機或電腦的行事曆"),
        (addresses.rules_ods(edition), "規則與數據", "ODS", "試算表，可以排序和篩選"),
        (addresses.rules_csv(edition), "規則", "CSV", "一列一條規則"),
        (addresses.rules_json(edition), "規則", "JSON", "規則、數據與實例，供程式讀取"),
        (addresses.facts(edition), "數據", "JSON", "每個數字、日期與出現的地方"),
        (addresses.fixtures(edition), "測試資料", "JSON", "填好的表單與應有的結果"),
        (addresses.bundle(edition), "全部檔案", "ZIP", "以上各檔和所有表單"),
    )
    return [Download(*one, sizes[one[0]]) for one in known if one[0] in sizes]


def of_forms(edition: Edition, sizes: Mapping[str, int]) -> Iterator[Download]:
    """Each form, blank and filled in, and what a program may expect of it."""
    for form in edition.forms:
        name = f"{form.annex} {form.title}".strip()
        known = (
            (addresses.pdf(edition, form), name, "PDF", "可填寫"),
            (addresses.example(edition, form), f"{name}（範例）", "PDF", "填好的範例，不是實際資料"),
            (addresses.schema(edition, form), name, "JSON Schema", "欄位的格式，供程式讀取"),
        )
        yield from (Download(*one, sizes[one[0]]) for one in known if one[0] in sizes)
