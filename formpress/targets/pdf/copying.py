"""Copies what pages draw with from many PDFs into one. Equal things are stored once.

Only content travels: nothing that a viewer would run, open or send is taken along, and no stream
is unpacked, so that a small file cannot become a large one here.
"""

from __future__ import annotations

import hashlib
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from pikepdf import String as PdfString

from .returned import Refused

DEEPEST = 60
MOST_OBJECTS = 300_000
"""No page that people make comes near; a file made to exhaust its reader does."""

LEFT_BEHIND = frozenset((
    "/AA", "/A", "/JS", "/OpenAction", "/Metadata", "/PieceInfo", "/StructParent",
    "/StructParents", "/Ref", "/OPI", "/AF", "/Alternates", "/LastModified", "/Thumb",
))  # fmt: skip
"""Entries of content that draw nothing: actions, editors' private data, ties to what is not copied."""

OUTSIDE = frozenset(("/Length", "/F", "/FFilter", "/FDecodeParms"))
"""Entries of a stream that are written anew, or that would fetch its data from another file."""

NAMING = frozenset((
    "/ColorSpace", "/ExtGState", "/Font", "/Pattern", "/Properties", "/Shading", "/XObject",
    "/CharProcs", "/Colorants",
))  # fmt: skip
"""Entries whose own keys are names that somebody chose: none of them means anything else."""

DOCUMENT = frozenset((
    "/Page", "/Pages", "/Catalog", "/Annot", "/Action", "/Filespec",
))  # fmt: skip
"""Types of objects that no content needs: through them, a whole document would follow."""


class Copier:
    """Copies objects into `target`. `added` counts the bytes that were new to it."""

    def __init__(self, target: Pdf) -> None:
        self.target = target
        self.added = 0
        self._count = 0
        self._stored: dict[bytes, Object] = {}
        self._copied: dict[tuple[int, int], Object] = {}
        self._begun: set[tuple[int, int]] = set()
        self._early: dict[tuple[int, int], Object] = {}

    def begin(self) -> None:
        """What comes next is from another file, where the same numbers mean other objects."""
        self._copied.clear()
        self._early.clear()

    def copy(self, source: Any, depth: int = 0, *, naming: bool = False) -> Any:
        """The same content in the target. Raises Refused where it nests too deep or never ends."""
        if isinstance(source, Name):
            return Name(str(source))
        if isinstance(source, PdfString):
            return PdfString(bytes(source))
        if not isinstance(source, Object):
            return source
        self._count += 1
        if depth > DEEPEST or self._count > MOST_OBJECTS:
            raise Refused("檔案的結構太複雜", "請用閱讀軟體開啟後「列印成 PDF」。")
        if isinstance(source, Dictionary) and str(source.get("/Type", "")) in DOCUMENT:
            return None
        if not source.is_indirect:
            return self._content(source, depth, naming)
        number = source.objgen
        if number not in self._copied:
            if number in self._begun:
                return self._ahead(source)
            self._begun.add(number)
            self._copied[number] = self._whole(source, depth, naming)
            self._begun.discard(number)
        return self._copied[number]

    def _content(self, source: Object, depth: int, naming: bool) -> Object:
        """An array or dictionary, or the dictionary of a stream."""
        if isinstance(source, Array):
            return Array([self.copy(item, depth + 1) for item in source])
        dropped = OUTSIDE if isinstance(source, Stream) else frozenset()
        if not naming:
            dropped |= LEFT_BEHIND
        items = source.stream_dict.items() if isinstance(source, Stream) else source.items()
        return Dictionary(
            {
                key: self.copy(item, depth + 1, naming=key in NAMING)
                for key, item in items
                if key not in dropped
            }
        )

    def _whole(self, source: Object, depth: int, naming: bool) -> Object:
        """An object with a number of its own: the one in the target that has this content."""
        content = self._content(source, depth, naming)
        data = source.read_raw_bytes() if isinstance(source, Stream) else None
        early = self._early.pop(source.objgen, None)
        if early is not None:
            return self._complete(early, content, data)
        written = content.unparse()
        key = hashlib.sha256(written + b"\0" + (b"" if data is None else b"stream" + data)).digest()
        if key not in self._stored:
            self.added += len(written) + len(data or b"")
            made = content if data is None else Stream(self.target, data, content)
            self._stored[key] = self.target.make_indirect(made)
        return self._stored[key]

    def _ahead(self, source: Object) -> Object:
        """An object that is met again inside itself: its number is given out before its content."""
        number = source.objgen
        if number not in self._early:
            empty: Object = Array() if isinstance(source, Array) else Dictionary()
            made = Stream(self.target, b"") if isinstance(source, Stream) else empty
            self._early[number] = self.target.make_indirect(made)
        return self._early[number]

    def _complete(self, early: Object, content: Object, data: bytes | None) -> Object:
        self.added += len(content.unparse()) + len(data or b"")
        if isinstance(content, Array):
            early.extend(content)
            return early
        if data is not None:
            packed: Any = content.get("/Filter"), content.get("/DecodeParms")
            early.write(data, filter=packed[0], decode_parms=packed[1])
        for key, item in content.items():
            early[key] = item
        return early
