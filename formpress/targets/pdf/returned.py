"""A PDF that comes from outside: opened with bounds, refused with a reason, none of its scripts run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, PasswordError, Pdf, PikepdfError
from pikepdf import String as PdfString
from pikepdf.settings import set_qpdf_limits

from ... import tw
from .scripts import IDENTITY

MOST_UNPACKED = 64 << 20
DEEPEST = 100
MOST_WARNINGS = 20
"""What qpdf may spend on reading one file: tables that unpack to more bytes, or nest deeper, are no form."""

IDENTITY_SHAPE = re.compile(
    r"1\|([a-z][a-z0-9-]{0,60})/(\d{3}[0-9a-z-]{0,20})/([a-z][a-z0-9_]{0,60})\|r[^|]{0,20}\|\w{1,64}"
)

MOST_FIELDS = 20_000
LONGEST_VALUE = 100_000
DEEPEST_FIELD = 20

HEADER_WITHIN = 1024
"""Bytes before which the mark of a PDF stands; scanners put a few of their own in front."""


class Refused(Exception):
    """A file that is not taken, with the reason in the words of the person who gave it."""

    def __init__(self, reason: str, hint: str = "") -> None:
        self.reason = reason
        self.hint = hint
        super().__init__(reason, hint)


DAMAGED = ("檔案損壞或不完整", "請向原來的人再要一次，或用閱讀軟體開啟後「列印成 PDF」。")

FAULTS = (
    PikepdfError, RuntimeError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError,
)  # fmt: skip
"""What pikepdf raises, besides its own errors, where a file holds other things than it should."""


@contextmanager
def opened(content: bytes) -> Iterator[Pdf]:
    """The PDF, if it is one, whole, open to all and without XFA.

    Raises Refused, also for damage that only shows while the caller reads. qpdf mends nothing
    here: a file that has lost a page must not look whole.
    """
    if b"%PDF-" not in content[:HEADER_WITHIN]:
        raise Refused("不是 PDF 檔", "掃描的圖檔請先存成 PDF。")
    before = _limit(MOST_UNPACKED, DEEPEST, MOST_WARNINGS)
    try:
        with Pdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Refused("檔案有加密", "請先取消密碼或保護，再存一次。")
            with suspicion():
                if "/XFA" in acroform(pdf):
                    raise Refused("檔案含有 XFA 表單", "請改用「列印成 PDF」另存一份。")
            yield pdf
    except PasswordError:
        raise Refused("檔案有密碼", "請先取消密碼，再存一次。") from None
    except PikepdfError:
        raise Refused(*DAMAGED) from None
    finally:
        _limit(*before)


@contextmanager
def suspicion() -> Iterator[None]:
    """What is read within may hold anything: where it is not what it should be, the file is damaged."""
    try:
        yield
    except FAULTS:
        raise Refused(*DAMAGED) from None


def _limit(unpacked: int, deepest: int, warnings: int) -> tuple[int, int, int]:
    """Set the limits of qpdf, which all of the process shares; returns what they were."""
    before = set_qpdf_limits(flate_max_memory=unpacked, parser_max_nesting=deepest, doc_max_warnings=warnings)
    return before["flate_max_memory"], before["parser_max_nesting"], before["doc_max_warnings"]


def acroform(pdf: Pdf) -> Object:
    """The form of a PDF; of one that has none, an empty dictionary."""
    found = pdf.Root.get("/AcroForm")
    return found if isinstance(found, Dictionary) else Dictionary()


def fields(pdf: Pdf) -> dict[str, Object]:
    """The fields at the top of the form by name; ours have no others."""
    found = acroform(pdf).get("/Fields")
    if not isinstance(found, Array):
        return {}
    if len(found) > MOST_FIELDS:
        raise Refused("表單的欄位太多")
    named = [field for field in found if isinstance(field, Dictionary) and "/T" in field]
    return {str(field.T): field for field in named}


def identity(pdf: Pdf) -> str:
    """Which form of ours this is (`model.Form.identity`), or nothing where it is none."""
    text = value(fields(pdf).get(IDENTITY))
    return text if IDENTITY_SHAPE.fullmatch(text) else ""


def form_of(known: str) -> tuple[str, str, str]:
    """The programme, edition and form that an identity names."""
    found = IDENTITY_SHAPE.fullmatch(known)
    if found is None:
        raise ValueError(f"not an identity: {known!r}")
    return found[1], found[2], found[3]


def value(field: Object | None) -> str:
    """What a field holds: a text, the code of an option, "" where nothing is filled in or marked."""
    held = None if field is None else inherited(field, "/V")
    if isinstance(held, Array):
        held = held[0] if len(held) else None
    if isinstance(held, Name):
        return "" if held == Name.Off else str(held)[1:]
    if not isinstance(held, PdfString):
        return ""
    text = str(held)
    if len(text) > LONGEST_VALUE:
        raise Refused("有一欄的內容太長")
    return "\n".join(tw.lines_of(text))


def inherited(field: Object, key: str) -> Object | None:
    """An entry of a field, which may stand on one of its parents."""
    node: Object | None = field
    for _ in range(DEEPEST_FIELD):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            found: Object = node[key]
            return found
        node = node.get("/Parent")
    return None
