"""What may not stand in an announcement: what would do something, and what readers would never see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

ONLY_WORDS = "公告只寫文字、標題、清單、表格和連結。"

_LIVE = re.compile(
    r"<\s*/?\s*(?:script|iframe|base|meta|form|object|embed|link|style|svg|input|button)\b"
    r"|<[^>]*\son[a-z]+\s*=|\{[^{}\n]*\bon[a-z]+\s*=|(?:javascript|vbscript|data)\s*:",
    re.IGNORECASE,
)
"""What would make a page do something: prose only says something."""

_SPELLED = re.compile(r"[\w:&#;]*&(?:#\w+|colon|Tab|NewLine);[\w:&#;]*")
_HIDING = re.compile(r"(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t|data\s*:", re.IGNORECASE)
"""The same in an address whose letters are spelled as entities, which a browser reads as letters."""

_STYLED = re.compile(r"<[a-z][^<>]*\sstyle\s*=|\{[^{}\n]*\bstyle\s*=", re.IGNORECASE)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_DEEP = re.compile(r"^(?:[ \t]{40,}(?=\S)|[ \t]*(?:>[ \t]?){11,})", re.MULTILINE)
"""Ten levels: Typst gives up at sixteen, and nobody finds a way about in half as many."""

_OWN_NAME = re.compile(r"\{[^{}\n]*#(?:fp-[\w-]*|page-title)")
_CODE = re.compile(r"`[^`\n]+`")
_TAG = re.compile(r"</?(?P<name>[A-Za-z][^\s<>/]*)[^<>\n]*>")
_KNOWN = re.compile(
    "a|abbr|b|blockquote|br|caption|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|"
    "h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|rp|rt|ruby|s|small|span|strong|sub|summary|sup|"
    "table|tbody|td|tfoot|th|thead|time|tr|u|ul|var|wbr"
)
_ADDRESS = re.compile(
    r"(?P<picture>!\[[^\]\n]*)?\]\(\s*<?(?P<link>[^)\s>]+)|<(?P<bare>[a-z][a-z0-9+.-]*:[^\s<>]+)>"
)


class Fault(NamedTuple):
    """A piece of the text that has to go, and why."""

    start: int
    width: int
    message: str
    hint: str


def faults(text: str) -> Iterator[Fault]:
    """Everything in a Markdown text that no announcement may hold, kind by kind."""
    for live in _LIVE.finditer(text):
        yield _at(live, f"公告裡不能用「{live.group().strip()}」", ONLY_WORDS)
    for spelled in _SPELLED.finditer(text):
        if _HIDING.search(unescape(spelled.group())):
            yield _at(spelled, f"公告裡不能用「{spelled.group()}」", ONLY_WORDS)
    for styled in _STYLED.finditer(text):
        yield _at(styled, "公告裡不能指定樣式（style），網頁不會照做", ONLY_WORDS)
    for sign in _UNSEEN.finditer(text):
        hint = "從網頁或 Word 貼上的文字常有這種字元，請刪掉重打。"
        yield _at(sign, f"公告裡有看不見的字元（U+{ord(sign.group()):04X}）", hint)
    for deep in _DEEP.finditer(text):
        yield _at(deep, "一層包一層，超過 10 層", "請少分幾層，或檢查縮排。")
    for name in _OWN_NAME.finditer(text):
        yield _at(name, "這個代號是網頁自己用的", "請換一個代號。")
    yield from _tags(text)
    yield from _addresses(text)


def _at(match: re.Match[str], message: str, hint: str) -> Fault:
    return Fault(match.start(), len(match.group()), message, hint)


def _tags(text: str) -> Iterator[Fault]:
    """<學校> is text; <school> is a tag that no browser knows, and disappears."""
    bare = _CODE.sub(lambda code: " " * len(code.group()), text)
    for tag in _TAG.finditer(bare):
        name = tag["name"].lower()
        if not _KNOWN.fullmatch(name) and not _LIVE.match(tag.group()) and not {":", "@"} & set(name):
            hint = "請改用全形括號，例如〔學校代碼〕；或在前後加上「`」。"
            yield _at(tag, f"「{tag.group()}」會被當成網頁標籤，讀者看不到", hint)


def _addresses(text: str) -> Iterator[Fault]:
    for found in _ADDRESS.finditer(text):
        address = found["link"] or found["bare"]
        try:
            parts = urlsplit(address)
        except ValueError:
            yield _at(
                found, f"網址「{address}」沒有寫對", "網址不能有「[」「]」；還沒有網址的話，請先刪掉連結。"
            )
            continue
        if parts.scheme == "file" or len(parts.scheme) == 1 or "\\" in address:
            yield _at(
                found, f"連結「{address}」指到自己的電腦，讀者打不開", "請把檔案放到網路上，再寫它的網址。"
            )
        elif found["picture"] and parts.netloc:
            yield _at(found, "公告不能用別的網站的圖片", ONLY_WORDS)
