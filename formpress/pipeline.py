"""The whole program: load, parse, resolve, render, write. Read this file first.

forms/<programme>/<year>/*.yaml, content/**/*.md -> Site -> artifacts -> site/
"""

from __future__ import annotations

import dataclasses
import re
from collections import deque
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from .model import Artifact, Site
from .parse import Draft, EditionSpec, FilledSpec, FormSpec, Model, RulesSpec, SiteSpec, parse
from .problems import Problem, Report, Span
from .resolve import EditionDrafts, Places, resolve
from .resolve.filled import FilledDraft
from .source import load, load_json
from .targets import (
    bundle,
    calendar,
    facts,
    feed,
    fixtures,
    pages,
    pdf,
    rule_data,
    schema,
    security,
    spreadsheet,
)
from .targets.pdf import document
from .targets.pdf.typesetter import draws
from .write import write

PROGRAMME = re.compile(r"[a-z][a-z0-9-]*")
EDITION = re.compile(r"\d{3}(-[0-9a-z]+)?")
RESERVED = {"reference", "handbook", "assets", "guide"}
LARGEST_LOGO = 200_000
"""Bytes of the picture on every form."""

LONGEST_PAGE = 1_000_000
"""Bytes of one announcement; more is not prose."""
MOST_EXAMPLES = 200
"""Filled forms of one edition."""


def build(root: Path, out: Path) -> tuple[Problem, ...]:
    """Build the site of `root` into `out`; returns the warnings.

    Raises:
        Problems: the author's mistakes; `out` is untouched.
        MissingTool: something is not installed; `out` is untouched.
    """
    report = Report()
    site, places = read(root, report)
    artifacts = tuple(render(site, places, root / ".cache", report))
    report.stop_if_any()
    write(artifacts, root, out, partial(_locate, root))
    return report.warnings


def check(root: Path) -> tuple[Problem, ...]:
    """Read and judge everything and set the forms' pages, without writing; returns the warnings.

    Raises as `build` does: what does not fit on paper is found here too.
    """
    report, cache = Report(), root / ".cache"
    site, places = read(root, report)
    deque(pdf.measured(site, places, cache, report), maxlen=0)
    deque(document.drawable(site, {}, places, cache, report), maxlen=0)
    report.stop_if_any()
    return report.warnings


def read(root: Path, report: Report) -> tuple[Site, Places]:
    """Load, parse and resolve. Stops after a stage that has problems, with all of them."""
    settings = _file(root, root / "forms" / "site.yaml", SiteSpec, report)
    editions = [
        _edition(root, folder, report)
        for folder in sorted((root / "forms").glob("[!.]*/[!.]*/"))
        if folder.is_dir()
    ]
    if not editions and not report.failed:
        report.add("forms/ 裡還沒有任何計畫", hint="請建立 forms/<計畫代號>/<年度>/edition.yaml。")
    report.stop_if_any()
    drafts = tuple(edition for edition in editions if edition is not None)
    assert settings is not None
    site, places = resolve(settings, drafts, report)
    logo = _logo(root, settings, report)
    report.stop_if_any()
    return dataclasses.replace(site, settings=dataclasses.replace(site.settings, logo=logo)), places


def _logo(root: Path, settings: Draft[SiteSpec], report: Report) -> tuple[str, bytes]:
    """The picture that site.yaml names, as (format, content)."""
    name = settings.spec.logo
    if name is None:
        return ("", b"")
    kind, span = name.rsplit(".", 1)[-1], settings.node.at("logo").span
    path = (root / "forms" / name).resolve()
    if not path.is_relative_to((root / "forms").resolve()) or not path.is_file():
        report.add(f"找不到標誌「{name}」", span, "檔案放在 forms/ 裡，寫檔名就好。")
        return ("", b"")
    content = path.read_bytes()
    if len(content) > LARGEST_LOGO:
        report.add(f"標誌「{name}」太大", span, "不超過 200 kB；請換小一點的圖。")
    elif not draws(kind, content):
        report.add(f"標誌「{name}」不是可用的 {kind.upper()} 圖", span, "請另存成 SVG 或 PNG。")
    return (kind, content)


def render(site: Site, places: Places, cache: Path, report: Report) -> Iterator[Artifact]:
    """Every output. Pages come last: they print the sizes of what stands beside them."""
    files: dict[str, bytes] = {}
    for artifact in (*pdf.render(site, places, cache, report), *_data(site)):
        files[artifact.path] = artifact.content
        yield artifact
    sizes = {path: len(content) for path, content in files.items()}
    announcements = tuple(document.render(site, sizes, places, cache, report))
    if report.failed:
        return
    files |= {artifact.path: artifact.content for artifact in announcements}
    bundles = tuple(bundle.render(site, files))
    sizes |= {artifact.path: len(artifact.content) for artifact in (*announcements, *bundles)}
    yield from (*announcements, *bundles, *pages.render(site, sizes))


def _data(site: Site) -> Iterator[Artifact]:
    """What programs, spreadsheets and calendars read."""
    yield from schema.render(site)
    yield from rule_data.render(site)
    yield from spreadsheet.render(site)
    yield from facts.render(site)
    yield from fixtures.render(site)
    yield from calendar.render(site)
    yield from feed.render(site)
    yield from security.render(site)


def _locate(root: Path, page: str, words: str) -> Span | None:
    """Where `words` stand in the prose that a page of the site was made from."""
    path = root / "content" / page
    if not path.is_file():
        return None
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if (at := line.find(words)) >= 0:
            return Span(path.relative_to(root).as_posix(), number, at + 1, len(words), line)
    return None


def _edition(root: Path, folder: Path, report: Report) -> EditionDrafts | None:
    """The files of one edition, or None after reporting what is wrong with them."""
    shown = folder.relative_to(root).as_posix()
    if not PROGRAMME.fullmatch(folder.parent.name) or folder.parent.name in RESERVED:
        report.add(f"計畫資料夾「{folder.parent.name}」的名稱不合規定", hint="用小寫英文字母、數字和「-」。")
    if not EDITION.fullmatch(folder.name):
        report.add(f"年度資料夾「{shown}」的名稱不合規定", hint="用三位數的民國年，例如 112。")
    edition = _file(root, folder / "edition.yaml", EditionSpec, report)
    rules = _file(root, folder / "rules.yaml", RulesSpec, report)
    names = edition.spec.forms if edition is not None else ()
    forms = {name: _file(root, folder / f"{name}.yaml", FormSpec, report) for name in names}
    _check_unlisted(folder, shown, names, edition, report)
    page = _page(root, root / "content" / folder.parent.name / folder.name / "index.md", report)
    filled = tuple(_filled(root, folder / "examples", report))
    whole = {name: draft for name, draft in forms.items() if draft is not None}
    if edition is None or rules is None or page is None or len(whole) < len(names):
        return None
    return EditionDrafts(folder.parent.name, folder.name, edition, rules, whole, page, filled)


def _file(root: Path, path: Path, model: type[Model], report: Report) -> Draft[Model] | None:
    """One YAML file of the right shape."""
    node = load(path, path.relative_to(root).as_posix(), report)
    return parse(model, node, report) if node is not None else None


def _filled(root: Path, folder: Path, report: Report) -> Iterator[FilledDraft]:
    """The filled forms of one edition, in the order of their names."""
    paths = sorted(path for path in folder.iterdir() if path.name[0] != ".") if folder.is_dir() else []
    shown = folder.relative_to(root).as_posix()
    if len(paths) > MOST_EXAMPLES:
        report.add(f"「{shown}」有 {len(paths)} 個檔案，最多 {MOST_EXAMPLES} 個", hint="請刪掉不需要的範例。")
        return
    for path in paths:
        if path.suffix != ".json":
            report.add(f"「{shown}/{path.name}」不是 .json 檔", hint="examples 裡只放填好的範例。")
            continue
        node = load_json(path, path.relative_to(root).as_posix(), report)
        draft = parse(FilledSpec, node, report) if node is not None else None
        if draft is not None:
            yield FilledDraft(path.stem, draft)


def _check_unlisted(
    folder: Path, shown: str, names: tuple[str, ...], edition: Draft[EditionSpec] | None, report: Report
) -> None:
    """A form that nobody lists would be missing from the site without a word."""
    if edition is None:
        return
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in {"edition", "rules", *names}:
            span = edition.node.at("forms").span
            report.add(f"「{shown}/{path.name}」沒有列在 forms 裡", span, f"請在 forms 加上 {path.stem}。")


def _page(root: Path, path: Path, report: Report) -> tuple[str, str] | None:
    """(path as shown, text) of an announcement."""
    shown = path.relative_to(root).as_posix()
    if not path.is_file():
        report.add(f"少了公告全文「{shown}」", hint="請把公告寫在這個檔案。")
        return None
    raw = path.read_bytes()
    if len(raw) > LONGEST_PAGE:
        report.add(f"公告全文「{shown}」太大", hint="一份公告不超過 1 MB。")
        return None
    try:
        return shown, raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        report.add(f"「{shown}」不是 UTF-8 編碼", hint="請用編輯器另存為 UTF-8。")
        return None
