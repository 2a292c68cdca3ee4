"""The front door: `python build.py` builds the site; `python build.py --help` says the rest."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
OWN = ROOT / ".venv" / ("Scripts/python.exe" if WINDOWS else "bin/python")
INSTALL = "README.zh-TW.md「在 Windows 上」的頭兩行" if WINDOWS else "make site"

sys.path.insert(0, str(ROOT))

try:
    from formpress.cli import main
except ModuleNotFoundError as missing:
    # What was installed stands in .venv: somebody who types `python build.py` means that one.
    if OWN.exists() and Path(sys.prefix) != ROOT / ".venv":
        # No os.execv: on Windows the caller would not wait for it, nor learn its exit code.
        sys.exit(subprocess.call([str(OWN), *sys.orig_argv[1:]]))
    print(f"錯誤：缺少套件「{missing.name}」\n   = 請執行：{INSTALL}", file=sys.stderr)
    sys.exit(2)

if __name__ == "__main__":
    sys.exit(main(root=ROOT))
