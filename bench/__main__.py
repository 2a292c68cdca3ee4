"""`python -m bench`: everything that is measured."""

from __future__ import annotations

import sys

from . import forms, growth

sys.exit(forms.main() or growth.main(()))
