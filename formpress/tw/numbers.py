"""Numbers as people type and read them: scaled integers in, no binary fraction anywhere."""

from __future__ import annotations

import re
import unicodedata

MAX_DIGITS = 15
"""Digits of a scaled integer: every engine holds that many exactly (10^15 < 2^53)."""

SPACE = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
r"""JavaScript's `\s`, spelled out: Python's own differs by a few control characters."""

UNSEEN = "\u200b-\u200d\u2060\ufeff"
"""Characters without width, for a character class: a box that holds only these is blank."""

_UNSEEN = re.compile(f"[{UNSEEN}]")
_EDGES = re.compile(f"^[{SPACE}]+|[{SPACE}]+$")
_SEPARATORS = re.compile(f"[,{SPACE}]")
_CURRENCY = re.compile(r"^(?:NT\$|\$)|元$")
_NUMBER = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")


def normalise(text: str) -> str:
    """What was typed, in NFKC (full-width digits become half-width) and trimmed."""
    return _EDGES.sub("", unicodedata.normalize("NFKC", _UNSEEN.sub("", text)))


def trimmed(text: str) -> str:
    """What was typed as it is drawn: without blank edges and characters that nobody sees."""
    return _EDGES.sub("", _UNSEEN.sub("", text))


def lines_of(text: str) -> list[str]:
    """The lines as people ended them: \\n, \\r and \\r\\n, as in `runtime.js`; nothing else ends one."""
    return re.split("\r\n|\r|\n", text)


def parse_number(text: str, places: int) -> int | None:
    """The number as an integer of 10^-places, or None where there is none.

    Commas, spaces, a leading $ or NT$ and a trailing 元 are dropped. More than `places`
    decimals, more than `MAX_DIGITS` digits, a plus sign or a bare point are no number.
    """
    bare = _CURRENCY.sub("", _SEPARATORS.sub("", normalise(text)))
    match = _NUMBER.fullmatch(bare)
    if match is None:
        return None
    decimals = match[3] or ""
    digits = match[2] + decimals.ljust(places, "0")
    if len(decimals) > places or len(digits) > MAX_DIGITS:
        return None
    return -int(digits) if match[1] else int(digits)


def thousands(n: int, places: int = 0) -> str:
    """Digits with thousands separators and exactly `places` decimals: (305, 1) is 30.5."""
    digits = str(abs(n)).rjust(places + 1, "0")
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
    return ("-" if n < 0 else "") + f"{int(whole):,}" + (f".{decimals}" if places else "")
