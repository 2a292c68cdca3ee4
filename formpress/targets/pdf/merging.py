"""Many PDFs as the one file that is submitted: forms become drawings, scans stay as they are.

What came in is untrusted. Pages are built anew from what they draw with; forms, scripts, links
and attachments are not taken along, except that the values of our own forms travel as data.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from warnings import catch_warnings

from pikepdf import (
    Array,
    AttachedFileSpec,
    Dictionary,
    Name,
    Object,
    ObjectStreamMode,
    OutlineItem,
    Page,
    Pdf,
    Stream,
    StreamDecodeLevel,
    String,
    parse_content_stream,
)

from ...problems import Problem, Problems
from . import returned
from .appearance import INSTEAD, Appearances
from .copying import Copier
from .fieldfont import FieldFont
from .flattening import Placed, Written, matrix, placed, unseen
from .returned import Refused
from .scripts import IDENTITY, VERDICTS
from .wanting import wanting

MOST_PAGES = 1_000
DEEPEST = 50
"""Levels of a page tree; those that programs write have four."""

MOST_STATES = 10_000
"""States of a page that are left saved, or restored too often."""

LONGEST_TITLE = 100
SHOWN = 12
"""Characters by which a text is named that does not fit its box."""

INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
KEPT = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group")


@dataclass(frozen=True, slots=True)
class Share:
    """What one file contributes: its pages, and the bytes that no file before it had."""

    name: str
    pages: int
    size: int


@dataclass(frozen=True, slots=True)
class Merged:
    """`notes` are sentences on what did not come along; `unknown` characters that are drawn as 〓."""

    content: bytes
    shares: tuple[Share, ...]
    notes: tuple[str, ...]
    unknown: str


@dataclass(frozen=True, slots=True)
class _Part:
    """One file, read: its pages with what stands in their boxes, and its values if it is ours."""

    name: str
    title: str
    pages: tuple[tuple[Object, tuple[Placed, ...]], ...]
    identity: str
    values: dict[str, str]
    notes: tuple[str, ...]


def merge(files: Sequence[tuple[str, bytes]], title: str, font: FieldFont) -> Merged:
    """The pages of all `files` (name, content) in order, in one PDF. Same input, same bytes.

    Values are drawn with a subset of the face of `font`. Raises Problems that name every file
    which is not taken, with the reason.
    """
    with ExitStack() as stack:
        parts = _read_all(files, stack)
        texts = {c for part in parts for _, found in part.pages for one in found for c in _text(one)}
        target = stack.enter_context(Pdf.new())
        drawing = Appearances(target, [font.fresh("".join(texts) + f" {INSTEAD}")] if texts else [])
        copier = Copier(target)
        shares, notes = [], []
        for part in parts:
            before = copier.added
            first, cut = len(target.pages), len(drawing.cut)
            try:
                with returned.suspicion():
                    _add(target, part, copier, drawing)
            except Refused as refused:
                raise Problems([_problem(part.name, refused)]) from None
            shares.append(Share(part.name, len(target.pages) - first, copier.added - before))
            notes += [*part.notes, *_cut(part.name, drawing.cut[cut:])]
        _describe(target, title, parts)
        _attach(target, parts)
        whole = BytesIO()
        target.save(
            whole, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate,
            stream_decode_level=StreamDecodeLevel.none,
        )  # fmt: skip
    unknown = "".join(sorted(c for c in texts if c.isprintable() and not font.face.draws(c)))
    return Merged(whole.getvalue(), tuple(shares), tuple(notes), unknown)


def _problem(name: str, refused: Refused) -> Problem:
    return Problem(f"「{name}」不能合併：{refused.reason}", hint=refused.hint)


def _cut(name: str, texts: Sequence[str]) -> Iterator[str]:
    if texts:
        first = " ".join(texts[0].split())
        begun = f"{first[:SHOWN]}…" if len(first) > SHOWN else first
        which = f"「{begun}」" if len(texts) == 1 else f"「{begun}」等"
        yield f"「{name}」有 {len(texts)} 格的內容太長，頁面上只看得到一部分：{which}"


# ----- reading -----


def _read_all(files: Sequence[tuple[str, bytes]], stack: ExitStack) -> list[_Part]:
    parts, problems, pages = [], [], 0
    for name, content in files:
        try:
            pdf = stack.enter_context(returned.opened(content))
            with returned.suspicion():
                parts.append(_read(name, pdf, MOST_PAGES - pages))
                pages += len(parts[-1].pages)
        except Refused as refused:
            problems.append(_problem(name, refused))
    if problems:
        raise Problems(problems)
    return parts


def _read(name: str, pdf: Pdf, room: int) -> _Part:
    _check_layers(pdf)
    known = returned.identity(pdf)
    fields = returned.fields(pdf)
    stale = bool(returned.acroform(pdf).get("/NeedAppearances", False))
    pages: list[tuple[Object, tuple[Placed, ...]]] = []
    lost: Counter[str] = Counter()
    for page in _pages(pdf):
        if len(pages) >= room:
            raise Refused(f"合併後超過 {MOST_PAGES} 頁", "請分成幾個檔案。")
        lost.update(unseen(page))
        pages.append((page, tuple(placed(page, ours=bool(known), stale=stale))))
    if not pages:
        raise Refused("沒有任何一頁")
    values = {one: text for one, field in fields.items() if (text := returned.value(field))} if known else {}
    data = {one: text for one, text in values.items() if one not in {IDENTITY, VERDICTS}}
    notes = [*_notes(name, pdf, fields), *(f"「{name}」有 {n} 個{what}沒有併入" for what, n in lost.items())]
    if known and (state := wanting(fields, values)):
        notes.append(f"「{name}」{state}")
    return _Part(name, _title(pdf, name, known), tuple(pages), known, data, tuple(notes))


def _check_layers(pdf: Pdf) -> None:
    """Layers lose their switches here: what was switched off would come to light."""
    shown = pdf.Root.get("/OCProperties", Dictionary()).get("/D", Dictionary())
    if len(shown.get("/OFF", [])) or str(shown.get("/BaseState", "/ON")) != "/ON":
        raise Refused("檔案有隱藏的圖層", "請用閱讀軟體開啟後「列印成 PDF」。")


def _notes(name: str, pdf: Pdf, fields: dict[str, Object]) -> Iterator[str]:
    signed = any(field.get("/FT") == "/Sig" and "/V" in field for field in fields.values())
    if signed:
        yield f"「{name}」的數位簽章合併後不再有效；簽章的圖樣仍在頁面上，原檔請保留"
    if "/EmbeddedFiles" in pdf.Root.get("/Names", Dictionary()):
        yield f"「{name}」夾帶的附加檔案沒有併入"


def _title(pdf: Pdf, name: str, known: str) -> str:
    """What the part is called in the list of contents: a form by its own title, else the file's name."""
    own = str(pdf.docinfo.get("/Title", "")) if known else ""
    return (own.strip() or name.removesuffix(".pdf"))[:LONGEST_TITLE]


def _pages(pdf: Pdf) -> Iterator[Object]:
    """The pages in order, each with what it inherits. Raises Refused for a tree that goes too deep;
    one whose branches meet again is not even opened.
    """
    waiting: list[tuple[Object, dict[str, Any], int]] = [(pdf.Root.Pages, {}, 0)]
    while waiting:
        node, inherited, depth = waiting.pop()
        given = inherited | {key: node[key] for key in INHERITED if key in node}
        if "/Kids" not in node:
            yield Dictionary({**{key: item for key, item in node.items() if key != "/Parent"}, **given})
            continue
        if depth > DEEPEST:
            raise Refused(*returned.DAMAGED)
        waiting += [(kid, given, depth + 1) for kid in reversed(list(node.Kids))]


# ----- writing -----


def _add(target: Pdf, part: _Part, copier: Copier, drawing: Appearances) -> None:
    copier.begin()
    for page, found in part.pages:
        made = Dictionary(Type=Name.Page)
        for key in KEPT:
            if key in page:
                made[key] = copier.copy(page[key])
        if len(made.MediaBox.as_list()) != 4:
            raise Refused(*returned.DAMAGED)
        resources = copier.copy(page.get("/Resources", Dictionary()))
        contents = page.get("/Contents", Array())
        streams = [copier.copy(one) for one in ([contents] if isinstance(contents, Stream) else contents)]
        if found:
            resources, drawn = _draw(resources, found, copier, drawing)
            before, after = _balance(target, streams)
            streams = [Stream(target, before), *streams, Stream(target, after + drawn)]
        made.Resources = resources
        made.Contents = Array([target.make_indirect(one) for one in streams if one is not None])
        target.pages.append(Page(target.make_indirect(made)))


def _balance(target: Pdf, contents: Sequence[Object]) -> tuple[bytes, bytes]:
    """What stands before and behind the content of a page so that it leaves nothing to what follows:
    many programs save a state that they never restore, or restore one that was not saved.
    """
    whole = b"\n".join(one.read_bytes() for one in contents if isinstance(one, Stream))
    depth = deepest = 0
    try:
        with catch_warnings(action="error"):  # what breaks off would swallow what is drawn behind it
            steps = parse_content_stream(Stream(target, whole), "q Q")
    except UserWarning:
        raise Refused(*returned.DAMAGED) from None
    for step in steps:
        depth += 1 if str(step.operator) == "q" else -1
        deepest = min(deepest, depth)
    saved = 1 - deepest
    if saved + depth + saved > MOST_STATES:
        raise Refused("檔案的結構太複雜", "請用閱讀軟體開啟後「列印成 PDF」。")
    return b"q\n" * saved, b"\n" + b"Q\n" * (saved + depth)


def _draw(
    resources: Object, found: tuple[Placed, ...], copier: Copier, drawing: Appearances
) -> tuple[Object, bytes]:
    """The resources of a page with the drawings of its boxes, and the content that draws them."""
    images = dict(resources.get("/XObject", Dictionary()).items())
    steps = []
    for number, one in enumerate(found):
        ours = isinstance(one.drawing, Written)
        stream = one.made(drawing) if ours else copier.copy(one.drawing)
        place = matrix(stream, one.rect)
        if place is None:
            continue
        name = next(name for n in range(number, number + 10**6) if (name := f"/Box{n}") not in images)
        stream.Type, stream.Subtype = Name.XObject, Name.Form
        images[name] = stream
        numbers = " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in place.shorthand)
        steps.append(f"q {numbers} cm {name} Do Q")
    whole = Dictionary({**dict(resources.items()), "/XObject": Dictionary(images)})
    return whole, "\n".join(steps).encode()


def _text(one: Placed) -> str:
    return one.drawing.text if isinstance(one.drawing, Written) else ""


def _describe(target: Pdf, title: str, parts: Sequence[_Part]) -> None:
    with target.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
    target.Root.Lang = String("zh-TW")
    target.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    with target.open_outline() as outline:
        page = 0
        for part in parts:
            outline.root.append(OutlineItem(part.title, page))
            page += len(part.pages)


def _attach(target: Pdf, parts: Sequence[_Part]) -> None:
    """The values of each form of ours, for whoever receives the file."""
    seen: dict[str, int] = {}
    for part in parts:
        if not part.identity:
            continue
        form = returned.form_of(part.identity)[2]
        seen[form] = seen.get(form, 0) + 1
        name = f"{form}.json" if seen[form] == 1 else f"{form}-{seen[form]}.json"
        data = json.dumps({"identity": part.identity, "values": part.values}, ensure_ascii=False, indent=1)
        spec = AttachedFileSpec(
            target, f"{data}\n".encode(), filename=name, mime_type="application/json",
            description=f"{part.title}的填寫內容", creation_date="", mod_date="",
        )  # fmt: skip
        spec.obj.AFRelationship = Name.Data
        target.attachments[name] = spec
    if seen:
        target.Root.AF = Array([spec.obj for spec in target.attachments.values()])
