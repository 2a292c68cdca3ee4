"""Whatever a tired person does to a real edition, the answer is a site or a message with a place."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from formpress.pipeline import read
from formpress.problems import Problems, Report
from formpress.source import Node, load
from tests.conftest import ROOT
from tests.editions import MINIMAL

pytestmark = pytest.mark.slow

FILES = sorted((ROOT / "forms").rglob("*.yaml"))
GARBAGE = (
    "", "x", "###", "一二三", "-1", "0", "99999999999999999999", "1.5", "{a}", "[", '"', "112-02-30", "a b",
    "true", "budget.total", "sum(", "'", ": :", "{{ x }}", "%", "A", "\t", "💥", "a" * 500,
)  # fmt: skip
PER_FILE = 6
"""Seeded mutations of each file; over all files every kind of damage comes up many times."""


def nodes(node: Node) -> Iterator[Node]:
    yield node
    children = node.value.values() if isinstance(node.value, Mapping) else node.value
    if not isinstance(children, str):
        for child in children:
            yield from nodes(child)


def damaged(text: str, tree: Node, dice: random.Random) -> str:
    """`text` with one scalar replaced, one key renamed, or one line deleted or doubled."""
    lines = text.split("\n")
    one = dice.choice([node for node in nodes(tree) if isinstance(node.value, str)])
    span = one.span
    kind = dice.choice(["scalar", "scalar", "key", "delete", "double", "indent"])
    if kind == "key" and one.key_span is not None:
        span = one.key_span
    at = span.line - 1
    if kind == "delete":
        del lines[at]
    elif kind == "double":
        lines.insert(at, lines[at])
    elif kind == "indent":
        lines[at] = dice.choice([" ", "   ", ""]) + lines[at].lstrip()
    else:
        before, after = lines[at][: span.column - 1], lines[at][span.column - 1 + span.width :]
        lines[at] = before + dice.choice(GARBAGE) + after
    return "\n".join(lines)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_damage_builds_or_has_a_place(path: Path, tmp_path: Path) -> None:
    """No traceback and no silence: a resolved site, or problems that each name a file and a line."""
    project = tmp_path / "project"
    target = project / path.relative_to(ROOT)
    if path.parent != ROOT / "forms":  # only the edition that the file belongs to is read again and again
        edition = path.parent.relative_to(ROOT / "forms")
        for folder in ("forms", "content"):
            shutil.copytree(ROOT / folder / edition, project / folder / edition)
        shutil.copy(ROOT / "forms" / "site.yaml", project / "forms")
    else:
        shutil.copytree(MINIMAL, project)
        shutil.copy(path, target)
    text = path.read_text(encoding="utf-8")
    tree = load(path, path.name, Report())
    assert tree is not None
    dice = random.Random(path.name)
    answered = 0

    for _ in range(PER_FILE):
        target.write_text(damaged(text, tree, dice), encoding="utf-8")
        try:
            read(project, Report())
        except Problems as problems:
            answered += 1
            for problem in problems.items:
                assert problem.span is not None, problem.message
                assert (project / problem.span.path).parent.exists()
                assert problem.span.line >= 1

    assert answered > PER_FILE // 3, "damage should be noticed, or this test proves nothing"
