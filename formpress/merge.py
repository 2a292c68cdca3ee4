"""Filled forms and stamped scans as the one file that is submitted, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .problems import Problem, Problems, Report
from .targets.pdf import HEAD_FACE, merging
from .targets.pdf.fieldfont import field_font

MOST_FILES = 50
MOST_BYTES = 100 << 20
MEGABYTE = 1 << 20

USUAL_LIMIT = 2 * MEGABYTE
"""What most offices take: two megabytes."""

FLOOR = 1024
"""Bytes of the smallest unit in which sizes are told."""


@dataclass(frozen=True, slots=True)
class Joined:
    file: Path
    size: int
    shares: tuple[merging.Share, ...]


def merge(files: Sequence[Path], out: Path, limit: int | None, cache: Path, report: Report) -> Joined:
    """Join `files` in order into `out`; warnings go to `report`, also that it is over `limit` bytes.

    Raises Problems, and then `out` is as it was.
    """
    _check(files, out)
    contents = [(file.name, file.read_bytes()) for file in files]
    merged = merging.merge(contents, out.stem, field_font(HEAD_FACE, cache, small=True))
    _write(out, merged.content)
    for note in merged.notes:
        report.warn(f"{note}。")
    if merged.unknown:
        report.warn(f"「{merged.unknown}」沒有字型可以印，頁面上以「〓」代替", hint="印出後請手寫補上。")
    size = len(merged.content)
    if limit is not None and size > limit:
        largest = max(merged.shares, key=lambda share: share.size)
        report.warn(
            f"「{out.name}」有 {told(size)}，比上限 {told(limit)} 多 {told(size - limit)}；"
            f"最大的是「{largest.name}」，占 {told(largest.size)}",
            hint="掃描請用 150 dpi 灰階或黑白，再合併一次。檔案已經寫好。",
        )
    return Joined(out, size, merged.shares)


def told(size: int) -> str:
    """A size as people read it, rounded up: 66 KB, 1.2 MB."""
    if size < MEGABYTE:
        return f"{max(-(-size // FLOOR), 1)} KB"
    return f"{-(-size * 10 // MEGABYTE) / 10:.1f} MB".replace(".0 ", " ")


def _check(files: Sequence[Path], out: Path) -> None:
    """All that can be said before any file is read."""
    report = Report()
    if len(files) > MOST_FILES:
        report.add(f"一次最多合併 {MOST_FILES} 個檔案，這裡有 {len(files)} 個", hint="請分次合併。")
    for file in files:
        if not file.is_file():
            report.add(f"找不到檔案「{file}」")
        elif out.exists() and file.samefile(out):
            report.add(f"「{out.name}」是要合併的檔案，不能同時是結果", hint="請用 -o 寫另一個檔名。")
    if out.suffix.lower() != ".pdf":
        report.add(f"合併的結果要是 PDF 檔，不是「{out.name}」", hint=f"例如 -o {_stem(out)}.pdf。")
    elif out.is_dir() or not out.absolute().parent.is_dir():
        report.add(f"不能寫到「{out}」", hint="請確認資料夾存在。")
    report.stop_if_any()
    whole = sum(file.stat().st_size for file in files)
    if whole > MOST_BYTES:
        raise Problems(
            [
                Problem(
                    f"檔案共 {told(whole)}，最多 {told(MOST_BYTES)}", hint="請分次合併，或降低掃描的解析度。"
                )
            ]
        )


def _stem(out: Path) -> str:
    """What the result may be called; `.pdf` alone has no name before its ending."""
    return "合併" if out.name.lower() in {"", ".pdf"} else out.stem


def _write(out: Path, content: bytes) -> None:
    """Beside the place, then into it in one move."""
    handle, name = tempfile.mkstemp(prefix=f".{out.stem}-", suffix=".pdf", dir=out.absolute().parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        part.chmod(0o644)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
