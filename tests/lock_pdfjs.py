"""Rewrites package-lock.json for the packages that package.json names; `make lock` runs it.

npm would also lock the canvas that PDF.js needs outside a browser: a dozen native packages that
nobody installs here, of which npm then misses those that a mirror does not carry. Some mirrors do not
tell the checksum either: the package itself does.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "package-lock.json"
NPM_INSTALL = ["npm", "install", "--package-lock-only", "--no-audit", "--no-fund", "--loglevel=error"]


def integrity(name: str, version: str) -> str:
    """The checksum of a package as npm packs it, in the words of package-lock.json (sha512-…)."""
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(
            ["npm", "pack", f"{name}@{version}", "--json", "--loglevel=error"],
            check=True, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        )  # fmt: skip
    return str(json.loads(packed.stdout)[0]["integrity"])


def main() -> int:
    LOCK.unlink(missing_ok=True)
    subprocess.run(NPM_INSTALL, check=True, cwd=LOCK.parent, stdin=subprocess.DEVNULL)
    lock = json.loads(LOCK.read_text())
    packages = {path: package for path, package in lock["packages"].items() if "optional" not in package}
    lock["packages"] = packages
    for path, package in packages.items():
        package.pop("optionalDependencies", None)
        package.pop("resolved", None)
        if path and "integrity" not in package:
            name = path.removeprefix("node_modules/")
            version = package.pop("version")
            packages[path] = {"version": version, "integrity": integrity(name, version), **package}
    LOCK.write_text(json.dumps(lock, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
