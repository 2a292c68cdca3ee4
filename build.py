"""The front door: `python build.py` builds the site; `python build.py --help` says the rest."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from formpress.cli import main  # the package stands beside this file, installed or not

if __name__ == "__main__":
    sys.exit(main(root=Path(__file__).parent))
