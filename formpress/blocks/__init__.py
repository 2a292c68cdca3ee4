"""Block types: one file each. Adding one is a file and a line in `BLOCK_TYPES`.

A block is drawn with the nouns of `model` (Pairs, Table, Row, Panel, Notes, Signatures), so no
target changes when a type is added.
"""

from __future__ import annotations

from .amount_in_words import AmountInWords
from .base import BlockSpec, Declared, Drawing, Formula, InWords, NoteSpec, Place, Reported
from .checks import Checks
from .fields import Fields
from .notes import Notes
from .signatures import Signatures
from .table import Table

BLOCK_TYPES: dict[str, type[BlockSpec]] = {
    "fields": Fields,
    "table": Table,
    "amount_in_words": AmountInWords,
    "checks": Checks,
    "notes": Notes,
    "signatures": Signatures,
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
]
