"""Block types: one file each. Adding one is a file and a line in `BLOCK_TYPES`.

A block is drawn with the nouns of `page` (Pairs, Table, Prose, Photos, Notes, …), so no target
changes when a type is added.
"""

from __future__ import annotations

from .amount_in_words import AmountInWords
from .base import BlockSpec, Declared, Drawing, Formula, InWords, NoteSpec, Place, Reported, SumOf
from .checks import Checks
from .fields import Fields
from .instructions import Instructions
from .matrix import Matrix
from .notes import Notes
from .page import Page
from .photos import Photos
from .privacy import Privacy
from .prose import Prose
from .roster import Roster
from .signatures import Signatures
from .table import Table

BLOCK_TYPES: dict[str, type[BlockSpec]] = {
    "fields": Fields,
    "table": Table,
    "roster": Roster,
    "matrix": Matrix,
    "photos": Photos,
    "prose": Prose,
    "instructions": Instructions,
    "privacy": Privacy,
    "amount_in_words": AmountInWords,
    "checks": Checks,
    "notes": Notes,
    "signatures": Signatures,
    "page": Page,
}

__all__ = [
    "BLOCK_TYPES",
    "BlockSpec",
    "Declared",
    "Drawing",
    "Formula",
    "InWords",
    "NoteSpec",
    "Place",
    "Reported",
    "SumOf",
]
