"""The last look at a built page: what the theme gets wrong is put right, text to text.

Every repair names its fault. A test builds the site and sees that each fault was there
before and is gone after, so that a repair does not outlive the theme that needed it.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

MISSING = "404.html"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)

_TABLE = re.compile(
    r'(?P<framed><div class="fp-scroll"[^>]*>\s*)?<table>(?P<inside>.*?)</table>(?(framed)\s*</div>)',
    re.DOTALL,
)
_HEAD = re.compile(r"<th(?![^>]*\bscope=)(?=[ >])")
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
_ALIGNED = re.compile(r'<(?P<tag>t[hd]) style="text-align: (?P<side>left|center|right);?"')


@dataclass(frozen=True, slots=True)
class Repair:
    """A fault of the theme, how to find it, and what stands there instead."""

    fault: str
    pattern: re.Pattern[str]
    instead: str | Callable[[re.Match[str]], str]


def _as_table(match: re.Match[str]) -> str:
    """An author's Markdown table: heads say what they head, and a wide one scrolls by itself."""
    inside = _ALIGNED.sub(r'<\g<tag> class="fp-\g<side>"', match["inside"])
    inside = _HEAD.sub('<th scope="col"', inside)
    caption = _CAPTION.search(inside)
    label = re.sub(r"<[^>]+>", "", caption[1]) if caption else "表格"
    frame = f'<div class="fp-scroll" role="region" aria-label="{label}" tabindex="0">'
    return f'{frame}<table class="fp-table">{inside}</table></div>'


REPAIRS = (
    Repair(
        "兩個沒有名稱、鍵盤到不了的核取方塊",
        re.compile(r'<input class="md-toggle" [^>]*id="__(?:drawer|search)"[^>]*>\s*'),
        "",
    ),
    Repair("空白的標籤", re.compile(r'<label class="md-overlay" for="__drawer"></label>\s*'), ""),
    Repair(
        "跳到第一個標題而不是主要內容的連結",
        re.compile(r'<div data-md-component="skip">.*?</div>', re.DOTALL),
        '<a class="fp-skip" href="#fp-main">跳到主要內容</a>',
    ),
    Repair("空白的公告區塊", re.compile(r'<div data-md-component="announce">\s*</div>\s*'), ""),
    Repair(
        "沒有用到的對話框",
        re.compile(r'<div class="md-dialog" data-md-component="dialog">\s*<div[^>]*></div>\s*</div>\s*'),
        "",
    ),
    Repair(
        "沒有用到的行內程式",
        re.compile(
            r"<script>(?:__md_scope=|var target=document\.getElementById\().*?</script>\s*", re.DOTALL
        ),
        "",
    ),
    Repair("沒有 scope 的表頭", _TABLE, _as_table),
)


def finish(path: str, html: str) -> str:
    """The page at `path` with the theme's faults put right and a policy against foreign code."""
    for repair in REPAIRS:
        html = repair.pattern.sub(repair.instead, html)
    return _with_policy(html, POLICY if path != MISSING else _with_own_style(POLICY, html))


def _with_own_style(policy: str, html: str) -> str:
    """Also lets the style apply that the page for missing ones brings along: nobody's text stands in it."""
    digests = (sha256(style.encode()).digest() for style in _STYLE.findall(html))
    hashes = "".join(f" 'sha256-{b64encode(digest).decode()}'" for digest in digests)
    return policy.replace("style-src 'self'", f"style-src 'self'{hashes}")


def _with_policy(html: str, policy: str) -> str:
    """Only our own files may run: nothing that stands in the page itself, whoever put it there."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n      {meta}', 1)
