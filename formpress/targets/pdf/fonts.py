"""The one module that knows fonts: where they come from and which characters they draw.

Typst sets pages from whole TrueType faces. They are made once, into a cache folder, under the
digest of their source: an altered source is another face, and a cache may be thrown away at will.
`fieldfont` cuts from the same faces what is embedded for fields.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from bisect import bisect_left
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

from ...problems import MissingTool
from . import truetype

WHEEL = "pylopdf_fonts_zh_tw"
WHEEL_COMMAND = "python -m pip install --force-reinstall pylopdf-fonts-zh-tw==0.1.1"
WHEEL_FACES = {
    "Noto Sans TC": (
        "NotoSansTC-Regular.otf",
        "5bab0cb3c1cf89dde07c4a95a4054b195afbcfe784d69d75c340780712237537",
    ),
    "Noto Serif TC": (
        "NotoSerifTC-Regular.otf",
        "63515eb0622d589a2f4062e8757c598b3da3bffd053f69abd181c210158ef10c",
    ),
}
"""Family -> file in the wheel and its SHA-256."""

INSTEAD = "換一個字型檔，或改用「" + "」、「".join(WHEEL_FACES) + "」。"

PERMISSION = 0x000F
RESTRICTED = 0x0002
NO_SUBSETTING = 0x0100
"""How OS/2.fsType says that a licence forbids what a PDF does with a font."""

UNPRINTED = frozenset("\n\r\t")


@dataclass(frozen=True, slots=True)
class Face:
    """A TrueType file in the cache. `family` is Typst's name for it.

    `drawn` is all it has a glyph for, in order: to make a set of it takes longer than to ask it.
    """

    key: str
    file: Path
    family: str
    drawn: str

    def draws(self, character: str) -> bool:
        place = bisect_left(self.drawn, character)
        return self.drawn[place : place + 1] == character


@dataclass(frozen=True, slots=True)
class Faces:
    """`folder` is for Typst's font_paths and holds just these faces."""

    folder: Path
    text: Face
    head: Face

    @property
    def text_family(self) -> str:
        return self.text.family

    @property
    def head_family(self) -> str:
        return self.head.family

    def missing(self, text: str) -> str:
        """The characters of `text` that no face draws, each once, in order of appearance."""
        printed = (c for c in dict.fromkeys(text) if c not in UNPRINTED)
        return "".join(c for c in printed if not self.text.draws(c) and not self.head.draws(c))


def prepare(text_font: str, head_font: str, cache: Path) -> Faces:
    """The two faces of every page, each a name of `WHEEL_FACES` or the path of an office's own file.

    The first call converts them (tens of seconds), later ones read the cache (milliseconds).
    Raises MissingTool when a file is absent, altered, unreadable or must not be embedded.
    """
    text, head = load_faces((text_font, head_font), cache)
    folder = cache / f"faces-{text.key}-{head.key}"
    folder.mkdir(exist_ok=True)
    for face in (text, head):
        _share(face.file, folder)
    return Faces(folder, text, head)


def load_faces(fonts: tuple[str, ...], cache: Path) -> list[Face]:
    """Every font as TrueType. Those not yet in the cache are converted side by side.

    Raises MissingTool as `prepare` does.
    """
    cache.mkdir(parents=True, exist_ok=True)
    sources = {font: locate(font, cache) for font in fonts}
    with ExitStack() as stack:
        running = []
        for source, key in sources.values():
            if not _card(cache, key).exists():
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=cache)))
                process = stack.enter_context(_conversion(source, folder))
                running.append((key, source, folder, process))
        for key, source, folder, process in running:
            if process.wait() != 0:
                raise MissingTool(f"「{source}」不是可用的字型檔。", INSTEAD)
            _keep(key, source, folder, cache)
    return [_read(cache, sources[font][1]) for font in fonts]


def locate(font: str, cache: Path) -> tuple[Path, str]:
    """The file of a font and its key in `cache`. Raises MissingTool when it is absent or altered."""
    if font not in WHEEL_FACES:
        if Path(font).is_file():
            return Path(font), _key(_digest(Path(font), cache))
        raise MissingTool(f"找不到字型檔「{font}」。", INSTEAD)
    name, digest = WHEEL_FACES[font]
    wheel = importlib.util.find_spec(WHEEL)
    if wheel is None or wheel.origin is None:
        raise MissingTool(f"沒有安裝字型「{font}」。", WHEEL_COMMAND)
    file = Path(wheel.origin).parent / name
    if not file.is_file() or _digest(file, cache) != digest:
        raise MissingTool(f"字型「{font}」的檔案不完整，或與預期的不同。", WHEEL_COMMAND)
    return file, _key(digest)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that another build sees all of it or nothing."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
        part.write(content)
    Path(part.name).replace(path)


def _digest(file: Path, cache: Path) -> str:
    """The SHA-256 of a file, which the cache remembers for as long as nobody touches the file.

    A change of content moves ctime, which no program can set back.
    """
    state = file.stat()
    seen = f"{file.resolve()} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns}"
    stamp = cache / f"{hashlib.sha256(seen.encode()).hexdigest()[:20]}.sha256"
    if stamp.exists():
        return stamp.read_text("ascii")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    write_whole(stamp, digest.encode())
    return digest


def _key(digest: str) -> str:
    return f"{digest[:20]}-{truetype.VERSION}"


def _card(cache: Path, key: str) -> Path:
    """What is known of a face. Written last: where it stands, the face beside it is complete."""
    return cache / f"{key}.json"


def _conversion(source: Path, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", truetype.__file__, str(source), str(folder / "face.ttf")]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def _keep(key: str, source: Path, folder: Path, cache: Path) -> None:
    """Take a converted face into the cache, if Typst reads it and its licence allows it."""
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]).fonts()
    if not found:
        raise MissingTool(f"排版程式讀不懂字型檔「{source}」。", INSTEAD)
    with TTFont(folder / "face.ttf", lazy=True) as font:
        permission = font["OS/2"].fsType
        if permission & PERMISSION == RESTRICTED or permission & NO_SUBSETTING:
            raise MissingTool(f"字型檔「{source}」的授權不允許嵌入文件。", INSTEAD)
        drawn = "".join(map(chr, sorted(font.getBestCmap())))
    (folder / "face.ttf").replace(cache / f"{key}.ttf")
    card = json.dumps({"family": found[0].family, "drawn": drawn}, ensure_ascii=False)
    write_whole(_card(cache, key), card.encode())


def _read(cache: Path, key: str) -> Face:
    card = json.loads(_card(cache, key).read_text("utf-8"))
    return Face(key, cache / f"{key}.ttf", card["family"], card["drawn"])


def _share(file: Path, folder: Path) -> None:
    """Put a face into a folder too, without a second copy where the disk knows links."""
    if (folder / file.name).exists():
        return
    with tempfile.TemporaryDirectory(dir=file.parent) as beside:
        part = Path(beside) / file.name
        try:
            os.link(file, part)
        except OSError:
            shutil.copy(file, part)
        part.replace(folder / file.name)
