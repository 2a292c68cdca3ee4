"""The numbering of official documents (壹、一、（一）、1.、(1)、A.、(A)、a.) and how a place is cited."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .numbers import normalise
from .numerals import numeral

FORMAL = "壹貳參肆伍陸柒捌玖拾"
PLAIN = "一二三四五六七八九十"

_VARIANTS = str.maketrans("叁叄参", "參參參")
_TO_PLAIN = str.maketrans(FORMAL, PLAIN)
_GAP = r"[、.\s]*"
_WORDS = rf"(?:(?![{FORMAL}{PLAIN}])[\u4e00-\u9fff])+"
_LEVELS = _GAP.join(
    (
        rf"(?P<l1>[{FORMAL}]+)?", rf"(?P<l2>[{PLAIN}]+)?", rf"(?:\((?P<l3>[{PLAIN}]+)\))?",
        r"(?P<l4>[0-9]+)?", r"(?:\((?P<l5>[0-9]+)\))?",
        r"(?P<l6>[A-Z])?", r"(?:\((?P<l7>[A-Z])\))?", r"(?P<l8>[a-z])?", "",
    )
)  # fmt: skip
_PLACE = re.compile(
    rf"(?:(?P<sheet>附件)(?P<annex>[{PLAIN}]+|[0-9]+)?{_GAP}(?P<label>{_WORDS})?)?"
    rf"(?:「(?P<quoted>[^「」]+)」)?{_GAP}{_LEVELS}"
)
DEPTH = 8
_LONGEST = 40
_HINT = "請照文件的編號寫，例如「參二（一）」或「附件一」。"


@dataclass(frozen=True, slots=True)
class Cite:
    """A place in an announcement: 捌一（一） is `path` (8, 1, 1).

    A level that the document skips is 0: 伍（二） is (5, 0, 2). `annex` is None for the main
    text, 4 for 附件四, and 0 for an only annex, which bears no number. `section` is a heading
    without a number, 「申辦條件」3, or what a list of an annex is called, 附件四註1.
    """

    path: tuple[int, ...] = ()
    annex: int | None = None
    section: str = ""


def outline_number(level: int, n: int) -> str:
    """The `n`th number of `level` 1 to 8: 壹, 一, （一）, 1., (1), A., (A), a. Chinese ones end at 99."""
    if not 1 <= level <= DEPTH:
        raise ValueError(f"編號沒有第 {level} 層", "編號共有八層：壹、一、（一）、1.、(1)、A.、(A)、a.。")
    if n < 1 or (n > 99 and level <= 3) or (n > 26 and level > 5):
        raise ValueError(f"編號不能是 {n}", "編號從 1 到 99，字母從 A 到 Z。")
    if level > 5:
        letter = chr(ord("A") + n - 1)
        return (f"{letter}.", f"({letter})", f"{letter.lower()}.")[level - 6]
    formal = numeral(n)
    plain = formal.translate(_TO_PLAIN).removeprefix("一" if 10 <= n < 20 else "")
    return (formal, plain, f"（{plain}）", f"{n}.", f"({n})")[level - 1]


def parse_cite(text: str) -> Cite:
    """`捌一（一）`, with or without 、 between the levels; ValueError(message, hint) otherwise."""
    plain = normalise(text).translate(_VARIANTS)
    match = _PLACE.fullmatch(plain) if len(plain) <= _LONGEST else None
    if match is None or not any(match.groups()):
        raise ValueError(f"「{text[:_LONGEST]}」不是文件裡的編號", _HINT)
    if match["label"] and match["quoted"]:
        raise ValueError(f"「{text}」不是文件裡的編號", _HINT)
    path = [_value(match[f"l{level}"] or "", text) for level in range(1, DEPTH + 1)]
    while path and path[-1] == 0:
        path.pop()
    annex = _value(match["annex"] or "", text) if match["sheet"] else None
    return Cite(tuple(path), annex, (match["label"] or match["quoted"] or "").strip())


def format_cite(cite: Cite) -> str:
    """The usual spelling; `parse_cite` reads it back."""
    levels = enumerate(cite.path, start=1)
    numbers = "".join(outline_number(level, n).rstrip(".") for level, n in levels if n)
    section = f"「{cite.section}」" if cite.section else ""
    if cite.annex is None:
        return section + numbers
    if section:
        section = cite.section if re.fullmatch(_WORDS, cite.section) else section
        return format_annex(cite.annex) + section + numbers
    gap = "、" if numbers.startswith(tuple(PLAIN + "0123456789")) else ""
    return format_annex(cite.annex) + gap + numbers


def parse_annex(text: str) -> int:
    """附件四 is 4; an only 附件 is 0. ValueError(message, hint) for anything else."""
    cite = parse_cite(text)
    if cite.annex is None or cite.path or cite.section:
        raise ValueError(f"「{text}」不是附件的編號", "請寫成「附件一」這樣。")
    return cite.annex


def format_annex(n: int) -> str:
    return "附件" + (outline_number(2, n) if n else "")


def _value(digits: str, text: str) -> int:
    """十一, 壹拾壹, 拾壹, 11 or K as a number, 0 for nothing. A spelling that does not exist is refused."""
    if not digits:
        return 0
    if digits.isascii() and digits.isalpha():
        return ord(digits.upper()) - ord("A") + 1
    if digits.isascii():
        if len(digits) <= 3 and not digits.startswith("0"):
            return int(digits)
        raise ValueError(f"「{text}」裡沒有「{digits}」這樣的編號", _HINT)
    plain = digits.translate(_TO_PLAIN)
    if plain[:2] == "一十" and digits[0] == "壹":
        plain = plain[1:]
    if plain not in _NUMBERS:
        raise ValueError(f"「{text}」裡沒有「{digits}」這樣的編號", _HINT)
    return _NUMBERS[plain]


_NUMBERS = {outline_number(2, n): n for n in range(1, 100)}
