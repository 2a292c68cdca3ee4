"""What Poppler makes of a file: the engine of Linux desktops, by the two commands that it brings."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from tests import ensure_browser


def text(pdf: bytes) -> str:
    """All printed text, in the order in which it was drawn. Raises Absent without Poppler."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "form.pdf"
        file.write_bytes(pdf)
        return _run("pdftotext", "-raw", "-enc", "UTF-8", str(file), "-").decode("utf-8")


def pictures(pdf: bytes, dots: int) -> list[Image.Image]:
    """Every page in grey, `dots` to the inch, filled boxes included. Raises Absent without Poppler."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "form.pdf"
        file.write_bytes(pdf)
        _run("pdftoppm", "-r", str(dots), "-gray", str(file), str(file.with_suffix("")))
        pages = sorted(Path(folder).glob("form-*.pgm"))
        return [Image.open(page).copy() for page in pages]


def _run(command: str, *arguments: str) -> bytes:
    """What a command writes; a word of complaint from it is a failure."""
    ensure_browser.poppler()
    done = subprocess.run([command, *arguments], capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode("utf-8", "replace")) == (0, "")
    return done.stdout
