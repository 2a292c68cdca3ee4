"""`python -m bench`: everything that is measured."""

from __future__ import annotations

import sys

from . import forms, growth, site

sys.exit(forms.main() or growth.main(()) or site.main())
