"""The command line: what to do, what to print, which exit code.

0 fine; 1 the author's mistake; 2 something missing on the machine. Anything else is a bug.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn, TextIO

from . import pipeline
from .merge import USUAL_LIMIT, merge, told
from .prefill import prefill
from .problems import MissingTool, Problem, Problems, Report, did_you_mean, render
from .targets import facts

Warnings = tuple[Problem, ...]

UNTOUCHED = {
    "build": "網站沒有更動",
    "check": "網站沒有更動",
    "prefill": "沒有產生任何檔案",
    "merge": "沒有產生合併檔",
    "facts": "沒有列出數據",
}
"""What is still as it was after a command that failed."""


def main(
    argv: Sequence[str] | None = None,
    root: Path = Path(),
    out: TextIO = sys.stdout,
    err: TextIO = sys.stderr,
) -> int:
    """Run one command; returns the exit code."""
    arguments = _parser().parse_args(argv)
    command = arguments.command or "build"
    commands: dict[str, Callable[[Path, argparse.Namespace, TextIO], tuple[Warnings, int]]] = {
        "build": _build,
        "check": _check,
        "prefill": _prefill,
        "merge": _merge,
        "facts": _facts,
    }
    try:
        warnings, code = commands[command](root.resolve(), arguments, out)
    except Problems as problems:
        print("\n\n".join(render(problem) for problem in problems.items), file=err)
        errors = sum(problem.level == "error" for problem in problems.items)
        print(f"\n共 {errors} 個錯誤；{UNTOUCHED[command]}。", file=err)
        return 1
    except MissingTool as missing:
        print(f"錯誤：{missing.what}\n   = 請執行：{missing.command}", file=err)
        return 2
    except OSError as error:
        reason = f"{error.strerror}（{error.filename or ''}）"
        print(f"錯誤：讀寫檔案時失敗：{reason}；{UNTOUCHED[command]}。", file=err)
        return 1
    for warning in warnings:
        print(render(warning), file=err)
    return code


def _build(root: Path, arguments: argparse.Namespace, out: TextIO) -> tuple[Warnings, int]:
    start = time.perf_counter()
    site = root / "site"
    warnings = pipeline.build(root, site)
    pages = sum(1 for _ in site.rglob("*.html"))
    forms = sum(not path.stem.endswith("-example") for path in site.rglob("forms/*.pdf"))
    print(f"完成：site/ 有 {pages} 頁、{forms} 份表單（{time.perf_counter() - start:.1f} 秒）。", file=out)
    return warnings, 0


def _check(root: Path, arguments: argparse.Namespace, out: TextIO) -> tuple[Warnings, int]:
    warnings = pipeline.check(root)
    print("沒有錯誤。", file=out)
    return warnings, 0


def _prefill(root: Path, arguments: argparse.Namespace, out: TextIO) -> tuple[Warnings, int]:
    report = Report()
    site, _ = pipeline.read(root, Report())
    written = prefill(site, root, arguments.list, arguments.form, arguments.out, report)
    named = f"{written.form.annex} {written.form.title}".strip()
    print(f"完成：「{named}」{written.files} 份，在 {written.folder}/。", file=out)
    return report.warnings, 0


def _merge(root: Path, arguments: argparse.Namespace, out: TextIO) -> tuple[Warnings, int]:
    report = Report()
    limit = USUAL_LIMIT if arguments.limit is None else arguments.limit or None
    joined = merge(arguments.files, arguments.out, limit, root / ".cache", report)
    bound = f"（上限 {told(limit)}）" if limit else ""
    pages = sum(share.pages for share in joined.shares)
    print(f"完成：{joined.file}，{pages} 頁，{told(joined.size)}{bound}。", file=out)
    for share in joined.shares:
        print(f"    {share.name}：{share.pages} 頁，{told(share.size)}", file=out)
    asked = arguments.limit and joined.size > arguments.limit
    return report.warnings, 1 if asked else 0


def _facts(root: Path, arguments: argparse.Namespace, out: TextIO) -> tuple[Warnings, int]:
    report = Report()
    site, _ = pipeline.read(root, report)
    known = {edition.folder: edition for edition in site.editions}
    edition = known.get(arguments.edition.strip("/"))
    if edition is None:
        raise Problems([Problem(f"沒有「{arguments.edition}」", hint=did_you_mean(arguments.edition, known))])
    print(facts.told(edition), file=out)
    return report.warnings, 0


class _Chinese(argparse.HelpFormatter):
    """Help in the office's language: argparse has its own words in English."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


_MISTAKES = (
    (re.compile(r"the following arguments are required: (.+)"), "少了 {}"),
    (re.compile(r"unrecognized arguments: (.+)"), "不認得「{}」"),
    (re.compile(r"argument .*: invalid choice: '(.+?)'"), "沒有「{}」這個命令"),
    (re.compile(r"argument (\S+?)(?:/.*)?: expected .*"), "{} 後面少了內容"),
    (re.compile(r"argument \S+: (\W.*)"), "{}"),
)
"""What argparse says of a command that it cannot read, and what we say."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        for pattern, ours in _MISTAKES:
            if found := pattern.match(message):
                message = ours.format(found[1].replace(", ", "、"))
                break
        self.exit(1, f"錯誤：{message}\n   = 提示：{self.prog} --help 有說明。\n")


def _parser() -> argparse.ArgumentParser:
    text = "由 forms/ 的 YAML 和 content/ 的公告，產生網站和可填寫的 PDF 表單；也能依清單填表、合併附件。"
    parser = _told(_Parser(prog="build.py", description=text, **_STYLE))
    commands = parser.add_subparsers(dest="command", title="命令", metavar="[命令]", parser_class=_Parser)
    for name, text, more in (("build", BUILD, ""), ("check", "只檢查，不產生網站", CHECK)):
        _told(commands.add_parser(name, help=text, description=f"{text}{more}", **_STYLE))
    _add_prefill(
        commands.add_parser("prefill", help="依清單填表，一列一份 PDF", description=PREFILL, **_STYLE)
    )
    _add_merge(commands.add_parser("merge", help="把附件和掃描檔合併成一個 PDF", description=MERGE, **_STYLE))
    _add_facts(commands.add_parser("facts", help="列出一個年度的全部數據", description=FACTS, **_STYLE))
    return parser


BUILD = "產生整個網站（不寫命令就是這個）"

CHECK = "。每份表單會排版一次，量填寫格夠不夠寬、有沒有超出紙張、字型有沒有這些字；網站留著原樣。"

PREFILL = """\
依 CSV 清單填好表單，一列一份 PDF，例如先填校名和代碼再發給各校。第一列寫欄名（欄位代號或欄位名稱），\
可用 UTF-8 或 Big5。由表單計算的欄位不必寫。有任何錯誤就一份也不產生。"""

MERGE = """\
把填好的表單和蓋過章的掃描檔依序合併成一個 PDF 送件。表單內容會變成頁面上的字，各表的資料另附成 JSON；\
腳本、連結和附加檔案不會併入。"""


FACTS = """\
列出一個年度的每一項數據：參數的每一格和時程的每一天各一次，附代號、單位、出處，\
以及用在哪些規則、表單和公告的哪一行。"""


def _add_facts(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("內容")
    group.add_argument("edition", metavar="計畫/年度", help="forms/ 底下的資料夾，例如 reading/114")
    _told(parser)


def _add_prefill(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("內容")
    group.add_argument("list", metavar="清單.csv", type=Path, help="檔名就是表單代號，例如 budget.csv")
    group = _options(parser)
    group.add_argument("--form", metavar="表單.pdf", type=Path, help="用這份表單，不照清單的檔名找")
    group.add_argument(
        "-o", "--out", metavar="資料夾", type=Path, help="寫到這裡（預設在清單旁邊，與清單同名）"
    )


def _add_merge(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("內容")
    group.add_argument("files", metavar="檔案.pdf", type=Path, nargs="+", help="要合併的 PDF，依送件的順序")
    group = _options(parser)
    group.add_argument("-o", "--out", metavar="結果.pdf", type=Path, required=True, help="合併後的檔案")
    told_limit = "大小上限，例如 2MB、500KB，off 為不限（預設 2MB，超過時提醒；有寫時超過以錯誤結束）"
    group.add_argument("--limit", metavar="大小", type=_size, help=told_limit)


def _size(text: str) -> int:
    """Bytes; 0 for no limit. Raises what argparse tells of."""
    if text.lower() == "off":
        return 0
    found = re.fullmatch(r"(\d{1,4}(?:\.\d{1,2})?)\s*(KB|MB)?", text.strip(), re.IGNORECASE)
    if found is None or not float(found[1]):
        raise argparse.ArgumentTypeError(f"「{text}」不是大小，請寫成 2MB、500KB 或 off")
    return round(float(found[1]) * (1 << 10 if (found[2] or "").upper() == "KB" else 1 << 20))


_STYLE: dict[str, Any] = {"add_help": False, "formatter_class": _Chinese}


def _told(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    _options(parser)
    return parser


def _options(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    group = parser.add_argument_group("選項")
    group.add_argument("-h", "--help", action="help", help="顯示這份說明")
    return group
