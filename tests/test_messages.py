"""Every mistake in bad/ prints exactly what stands in its file, and nothing else happens."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from formpress.cli import main

BAD = Path(__file__).parent / "bad"
CASES = sorted(BAD.glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_mistake_prints_its_message(case: Path, minimal: Callable[..., Path], accept: bool) -> None:
    """A mistake ends with exit code 1 and prints the fact, the place and one hint."""
    patch = yaml.safe_load(case.read_text(encoding="utf-8"))
    root = minimal(patch["file"], patch["replace"], patch["with"])
    printed = io.StringIO()

    code = main(patch.get("command", "check").split(), root=root, out=io.StringIO(), err=printed)

    if accept:
        _rewrite(case, printed.getvalue())
        return
    assert printed.getvalue() == patch["prints"]
    assert code == 1


def test_the_minimal_edition_has_no_mistake(minimal: Callable[..., Path]) -> None:
    """Without a patch nothing is wrong, so every message above comes from its patch."""
    printed = io.StringIO()

    assert main(["check"], root=minimal(), out=io.StringIO(), err=printed) == 0
    assert printed.getvalue() == ""


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_message_has_a_place_and_no_traceback(case: Path) -> None:
    """Every message names a file with line and column, in Chinese, without Python's words."""
    prints = yaml.safe_load(case.read_text(encoding="utf-8"))["prints"]

    assert prints.startswith(("錯誤：", "提醒："))
    assert "--> " in prints
    for word in ("Traceback", "Error", "pydantic", "None", "mapping", "scalar"):
        assert word not in prints


def test_a_limit_without_an_example_at_its_boundary_is_a_warning(minimal: Callable[..., Path]) -> None:
    """The build goes on and says which rule could be better shown."""
    root = minimal("forms/reading-corner/113/rules.yaml", "{helpers: '2'}", "{helpers: '3'}")
    printed = io.StringIO()

    assert main(["check"], root=root, out=io.StringIO(), err=printed) == 0
    assert printed.getvalue().startswith("提醒：規則「enough_helpers」沒有剛好在界線上的例子\n")


def test_a_field_hidden_by_a_figure_is_a_warning(minimal: Callable[..., Path]) -> None:
    """In the form's own expressions the name is the figure's, and the field's author is told."""
    field = "- {id: plan,"
    twice = "- {id: twice, type: integer, label: 兩倍, unit: 人, compute: helpers * 2}"
    root = minimal("forms/reading-corner/113/grant.yaml", field, f"{twice}\n        {field}")
    printed = io.StringIO()

    assert main(["check"], root=root, out=io.StringIO(), err=printed) == 0
    assert printed.getvalue().startswith(
        "提醒：欄位「helpers」和參數同名，這份表單的算式裡「helpers」指的是參數\n"
        " --> forms/reading-corner/113/grant.yaml:8:16\n"
    )


def test_a_mistake_leaves_the_site_untouched(minimal: Callable[..., Path]) -> None:
    """A build that fails does not write, delete or change anything in site/."""
    root = minimal("forms/reading-corner/113/rules.yaml", "grant.total", "grant.totl")
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("昨天的網站", encoding="utf-8")

    assert main([], root=root, out=io.StringIO(), err=io.StringIO()) == 1
    assert [path.name for path in root.iterdir() if path.name.startswith(".site")] == []
    assert (root / "site" / "index.html").read_text(encoding="utf-8") == "昨天的網站"


def test_a_broken_link_has_its_place(minimal: Callable[..., Path]) -> None:
    """A link that only the site builder finds broken is shown in the prose where it was written."""
    page = "content/reading-corner/113/index.md"
    root = minimal(page, "想坐下來", "[想坐下來](../114/index.md)")
    printed = io.StringIO()

    assert main([], root=root, out=io.StringIO(), err=printed) == 1
    assert f" --> {page}:3:" in printed.getvalue()
    assert "^^^^^^^^^^^^^^^" in printed.getvalue()


def _rewrite(case: Path, printed: str) -> None:
    head = case.read_text(encoding="utf-8").split("prints: |\n")[0]
    body = "".join(f"  {line}\n" if line else "\n" for line in printed.splitlines())
    case.write_text(f"{head}prints: |\n{body}", encoding="utf-8")
