"""From a file to nodes: events in, one node per value, every mistake reported with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from ..problems import Report, Span, did_you_mean
from .manuscript import FILE_LIMIT, GiveUp, Manuscript, clean, decode, too_large
from .mistakes import explain, special_start
from .node import Node
from .stray import Item, check_list, check_mapping
from .texts import read_text

DEPTH_LIMIT = 30
NODE_LIMIT = 50_000
"""Names, values and ends of lists of one file, counted together."""

# libyaml reads 17 times faster and comes with every wheel; the two judge a few odd spellings
# inside brackets differently ({a:{b: 1}}, a? b), nothing else.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def load(path: Path, shown: str, report: Report) -> Node | None:
    """The nodes of a file; None where anything is wrong with it, and then it is reported.

    `shown` is the path as messages print it.
    """
    text = text_of(path, shown, report)
    return None if text is None else parse_text(text, shown, report)


def text_of(path: Path, shown: str, report: Report) -> str | None:
    """What stands in a file; None after reporting why it cannot be read."""
    top = Span(shown, 1, 1)
    if path.is_dir():
        report.add(f"「{shown}」是資料夾，不是檔案", top)
        return None
    if not path.is_file():
        others = [other.name for other in path.parent.glob("*.yaml")] if path.parent.is_dir() else []
        report.add(f"找不到檔案「{shown}」", top, did_you_mean(path.name, others))
        return None
    try:
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
    except OSError:
        report.add(f"無法讀取檔案「{shown}」", top, "請確認檔案沒有被其他程式鎖住，而且有讀取的權限。")
        return None
    if len(data) > FILE_LIMIT:
        too_large(shown, report)
        return None
    return decode(data, shown, report)


def parse_text(text: str, shown: str, report: Report) -> Node | None:
    """The nodes of a YAML text; None where anything is wrong with it, and then it is reported."""
    sheet = clean(text, shown, report)
    if sheet is None:
        return None
    try:
        node = _read(sheet)
    except GiveUp:
        return None
    return None if sheet.found else node


def _read(sheet: Manuscript) -> Node | None:
    try:
        return _Reading(sheet).document()
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # The last two are what PyYAML's own parser makes of \UFFFFFFFF.
        explain(sheet, error)
    return None


class _Reading:
    """One pass over the events of a file."""

    def __init__(self, sheet: Manuscript) -> None:
        self.sheet = sheet
        self.events = yaml.parse(sheet.text, Loader=_LOADER)
        self.count = 0

    def document(self) -> Node | None:
        self._next()
        begin = self._next()
        if isinstance(begin, yaml.StreamEndEvent):
            self.sheet.wrong("檔案是空的", self.sheet.span(0, 0), "請照範例填入內容。")
            return None
        if begin.version or begin.tags:
            special_start(self.sheet, *_place(begin.start_mark))
        node = self._node(self._next(), 1, None)
        self._next()
        after = self._next()
        if isinstance(after, yaml.DocumentStartEvent):
            hint = "一個檔案只放一份，中間不要有「---」；若「---」是文字，請加引號。"
            place = self.sheet.span(*_place(after.start_mark), 3)
            self.sheet.wrong("這裡又開始了另一份資料", place, hint)
        if not self.sheet.found and isinstance(node.value, str | tuple):
            what = "一段文字" if isinstance(node.value, str) else "一份清單"
            what = what if node.value else "空的"
            self.sheet.wrong(f"檔案的最外層是{what}", node.span, "最外層要一行一個「名稱: 值」。")
        return node

    def _next(self) -> Any:
        self.count += 1
        event = next(self.events)
        if self.count > NODE_LIMIT:
            message = f"檔案裡的項目超過 {NODE_LIMIT:,} 個"
            self.sheet.wrong(message, self._span(event), "請拆成幾個檔案。")
            raise GiveUp
        return event

    def _node(self, event: Any, depth: int, key_span: Span | None) -> Node:
        if depth > DEPTH_LIMIT:
            hint = "請檢查縮排，或括號是不是忘了關上。"
            self.sheet.wrong(f"一層包一層，超過 {DEPTH_LIMIT} 層", self._span(event), hint)
            raise GiveUp
        self._refuse_marked(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, depth, key_span)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(event, depth, key_span)
        if isinstance(event, yaml.AliasEvent):
            return Node("", self._span(event), key_span)
        return read_text(self.sheet, event, key_span)

    def _refuse_marked(self, event: Any) -> None:
        """Anchors, aliases and tags: nobody here means them, a text merely begins so."""
        if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag is not None:
            special_start(self.sheet, *_place(event.start_mark))

    def _mapping(self, start: Any, depth: int, key_span: Span | None) -> Node:
        pairs: dict[str, Node] = {}
        shape: list[tuple[Item, Item | None]] = []
        first: Span | None = None
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse_key(event)
                continue
            key = self._node(event, depth, None)
            first = first or key.span
            self._check_key(key, pairs)
            below = self._next()
            value = self._node(below, depth + 1, key.span)
            bare = _no_colon(event, below)
            shape.append((_item(event), None if bare else _item(below)))
            pairs.setdefault(str(key.value), value)
        check_mapping(self.sheet, _place(start.start_mark), shape)
        span = self._span(start, event) if start.flow_style else first
        return Node(pairs, span or self._span(start), key_span)

    def _list(self, start: Any, depth: int, key_span: Span | None) -> Node:
        items: list[Node] = []
        shape: list[Item] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1, None))
            shape.append(_item(event))
        if start.flow_style:
            check_list(self.sheet, shape)
        span = self._span(start, event) if start.flow_style else self._span(start)
        return Node(tuple(items), span, key_span)

    def _check_key(self, key: Node, pairs: dict[str, Node]) -> None:
        name = str(key.value)
        if name in pairs:
            before = pairs[name].key_span
            line = before.line if before else 0
            hint = "同一層的名稱只能出現一次，請刪掉其中一個。"
            self.sheet.wrong(f"「{name[:40]}」重複了，第 {line} 行已經有一個", key.span, hint)
        elif key.plain and name == "":
            self.sheet.wrong("冒號前面少了名稱", key.span, "寫成「名稱: 值」。")
        elif key.plain and name == "<<":
            self.sheet.wrong("這裡不能用「<<」", key.span, "請把內容直接寫出來。")
        elif not key.plain and key.lines:
            self.sheet.wrong("名稱要寫在同一行", key.span, "寫成「名稱: 值」。")

    def _refuse_key(self, event: Any) -> None:
        """A list or mapping in front of a colon, mostly {{ x }} without quotes."""
        if isinstance(event, yaml.AliasEvent):
            special_start(self.sheet, *_place(event.start_mark))
        else:
            hint = "若是文字，請把整個值加上引號。"
            self.sheet.wrong("括號裡的內容不能當名稱", self._span(event), hint)
        self._skip(event)
        self._skip(self._next())

    def _skip(self, event: Any) -> None:
        """Pass over the node that begins with `event`."""
        depth = 0
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth == 0:
                return
            if depth > DEPTH_LIMIT:
                raise GiveUp
            event = self._next()

    def _span(self, start: Any, end: Any = None) -> Span:
        return self.sheet.marked(start.start_mark, (end or start).end_mark)


def _item(event: Any) -> Item:
    plain = isinstance(event, yaml.ScalarEvent) and not event.style
    return Item(_place(event.start_mark), _place(event.end_mark), event.value if plain else "")


def _place(mark: Any) -> tuple[int, int]:
    return (mark.line, mark.column)


def _no_colon(key: Any, below: Any) -> bool:
    """Whether YAML added an empty value to a name that has no colon: it stands where the name ends."""
    empty = isinstance(below, yaml.ScalarEvent) and not below.style and below.value == ""
    return empty and _place(below.start_mark) == _place(key.end_mark)
