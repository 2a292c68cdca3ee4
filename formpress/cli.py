"""The command line: what to do, what to print, which exit code.

0 fine; 1 the author's mistake; 2 something missing on the machine. Anything else is a bug.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from . import pipeline
from .problems import MissingTool, Problem, Problems, render


def main(
    argv: Sequence[str] | None = None,
    root: Path = Path(),
    out: TextIO = sys.stdout,
    err: TextIO = sys.stderr,
) -> int:
    """Run one command; returns the exit code."""
    arguments = _parser().parse_args(argv)
    folder = root.resolve()
    commands: dict[str, Callable[[Path, argparse.Namespace, TextIO], tuple[Problem, ...]]] = {
        "build": _build,
        "check": _check,
    }
    try:
        warnings = commands[arguments.command or "build"](folder, arguments, out)
    except Problems as problems:
        print("\n\n".join(render(problem) for problem in problems.items), file=err)
        errors = sum(problem.level == "error" for problem in problems.items)
        print(f"\n共 {errors} 個錯誤；網站沒有更動。", file=err)
        return 1
    except MissingTool as missing:
        print(f"錯誤：{missing.what}\n   = 請執行：{missing.command}", file=err)
        return 2
    except OSError as error:
        print(f"錯誤：讀寫檔案時失敗：{error.strerror}（{error.filename or ''}）；網站沒有更動。", file=err)
        return 1
    for warning in warnings:
        print(render(warning), file=err)
    return 0


def _build(root: Path, arguments: argparse.Namespace, out: TextIO) -> tuple[Problem, ...]:
    start = time.perf_counter()
    site = root / "site"
    warnings = pipeline.build(root, site)
    pages = sum(1 for _ in site.rglob("*.html"))
    forms = sum(1 for _ in site.rglob("*.pdf"))
    print(f"完成：site/ 有 {pages} 頁、{forms} 份表單（{time.perf_counter() - start:.1f} 秒）。", file=out)
    return warnings


def _check(root: Path, arguments: argparse.Namespace, out: TextIO) -> tuple[Problem, ...]:
    warnings = pipeline.check(root)
    print("沒有錯誤。", file=out)
    return warnings


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


def _parser() -> argparse.ArgumentParser:
    text = "由 forms/ 的 YAML 和 content/ 的公告，產生網站和可填寫的 PDF 表單。"
    parser = _told(argparse.ArgumentParser(prog="build.py", description=text, **_STYLE))
    commands = parser.add_subparsers(dest="command", title="命令", metavar="[命令]")
    for name, text in (("build", "產生整個網站（不寫命令就是這個）"), ("check", "只檢查，不產生網站")):
        _told(commands.add_parser(name, help=text, description=text, **_STYLE))
    return parser


_STYLE: dict[str, Any] = {"add_help": False, "formatter_class": _Chinese}


def _told(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    group = parser.add_argument_group("選項")
    group.add_argument("-h", "--help", action="help", help="顯示這份說明")
    return parser
