"""One page of the site as Markdown: front matter for the theme, then a filled template."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, partial
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ...model import Artifact, Edition
from ...tw import format_roc
from . import addresses
from .wording import file_size, unbroken

_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>&#]")
_RUN = re.compile(r"[^\s，、；：（）「」]*")
"""Characters that no line of a heading ends between, as long as they fit into one."""

A_LINE = 12
"""Characters of a heading that a phone shows side by side."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the theme is told about a page. `address` ends in index.html; `trail` are the pages
    above; a `wide` page has tables that need the room of the column of headings.
    """

    address: str
    title: str
    description: str
    trail: tuple[tuple[str, str], ...] = ()
    edition: Edition | None = None
    wide: bool = False


def staged(page: Page, template: str, **content: object) -> Artifact:
    """The page as a Markdown artifact, with every link relative to where it stands."""
    link = partial(addresses.relative, page=page.address)
    body = _environment().get_template(template).render(link=link, page=page, **content)
    text = f"---\n{_front_matter(page)}---\n\n{_one_blank_line(body)}"
    return Artifact(page.address.removesuffix(".html") + ".md", text.encode())


def _front_matter(page: Page) -> str:
    """JSON values, which are YAML too. The theme prints them as they are, so they are escaped here."""
    trail = [[escape(label), addresses.relative(target, page.address)] for label, target in page.trail]
    meta: dict[str, object] = {"title": escape(page.title), "description": escape(page.description)}
    meta |= {"trail": trail, "wide": page.wide}
    if page.edition and (revised := page.edition.revision):
        meta["revised"] = {"iso": revised.isoformat(), "printed": format_roc(revised, with_weekday=False)}
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in meta.items())


@cache
def _environment() -> Environment:
    """Undefined names are our mistake and stop the build; text is escaped unless it is markup."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["heading"] = heading
    environment.filters["file_size"] = file_size
    environment.filters["breakable"] = breakable
    environment.filters["unbroken"] = unbroken
    return environment


def breakable(name: str) -> Markup:
    """A long name that may be broken where its parts meet: items__misc__amount, items.misc.amount."""
    return Markup("<wbr>").join(re.findall(r".+?(?:__|\.|$)", name))


def heading(level: int, text: str | tuple[str, ...], anchor: str, **data: str) -> Markup:
    """A Markdown heading with its own id, which a narrow screen breaks between its parts first; one
    with a part that fills more than a line there is broken anywhere, into lines of equal length.

    Characters that mean something in Markdown are spelled out. `data` become data- attributes, for
    scripts; their values are codes.
    """
    parts = (text,) if isinstance(text, str) else text
    spelled = "<wbr>".join(_MARKDOWN.sub(lambda match: f"&#{ord(match[0])};", part) for part in parts)
    marks = "".join(f' data-{name}="{value}"' for name, value in data.items())
    if max(map(len, re.findall(_RUN, "\n".join(parts)))) > A_LINE:
        marks += " .fp-long"
    return Markup(f"\n\n{'#' * level} {spelled} {{ #{anchor}{marks} }}\n\n")


def _one_blank_line(text: str) -> str:
    """Templates are laid out for people; Markdown needs exactly one blank line between blocks."""
    return re.sub(r"\n\s*\n", "\n\n", text).strip() + "\n"
