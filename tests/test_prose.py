"""Prose with boxes in it: marks stand in the sentence like words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from formpress.page import Mark, Prose
from formpress.pipeline import read
from formpress.problems import Report

ASKED = """blocks:
  - prose:
      paragraphs: ['場地用後 {left} 歸還。']
      fields:
        - {id: left, type: yes_no, label: 歸還}
"""


def test_a_mark_in_a_sentence_takes_the_room_of_its_label(minimal: Callable[..., Path]) -> None:
    """As wide as the longest answer, 是 and 否 would fall below their circles and into the next line."""
    root = minimal("forms/reading-corner/113/grant.yaml", "blocks:\n", ASKED)
    (edition,) = read(root, Report())[0].editions
    (prose,) = (block for block in edition.forms[0].blocks if isinstance(block, Prose))
    marks = [piece for piece in prose.paragraphs[0] if isinstance(piece, Mark)]

    assert [(mark.label, mark.width) for mark in marks] == [("是", 0), ("否", 0)]
