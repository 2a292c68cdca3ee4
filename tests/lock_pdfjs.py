"""Rewrites package-lock.json for the packages that package.json names; `make lock` runs it.

npm would also lock the canvas that PDF.js needs outside a browser: a dozen native packages that
nobody installs here, of which npm then misses those that a mirror does not carry.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "package-lock.json"
NPM_INSTALL = ["npm", "install", "--package-lock-only", "--no-audit", "--no-fund", "--loglevel=error"]


def main() -> int:
    LOCK.unlink(missing_ok=True)
    subprocess.run(NPM_INSTALL, check=True, cwd=LOCK.parent, stdin=subprocess.DEVNULL)
    lock = json.loads(LOCK.read_text())
    packages = {path: package for path, package in lock["packages"].items() if "optional" not in package}
    lock["packages"] = packages
    for package in packages.values():
        package.pop("optionalDependencies", None)
        package.pop("resolved", None)
    LOCK.write_text(json.dumps(lock, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
