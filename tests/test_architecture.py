"""The import table of ARCHITECTURE.md, enforced; and each folder agrees with its explicit list."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from formpress.blocks import BLOCK_TYPES
from formpress.fields import FIELD_TYPES
from formpress.rules import RULE_KINDS
from tests.editions import ROOT, site

PACKAGE = ROOT / "formpress"

LEVELS = {
    "problems": 0,
    "source": 1, "tw": 1, "paper": 1, "page": 1,
    "expr": 2,
    "model": 3, "authoring": 3,
    "fields": 4, "rules": 4,
    "blocks": 5,
    "parse": 6,
    "resolve": 7,
    "targets": 8, "write": 8, "finish": 8, "search_index": 8, "rows": 8,
    "pipeline": 9, "prefill": 9, "merge": 9,
    "cli": 10,
}  # fmt: skip
"""A room may import rooms of a lower level, and nothing else of the package."""

TARGETS_SEE = {"model", "page", "paper", "expr", "tw", "problems"}
WRITE_SEES = TARGETS_SEE | {"finish", "search_index"}

OWNERS = {
    "yaml": ("source",),
    "pydantic": ("authoring", "fields", "rules", "blocks", "parse", "resolve"),
    "pydantic_core": ("authoring", "parse"),
    "jinja2": ("resolve", "targets"),
    "markupsafe": ("resolve", "targets"),
    "typst": ("targets",),
    "pikepdf": ("targets",),
    "fontTools": ("targets",),
    "argparse": ("cli",),
    "subprocess": ("write", "targets"),
}
"""Outside library -> the rooms that alone may import it."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def inner_imports(path: Path) -> Iterator[str]:
    """The rooms a module imports; the package uses relative imports only."""
    depth = len(path.relative_to(PACKAGE).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            yield from [node.module.split(".")[0]] if node.module else [alias.name for alias in node.names]


def outer_imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


def test_every_room_has_a_level() -> None:
    """A new file or folder of the package takes its place in the table."""
    rooms = {room_of(path) for path in MODULES} - {"__init__"}

    assert rooms == set(LEVELS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path: Path) -> None:
    """A room imports only rooms below it; rooms of one level do not know each other."""
    room = room_of(path)
    for other in inner_imports(path):
        if room in {"__init__", other}:
            continue
        allowed = TARGETS_SEE if room == "targets" else WRITE_SEES if room == "write" else None
        assert LEVELS[other] < LEVELS[room] or (allowed and other in allowed), f"{room} imports {other}"
        if allowed is not None:
            assert other in allowed, f"{room} imports {other}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_outside_libraries_have_one_owner(path: Path) -> None:
    """Each outside library is imported in the rooms that own it, and the package by relative imports."""
    for name in outer_imports(path):
        assert name != "formpress", "use relative imports inside the package"
        if name in OWNERS:
            assert room_of(path) in OWNERS[name], f"{room_of(path)} imports {name}"


@pytest.mark.parametrize(
    ("folder", "listed"),
    [
        ("fields", {kind.__module__.split(".")[-1] for kind in FIELD_TYPES.values()}),
        ("rules", {kind.__module__.split(".")[-1] for kind in RULE_KINDS.values()}),
        ("blocks", {kind.__module__.split(".")[-1] for kind in BLOCK_TYPES.values()}),
    ],
)
def test_a_folder_and_its_list_agree(folder: str, listed: set[str]) -> None:
    """One file a type: the explicit list names each file of the folder and no other."""
    files = {path.stem for path in (PACKAGE / folder).glob("*.py")} - {"__init__", "base", "grid", "section"}

    assert files == listed


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_functions_stay_short(path: Path) -> None:
    """No function is longer than 60 lines and no file longer than 400."""
    text = path.read_text(encoding="utf-8")

    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or node.lineno) - node.lineno < 60, node.name


def test_the_package_names_no_programme_and_no_figure_of_one() -> None:
    """What belongs to a programme stands in forms/ and content/ only."""
    editions = site().editions
    words = {edition.programme for edition in editions} | {edition.issuer for edition in editions}
    words |= {rule.id for edition in editions for rule in edition.rules}
    sources = [path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".js", ".typ", ".jinja", ".css"}]

    for path in sources:
        found = words & set(re.findall(r"[\w-]+", path.read_text(encoding="utf-8")))
        assert not found, f"{path.name} names {found}"


def test_the_architecture_page_names_every_room() -> None:
    """ARCHITECTURE.md has each room with the level that is enforced here."""
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for room, level in LEVELS.items():
        row = next(line for line in page.splitlines() if line.startswith(f"| {level} |"))
        assert f"`{room}" in row, room
