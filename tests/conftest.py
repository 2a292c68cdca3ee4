"""What all tests share: the minimal edition, and how expected texts are accepted."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .shipped import sample, shipped

__all__ = ["sample", "shipped"]

ROOT = Path(__file__).parent.parent
MINIMAL = Path(__file__).parent / "minimal"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite expected texts; the diff is the review")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@pytest.fixture
def minimal(tmp_path: Path) -> Callable[..., Path]:
    """A copy of the minimal edition, with one piece of one file replaced."""

    def make(file: str = "", replace: str = "", by: str = "") -> Path:
        root = tmp_path / "project"
        shutil.copytree(MINIMAL, root, dirs_exist_ok=True)
        shutil.copytree(ROOT / "overrides", root / "overrides", dirs_exist_ok=True)
        shutil.copy(ROOT / "mkdocs.yml", root)
        (ROOT / ".cache").mkdir(exist_ok=True)
        (root / ".cache").symlink_to(ROOT / ".cache")  # the fonts are converted once for all tests
        if file:
            path = root / file
            text = path.read_text(encoding="utf-8")
            assert replace in text, f"{file} does not hold {replace!r}"
            path.write_text(text.replace(replace, by, 1), encoding="utf-8")
        return root

    return make
