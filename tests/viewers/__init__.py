"""Fills a form as a person does, in the two viewers that most people have: PDF.js and PDFium.

    with viewer.open(pdf) as sheet:
        sheet.type("price", "1200")
        assert sheet.shown()["total"] == "1,200"
        assert values(sheet.save())["total"] == "1200"

Everything goes through the mouse and the keyboard. A dialog or a failing script of the form fails
the block, because a person would be left with it.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol


class Sheet(Protocol):
    """A form that is open in a viewer. Fields are named as in the file."""

    def type(self, name: str, text: str) -> None:
        """Replace what a text field holds, key by key, and leave it with Tab. "" clears it."""
        ...

    def choose(self, name: str, option: str) -> None:
        """Mark a radio button or a checkbox or pick from a dropdown, by its code. "" unticks a checkbox."""
        ...

    def shown(self) -> dict[str, str]:
        """What every field shows now: text as it is formatted, a choice by its code, "" when blank."""
        ...

    def save(self) -> bytes:
        """The file as this viewer saves it."""
        ...

    def picture(self) -> bytes:
        """All pages as they stand on the screen, one below the other, as PNG."""
        ...


class Viewer(Protocol):
    """A program that opens forms."""

    name: str

    def open(self, pdf: bytes) -> AbstractContextManager[Sheet]:
        """Open a form. Raises `Complaint` at the end of the block when the form made a fuss."""
        ...


class Complaint(AssertionError):
    """The form opened a dialog, or one of its scripts failed."""


class Locked(AssertionError):
    """A person could not have typed here: the field is read-only or hidden."""
