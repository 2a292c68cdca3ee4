"""The YAML format for those who write it: a page a rule kind, and one each for expressions,
field types and blocks. Every word comes from the code that reads the files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from ...model import Artifact, Edition, KindDoc, Rule, Site
from . import addresses
from .staging import Page, staged
from .wording import full_title

TRAIL = (("首頁", addresses.HOME), ("格式參考", addresses.REFERENCE))

IN_FIELDS = Markup(
    "例子寫在表單檔 <code>fields</code> 區塊的 <code>items</code>，或表格、名冊的 <code>columns</code> 底下。"
)
IN_BLOCKS = Markup("例子寫在表單檔的 <code>blocks</code> 底下，依紙上的順序。")


@dataclass(frozen=True, slots=True)
class Use:
    """A rule of a published edition that is of this kind."""

    edition: str
    rule: Rule
    address: str


def render(site: Site) -> Iterator[Artifact]:
    reference = site.reference
    page = Page(addresses.REFERENCE, "格式參考", "YAML 檔怎麼寫：規則種類、算式、欄位與區塊", trail=TRAIL[:1])
    yield staged(page, "reference.md.jinja", reference=reference, addresses=addresses)
    for kind in reference.rules:
        page = Page(addresses.rule_kind(kind.id), f"規則種類：{kind.title}", _first(kind), trail=TRAIL)
        uses = list(_uses(site.editions, kind))
        yield staged(page, "reference_kind.md.jinja", kind=kind, uses=uses, first=_first(kind))
    page = Page(addresses.EXPRESSIONS, "算式", "算式可以用的運算與函數", trail=TRAIL)
    yield staged(page, "reference_expressions.md.jinja", functions=reference.functions)
    for address, title, where, kinds in (
        (addresses.FILES, "檔案與欄目", "", reference.files),
        (addresses.FIELD_TYPES, "欄位類型", IN_FIELDS, reference.fields),
        (addresses.BLOCK_TYPES, "區塊", IN_BLOCKS, reference.blocks),
    ):
        page = Page(address, title, f"表單可以用的{title}", trail=TRAIL)
        yield staged(page, "reference_types.md.jinja", title=title, where=where, kinds=kinds, first=_first)


def _first(kind: KindDoc) -> str:
    """The sentence behind the name: 不得超過：一個數不可大於上限 -> 一個數不可大於上限."""
    return kind.says.partition("：")[2] or kind.says


def _uses(editions: tuple[Edition, ...], kind: KindDoc) -> Iterator[Use]:
    for edition in editions:
        for rule in edition.rules:
            if rule.kind == kind.id:
                yield Use(full_title(edition), rule, addresses.rules(edition, rule.id))
