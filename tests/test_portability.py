"""The builder can be changed: a drop-in fork of it makes the same site of the same pages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from formpress import write as step

from .sample_site import artifacts
from .test_write import ROOT

ID = re.compile(r'<h[1-6][^>]* id="([^"]+)"')


def headings(folder: Path) -> dict[str, list[str]]:
    """The ids of every page's headings, by address."""
    files = sorted(folder.rglob("*.html"))
    return {file.relative_to(folder).as_posix(): ID.findall(file.read_text()) for file in files}


def test_properdocs_builds_the_same_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Same staged pages and settings: the same addresses, and the same ids of headings in the same order."""
    found: list[dict[str, list[str]]] = []
    build = step._build

    def both(settings: Path, work: Path, locate: step.Locate) -> None:
        build(settings, work, locate)
        fork = [sys.executable, "-m", "properdocs", "build", "--strict", "-f", str(settings)]
        subprocess.run([*fork, "-d", str(tmp_path / "fork")], cwd=work, check=True, capture_output=True)
        found.extend((headings(work / "built"), headings(tmp_path / "fork")))

    monkeypatch.setattr(step, "_build", both)
    step.write(artifacts(), ROOT, tmp_path / "site")
    ours, theirs = found
    assert ours == theirs
    assert "reading-corner/114/rules/index.html" in ours
