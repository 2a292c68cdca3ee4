"""`python -m bench`: everything that is measured."""

from __future__ import annotations

import sys

from .forms import main

sys.exit(main())
