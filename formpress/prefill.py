"""One list, many forms: every row of a CSV becomes a PDF with these boxes filled in.

All problems are told at once, and then nothing is written; else the folder appears whole.
"""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .model import Form, Site
from .problems import Problem, Problems, Report, did_you_mean
from .rows import Row, rows
from .targets.pdf import field_font_of
from .targets.pdf.filling import fill
from .targets.pdf.returned import Refused, form_of, identity, opened, suspicion

LONGEST_NAME = 40
LARGEST_FORM = 20 << 20
UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
"""What no file name may hold on one system or another."""


@dataclass(frozen=True, slots=True)
class Written:
    folder: Path
    files: int
    form: Form


def prefill(
    site: Site, root: Path, listed: Path, form_file: Path | None, out: Path | None, report: Report
) -> Written:
    """Fill one PDF for each row of `listed` into a new folder.

    Unless `form_file` is given, the form is looked for in the built site of `root`, by the name of
    the list. Raises Problems, and then nothing was written.
    """
    file = form_file or _form_file(root / "site", listed)
    content = _content(file, LARGEST_FORM)
    form = _form(site, file, content)
    found = rows(_content(listed, 1 << 30), listed.name, form, report)
    report.stop_if_any()
    folder = _folder(listed, out)
    font = field_font_of(site.settings, root / ".cache")
    rare: set[str] = set()
    unknown: set[str] = set()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".prefill-", dir=folder.parent) as work:
        stage = Path(work) / "files"
        stage.mkdir()
        for name, row in zip(_names(found), found, strict=True):
            try:
                with suspicion():
                    filled = fill(content, form, row.values, font, finished=False)
            except Refused as refused:
                raise _refusal(file, refused) from None
            rare |= set(filled.rare)
            unknown |= set(filled.unknown)
            (stage / name).write_bytes(filled.content)
        if folder.exists():
            folder.rmdir()
        stage.rename(folder)
    _warn(rare - unknown, unknown, report)
    return Written(folder, len(found), form)


def _warn(rare: set[str], unknown: set[str], report: Report) -> None:
    if unknown:
        report.warn(
            f"「{''.join(sorted(unknown))}」沒有字型可以印，頁面上以「〓」代替",
            hint="檔案裡的內容沒有少；印出後請手寫補上，或在 site.yaml 指定有這些字的字型檔。",
        )
    if rare:
        report.warn(
            f"「{''.join(sorted(rare))}」是罕用字，已經畫在表單上",
            hint="在閱讀軟體裡改寫這一欄時，這些字可能暫時變成空白；內容不會少。",
        )


# ----- which form -----


def _form_file(built: Path, listed: Path) -> Path:
    """The form that the list is named after."""
    every = sorted(built.glob("*/*/forms/*.pdf"))
    found = [path for path in every if path.stem == listed.stem]
    if len(found) == 1:
        return found[0]
    if found:
        shown = "、".join(path.relative_to(built.parent).as_posix() for path in found)
        raise Problems(
            [Problem(f"有 {len(found)} 份表單都叫「{listed.stem}」", hint=f"請加上 --form，例如 {shown}。")]
        )
    names = {path.stem for path in every if not path.stem.endswith("-example")}
    hint = did_you_mean(listed.stem, names) or "請先產生網站。"
    raise Problems(
        [Problem(f"site/ 裡沒有名為「{listed.stem}」的表單", hint=f"{hint}也可以用 --form 指定 PDF 檔。")]
    )


def _content(file: Path, largest: int) -> bytes:
    if not file.is_file():
        raise Problems([Problem(f"找不到檔案「{file}」")])
    if file.stat().st_size > largest:
        raise Problems([Problem(f"「{file.name}」太大，最大 {largest >> 20} MB")])
    return file.read_bytes()


def _form(site: Site, file: Path, content: bytes) -> Form:
    """The form of this site that the PDF is, in its present revision."""
    try:
        with opened(content) as pdf, suspicion():
            known = identity(pdf)
        if not known:
            raise Refused("不是本系統的表單", "請用網站上 forms/ 裡的 PDF。")
        programme, edition, name = form_of(known)
        for one in site.editions:
            for form in one.forms:
                if (one.programme, one.id, form.id) == (programme, edition, name):
                    if form.identity != known:
                        raise Refused("表單已改版，這是舊的檔案", "請重新產生網站，用新的檔案。")
                    return form
        raise Refused(
            f"這裡沒有「{programme}/{edition}」的「{name}」這份表單", "請確認是哪一年、哪個計畫的檔案。"
        )
    except Refused as refused:
        raise _refusal(file, refused) from None


def _refusal(file: Path, refused: Refused) -> Problems:
    return Problems([Problem(f"「{file.name}」不能填：{refused.reason}", hint=refused.hint)])


# ----- where to -----


def _folder(listed: Path, out: Path | None) -> Path:
    """A folder that is not there yet, or is empty: nobody's files are overwritten."""
    if out is not None:
        if out.is_symlink():
            raise Problems([Problem(f"「{out}」是捷徑（連結），不是資料夾", hint="請直接寫資料夾的名稱。")])
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise Problems([Problem(f"「{out}」已經有檔案了", hint="請換一個資料夾，或先移開裡面的檔案。")])
        return out
    first = listed.with_suffix("")
    if first == listed:
        first = listed.with_name(f"{listed.name}-pdf")
    folder, number = first, 2
    while folder.exists():
        folder, number = first.with_name(f"{first.name}-{number}"), number + 1
    return folder


def _names(found: Sequence[Row]) -> list[str]:
    """001-海濱國小.pdf: in the order of the list, named after its first text."""
    width = max(3, len(str(len(found))))
    return [f"{number:0{width}}{_tail(row.title)}.pdf" for number, row in enumerate(found, start=1)]


def _tail(title: str) -> str:
    kept = "".join(sign for sign in UNFIT.sub(" ", title) if unicodedata.category(sign)[0] != "C")
    kept = " ".join(kept.split())[:LONGEST_NAME].strip(" .")
    return f"-{kept}" if kept else ""
