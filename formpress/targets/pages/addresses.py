"""Where everything stands in the site. Other people link to these addresses: they never change."""

from __future__ import annotations

import posixpath
import re

from ...model import Edition, Form, Settings

HOME = "index.html"
GUIDE = "guide/index.html"
CALENDAR = "calendar.ics"
FEED = "feed.xml"
REFERENCE = "reference/index.html"
EXPRESSIONS = "reference/expressions/index.html"
FIELD_TYPES = "reference/fields/index.html"
BLOCK_TYPES = "reference/blocks/index.html"
FILES = "reference/files/index.html"


def rule_kind(kind: str) -> str:
    """How rules of one kind are written."""
    return f"reference/rules/{kind}/index.html"


def programme(edition: Edition) -> str:
    return f"{edition.programme}/index.html"


def announcement(edition: Edition) -> str:
    return f"{edition.folder}/index.html"


def glance(edition: Edition) -> str:
    """The announcement on one page."""
    return f"{edition.folder}/glance/index.html"


def schedule(edition: Edition) -> str:
    return f"{edition.folder}/schedule/index.html"


def changes(edition: Edition) -> str:
    """What is different from the year before."""
    return f"{edition.folder}/changes/index.html"


def faq(edition: Edition) -> str:
    return f"{edition.folder}/faq/index.html"


def rules(edition: Edition, rule: str = "") -> str:
    """The rules of an edition, or one of them by its id."""
    page = f"{edition.folder}/rules/index.html"
    return f"{page}#{rule}" if rule else page


def rules_csv(edition: Edition) -> str:
    return f"{edition.folder}/rules/rules.csv"


def rules_json(edition: Edition) -> str:
    return f"{edition.folder}/rules/rules.json"


def rules_ods(edition: Edition) -> str:
    return f"{edition.folder}/rules/rules.ods"


def fixtures(edition: Edition) -> str:
    return f"{edition.folder}/fixtures.json"


def facts(edition: Edition) -> str:
    """Every figure and day of an edition, as data."""
    return f"{edition.folder}/facts.json"


def announcement_pdf(edition: Edition) -> str:
    return f"{edition.folder}/announcement.pdf"


def schedule_ics(edition: Edition) -> str:
    return f"{edition.folder}/schedule.ics"


def bundle(edition: Edition) -> str:
    """Every file of an edition in one."""
    return f"{edition.folder}/edition.zip"


def review(edition: Edition) -> str:
    """The whole edition in one document."""
    return f"{edition.folder}/review/index.html"


def form(edition: Edition, form: Form, field: str = "") -> str:
    """How to fill a form, or the line of its dictionary that explains the field at this address."""
    page = f"{edition.folder}/forms/{form.id}/index.html"
    return f"{page}#{anchor(field)}" if field else page


def pdf(edition: Edition, form: Form) -> str:
    return f"{edition.folder}/forms/{form.id}.pdf"


def example(edition: Edition, form: Form) -> str:
    """The form filled with its first worked example."""
    return f"{edition.folder}/forms/{form.id}-example.pdf"


def schema(edition: Edition, form: Form) -> str:
    return f"{edition.folder}/forms/{form.id}.schema.json"


def anchor(address: str) -> str:
    """The id of a field in the dictionary: the rows of a roster share one (readers.2.name)."""
    return re.sub(r"\[\d+\]|\.\d+(?=\.)", "", address)


def relative(target: str, page: str) -> str:
    """`target` as written on `page`: relative, so that the site works in any folder and from a disk."""
    path, hash_, fragment = target.partition("#")
    if path == page and fragment:
        return f"#{fragment}"
    return posixpath.relpath(path, posixpath.dirname(page) or ".") + hash_ + fragment


def absolute(settings: Settings, path: str) -> str:
    """The whole address; where the site has none yet, the place inside it."""
    return f"{settings.base_address.rstrip('/')}/{path}" if settings.base_address else path
