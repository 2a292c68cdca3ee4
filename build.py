"""The front door: `python build.py` builds the site; `python build.py --help` says the rest."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OWN = ROOT / ".venv" / "bin" / "python"

sys.path.insert(0, str(ROOT))

try:
    from formpress.cli import main
except ModuleNotFoundError as missing:
    # What `make site` installed stands in .venv: somebody who types `python build.py` means that one.
    if OWN.exists() and Path(sys.prefix) != ROOT / ".venv":
        os.execv(OWN, [str(OWN), *sys.orig_argv[1:]])
    print(f"錯誤：缺少套件「{missing.name}」\n   = 請執行：make site", file=sys.stderr)
    sys.exit(2)

if __name__ == "__main__":
    sys.exit(main(root=ROOT))
