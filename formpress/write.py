"""The only step that touches the disk: stage, build, finish, swap.

Everything happens in a folder beside the site; the site is replaced in one move at the very
end, so that a failed build leaves the one before untouched. Same artifacts, same bytes.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from . import search_index
from .finish import finish
from .model import Artifact
from .problems import MissingTool, Problem, Problems, Span

try:
    import fcntl
except ImportError:  # Windows has none: there, two builds at once are the user's to avoid
    fcntl = None  # type: ignore[assignment]

SETTINGS = "mkdocs.yml"
"""An artifact of this name tells the builder about this site and never reaches it."""

NAMES = "search-names.json"
"""Nor does this one, which tells the search what things are called."""

INSTALL = "python -m pip install -r requirements.txt"
SEARCH_INDEX = "assets/search-index.js"

REPEATED = "/review/index.md"
"""The review document holds what other pages hold: a search would find everything twice."""

LEFTOVERS = ("assets/javascripts", "assets/images", "sitemap.xml", "sitemap.xml.gz")
"""What the builder adds and no page of ours uses; its sitemap holds the day of the build."""

_COMPLAINTS = (
    (
        re.compile(r"Doc file '(?P<page>[^']+)' contains a link '(?P<link>[^']+)', but the target"),
        "頁面「{page}」的連結「{link}」找不到對應的檔案",
    ),
    (
        re.compile(r"Doc file '(?P<page>[^']+)' contains an unrecognized relative link '(?P<link>[^']+)'"),
        "頁面「{page}」的連結「{link}」找不到對應的檔案",
    ),
    (
        re.compile(r"Doc file '(?P<page>[^']+)' contains an absolute link '(?P<link>[^']+)'"),
        "頁面「{page}」的連結「{link}」以斜線開頭，網站換個位置就會失效",
    ),
    (
        re.compile(r"Doc file '(?P<page>[^']+)' contains a link '(?P<link>[^']+)', but (?:there|the doc)"),
        "頁面「{page}」的連結「{link}」所指的段落不存在",
    ),
)


Locate = Callable[[str, str], Span | None]
"""(page as staged, words of its Markdown) -> where the author wrote them."""


def write(
    artifacts: Iterable[Artifact], root: Path, out: Path, locate: Locate = lambda page, words: None
) -> None:
    """Build the site from `artifacts` into `out`, with the theme that stands in `root`.

    Raises `Problems` where an author's Markdown does not build, `MissingTool` without the
    builder. Either way `out` stays as it was.
    """
    out = out.absolute()
    for package in ("mkdocs", "material"):
        if importlib.util.find_spec(package) is None:
            raise MissingTool("缺少產生網站的套件 mkdocs-material", INSTALL)
    if not (root / SETTINGS).is_file():
        raise Problems([Problem(f"專案資料夾裡沒有「{SETTINGS}」", hint="請放回這個檔案；它是網站的設定。")])
    out.parent.mkdir(parents=True, exist_ok=True)
    with _alone(out), tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as folder:
        work = Path(folder)
        staged = list(artifacts)
        _stage(staged, work / "docs")
        _build(_settings(staged, root, work), work, locate)
        built = work / "built"
        _finish(staged, built)
        _swap(built, out, work / "before")


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """One build at a time; what one that was killed left behind is put right first."""
    folder = None if fcntl is None else os.open(out.parent, os.O_RDONLY)
    try:
        if folder is not None:
            fcntl.flock(folder, fcntl.LOCK_EX)
        for left in sorted(out.parent.glob(f".{out.name}-*")):
            if not out.exists() and (left / "before").is_dir():
                (left / "before").rename(out)
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        if folder is not None:
            os.close(folder)


def _stage(artifacts: list[Artifact], docs: Path) -> None:
    seen: set[str] = set()
    for artifact in artifacts:
        parts = PurePosixPath(artifact.path).parts
        if artifact.path in seen or ".." in parts or artifact.path.startswith("/"):
            raise ValueError(f"artifact written twice or outside the site: {artifact.path}")
        seen.add(artifact.path)
        if artifact.path not in {SETTINGS, NAMES}:
            _put(docs / artifact.path, artifact.content)


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _settings(artifacts: list[Artifact], root: Path, work: Path) -> Path:
    """The builder's settings for this run: the project's own, then the site's, then the folders."""
    own = next((artifact.content for artifact in artifacts if artifact.path == SETTINGS), b"{}")
    values = json.loads(own) | {
        "INHERIT": str(root.absolute() / SETTINGS),
        "docs_dir": str(work / "docs"),
        "site_dir": str(work / "built"),
        "theme": {"custom_dir": str(root.absolute() / "overrides")},
    }
    path = work / SETTINGS
    path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    return path


def _build(settings: Path, work: Path, locate: Locate) -> None:
    """Run the site builder. Its warnings are errors: they are broken links, and readers meet them."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(settings)]
    quiet = {"NO_MKDOCS_2_WARNING": "true", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONUTF8": "1"}
    environment = dict(os.environ) | quiet
    done = subprocess.run(command, cwd=work, env=environment, capture_output=True, check=False, text=True)
    if done.returncode == 0:
        return
    if problems := list(_complaints(done.stderr, locate)):
        raise Problems(problems)
    page = re.search(r"Error (?:reading|building) page '([^']+)'", done.stderr)
    if page is not None:
        hint = "請檢查這一頁的連結、清單和表格。"
        raise Problems([Problem(f"頁面「{page[1]}」的 Markdown 沒有寫對", locate(page[1], ""), hint)])
    raise RuntimeError(f"mkdocs failed:\n{done.stdout}{done.stderr}")


def _complaints(log: str, locate: Locate) -> Iterator[Problem]:
    for line in log.splitlines():
        for pattern, message in _COMPLAINTS:
            if match := pattern.search(line):
                guess = re.search(r"Did you mean '([^']+)'", line)
                hint = f"是不是「{guess[1]}」？" if guess else "請改連結，或刪掉它。"
                span = locate(match["page"], match["link"])
                yield Problem(message.format(**match.groupdict()), span, hint)
                break


def _finish(artifacts: list[Artifact], built: Path) -> None:
    """Finish every page, index them, and lay down again what the builder may have overwritten.

    Search results of equal worth stand in the order in which the pages were rendered.
    """
    pages: dict[str, str] = {}
    for file in sorted(built.rglob("*.html")):
        address = file.relative_to(built).as_posix()
        pages[address] = finish(address, file.read_text(encoding="utf-8"))
        file.write_bytes(pages[address].encode())
    for name in LEFTOVERS:
        leftover = built / name
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink(missing_ok=True)
    for artifact in artifacts:
        if artifact.path not in {SETTINGS, NAMES} and not artifact.path.endswith(".md"):
            _put(built / artifact.path, artifact.content)
    sources = (artifact.path for artifact in artifacts if artifact.path.endswith(".md"))
    addresses = [source.removesuffix(".md") + ".html" for source in sources if not source.endswith(REPEATED)]
    names = json.loads(next((artifact.content for artifact in artifacts if artifact.path == NAMES), b"[]"))
    index = search_index.render(((address, pages[address]) for address in addresses), names)
    _put(built / SEARCH_INDEX, index)


def _swap(built: Path, out: Path, before: Path) -> None:
    """Put the new site where the old one was; if that fails, the old one is back."""
    if out.exists():
        out.rename(before)
    try:
        built.rename(out)
    except OSError:
        if before.exists():
            before.rename(out)
        raise
