"""JSON as nodes with places, like YAML: texts stay as typed, and what is `null` was not written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from ..problems import Report, Span
from .manuscript import GiveUp, Manuscript, clean
from .node import Node
from .read import DEPTH_LIMIT, NODE_LIMIT, text_of

_TOKEN = re.compile(
    r"(?P<blank>[ \t\n]+)|(?P<sign>[{}\[\],:])"
    r'|(?P<text>"(?:[^"\\\n]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")'
    r"|(?P<word>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w))"
)
_NO_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_NULL = Node("", Span("", 0, 0))


def load_json(path: Path, shown: str, report: Report) -> Node | None:
    """The nodes of a JSON file; None where anything is wrong with it, and then it is reported."""
    text = text_of(path, shown, report)
    return None if text is None else parse_json(text, shown, report)


def parse_json(text: str, shown: str, report: Report) -> Node | None:
    """The nodes of a JSON text; None where anything is wrong with it, and then it is reported."""
    sheet = clean(text, shown, report)
    if sheet is None:
        return None
    try:
        node = _Reading(sheet).document()
    except GiveUp:
        return None
    return None if sheet.found else node


@dataclass(frozen=True, slots=True)
class _Token:
    """A sign, a quoted text or a bare word; `kind` is empty at the end of the file."""

    kind: str
    text: str
    span: Span


class _Reading:
    """One pass over the signs and texts of a file."""

    def __init__(self, sheet: Manuscript) -> None:
        self.sheet = sheet
        self.tokens = self._tokens()
        self.count = 0

    def document(self) -> Node:
        node = self._node(next(self.tokens), None, 1)
        if (after := next(self.tokens)).kind:
            self._stop("後面多了內容", after.span, "一個檔案只放一份。")
        if node is _NULL:
            self._stop("檔案是空的", self.sheet.span(0, 0), "請照範例填入內容。")
        return node

    def _tokens(self) -> Iterator[_Token]:
        text, at, line, start = self.sheet.text, 0, 0, 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                self._stop("這裡不是 JSON", self.sheet.span(line, at - start), _expected(text, at))
            if match.lastgroup != "blank":
                span = self.sheet.span(line, at - start, len(match[0]))
                yield _Token(str(match.lastgroup), match[0], span)
            if lines := match[0].count("\n"):
                line, start = line + lines, at + match[0].rindex("\n") + 1
            at = match.end()
        yield _Token("", "", self.sheet.span(line, at - start))

    def _node(self, token: _Token, key: Span | None, depth: int) -> Node:
        self.count += 1
        if self.count > NODE_LIMIT:
            self._stop(f"內容超過 {NODE_LIMIT:,} 項", token.span, "請分成幾個檔案。")
        if depth > DEPTH_LIMIT:
            self._stop(f"內容一層包一層，超過 {DEPTH_LIMIT} 層", token.span)
        if token.text == "{":
            return Node(self._mapping(depth), token.span, key)
        if token.text == "[":
            return Node(tuple(self._list(depth)), token.span, key)
        if token.kind not in {"text", "word"}:
            self._stop("這裡少了內容", token.span, '文字要寫在雙引號裡，例如 "學校": "範例國小"。')
        if token.text == "null":
            return _NULL
        text = self._said(token) if token.kind == "text" else token.text
        return Node(text, token.span, key, plain=token.kind == "word")

    def _mapping(self, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        token = next(self.tokens)
        while token.text != "}":
            if token.kind != "text":
                self._stop("這裡要寫名稱", token.span, "名稱要寫在雙引號裡；最後一項後面不要有逗號。")
            name = self._said(token)
            if name in found:
                self.sheet.wrong(f"「{name}」寫了兩次", token.span, "請刪掉其中一個。")
            if (colon := next(self.tokens)).text != ":":
                self._stop("這裡少了冒號", colon.span, f"名稱後面要有冒號：{token.text}: …")
            node = self._node(next(self.tokens), token.span, depth + 1)
            if node is not _NULL:
                found[name] = node
            token = self._after("}")
        return found

    def _list(self, depth: int) -> Iterator[Node]:
        token = next(self.tokens)
        while token.text != "]":
            node = self._node(token, None, depth + 1)
            if node is _NULL:
                self.sheet.wrong("清單裡不能有 null", token.span, "沒有內容就刪掉這一項。")
            yield node
            token = self._after("]")

    def _after(self, closing: str) -> _Token:
        """What follows an item: the closing sign, or behind a comma the beginning of the next."""
        token = next(self.tokens)
        if token.text == closing:
            return token
        if token.text != ",":
            self._stop(f"這裡少了逗號或「{closing}」", token.span, "兩項之間要有逗號，最後一項後面不要有。")
        token = next(self.tokens)
        if token.text == closing:
            self._stop("最後一項後面多了逗號", token.span, f"「{closing}」前面不要有逗號。")
        return token

    def _said(self, token: _Token) -> str:
        text = str(json.loads(token.text))
        if _NO_CHARACTER.search(text):
            self.sheet.wrong("這裡有不能印的字元", token.span, r"請刪掉 \u 開頭的控制字元或不成對的半個字。")
        return text

    def _stop(self, message: str, span: Span, hint: str = "") -> NoReturn:
        self.sheet.wrong(message, span, hint)
        raise GiveUp


def _expected(text: str, at: int) -> str:
    if text[at] == '"':
        return '引號沒有關起來；文字裡的引號寫成 \\"，換行寫成 \\n。'
    if text[at] in "，：｛｝［］「」“”":
        return '符號要用半形：{ } [ ] : , 和 "。'
    return "文字要寫在雙引號裡，註解不能寫在 JSON 裡。"
