"""The main job from start to end, on an edition that exists only for these tests."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from formpress import cli, pipeline
from formpress.problems import Report
from formpress.targets.pdf import fonts
from tests.conftest import ROOT


def built(root: Path) -> dict[str, bytes]:
    """Every file of the site that `root` builds, by address."""
    err = io.StringIO()
    assert cli.main([], root=root, out=io.StringIO(), err=err) == 0, err.getvalue()
    site = root / "site"
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def test_an_invented_edition_builds_without_touching_the_package(minimal: Callable[..., Path]) -> None:
    """Another programme needs YAML and prose only; its addresses are the promised ones."""
    files = built(minimal())

    for address in (
        "index.html",
        "reading-corner/index.html",
        "reading-corner/113/index.html",
        "reading-corner/113/rules/index.html",
        "reading-corner/113/forms/grant/index.html",
        "reading-corner/113/forms/grant.pdf",
        "reading-corner/113/forms/grant.schema.json",
    ):
        assert address in files
    rules = files["reading-corner/113/rules/index.html"].decode()
    for anchor in ("total_within_cap", "shelf_within_share", "enough_helpers"):
        assert f'id="{anchor}"' in rules


def test_two_builds_give_the_same_bytes(minimal: Callable[..., Path]) -> None:
    """Same input, same site, file by file."""
    root = minimal()
    first = built(root)

    assert built(root) == first


def test_a_new_form_is_on_the_site_after_the_next_build(minimal: Callable[..., Path]) -> None:
    """A site that stands already is replaced as a whole."""
    root = minimal()
    (root / "site").mkdir()
    (root / "site" / "old.html").write_text("舊頁", encoding="utf-8")

    assert "old.html" not in built(root)


def test_a_missing_font_file_names_the_command(
    minimal: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine without the fonts gets exit code 2 and what installs them; the site stays."""
    root = minimal()
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("昨天的網站", encoding="utf-8")
    monkeypatch.setattr(fonts, "WHEEL", "no_such_wheel")
    err = io.StringIO()

    assert cli.main([], root=root, out=io.StringIO(), err=err) == 2
    assert "pip install" in err.getvalue()
    assert (root / "site" / "index.html").read_text(encoding="utf-8") == "昨天的網站"


def test_an_office_s_own_font_that_is_not_there_is_named(minimal: Callable[..., Path]) -> None:
    """site.yaml may name a font file; a wrong name is exit code 2 with the name."""
    root = minimal("forms/site.yaml", "office:", "head_font: fonts/我們的字型.ttf\noffice:")
    err = io.StringIO()

    assert cli.main([], root=root, out=io.StringIO(), err=err) == 2
    assert "我們的字型.ttf" in err.getvalue()


def test_a_character_that_no_font_draws_stops_the_build(minimal: Callable[..., Path]) -> None:
    """What cannot be printed is said, with the form's place."""
    root = minimal("forms/reading-corner/113/grant.yaml", "title: 經費申請表", "title: 經費申請表🦄")
    err = io.StringIO()

    assert cli.main([], root=root, out=io.StringIO(), err=err) == 1
    assert "「🦄」沒有字型可以印" in err.getvalue()
    assert "grant.yaml:2:" in err.getvalue()


@pytest.mark.slow
def test_the_front_door_runs_from_anywhere(tmp_path: Path) -> None:
    """`python build.py check` works from another folder, in a fresh process, without warnings."""
    done = subprocess.run(
        [sys.executable, "-W", "error", str(ROOT / "build.py"), "check"],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip

    assert (done.returncode, done.stdout, done.stderr) == (0, "沒有錯誤。\n", "")


def test_the_own_packages_are_found_from_any_python(tmp_path: Path) -> None:
    """Whoever types `python build.py` gets the one in .venv, with what was typed, and its exit code."""
    script = shutil.copy(ROOT / "build.py", tmp_path)
    own = tmp_path / ".venv" / "bin" / "python"
    own.parent.mkdir(parents=True)
    own.write_text('#!/bin/sh\necho "$@"\nexit 7\n', encoding="utf-8")
    own.chmod(0o755)

    done = subprocess.run(
        [sys.executable, "-P", script, "check"], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (7, f"-P {script} check\n")


@pytest.mark.parametrize("command", [[], ["build"], ["check"], ["facts"], ["prefill"], ["merge"]])
def test_help_is_in_chinese(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Every command explains itself to the office."""
    with pytest.raises(SystemExit, match="0"):
        cli.main([*command, "--help"])

    said = capsys.readouterr().out
    assert "用法" in said
    assert "usage" not in said


def test_what_a_system_leaves_in_folders_is_no_mistake(minimal: Callable[..., Path]) -> None:
    """A Mac puts .DS_Store everywhere, an editor a folder of its own."""
    root = minimal()
    (root / "forms/reading-corner/113/examples").mkdir(exist_ok=True)
    (root / "forms/reading-corner/113/examples/.DS_Store").write_bytes(b"x")
    (root / "forms/.vs/x").mkdir(parents=True)

    report = Report()
    site, _ = pipeline.read(root, report)
    assert [edition.folder for edition in site.editions] == ["reading-corner/113"]
    assert not report.failed
