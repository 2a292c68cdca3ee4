"""`python -m bench`: everything that is measured."""

from __future__ import annotations

import sys

from . import forms, growth, site
from .report import exit_code


def main() -> None:
    """One after the other; what is missing for the first is said before anything is measured."""
    forms.main()
    growth.main(())
    site.main()


sys.exit(exit_code(main))
