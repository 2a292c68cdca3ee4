"""Rule kinds: one file each. Adding one is a file and its name in `KINDS`.

A kind lowers its rule to the expression nodes that every back-end knows, so no back-end
changes when a kind is added.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ..authoring import one_of as tagged
from .base import ExampleSpec, Found, Group, Lowered, OneCase, Part, Reader, RuleSpec, TermSpec

KINDS = (
    "at_most",
    "at_least",
    "exactly",
    "share",
    "unit_limit",
    "lookup",
    "count_of",
    "sums_to",
    "window",
    "deadline",
    "forbidden",
    "required_when",
    "one_of",
    "any_of",
    "same_as",
    "formula",
    "narrative",
)
"""Names of files and of kinds, in the order of the reference pages."""


def _kind(name: str) -> type[RuleSpec]:
    """The one rule model that the file of a kind defines."""
    module = import_module(f".{name}", __package__)
    (found,) = (
        one
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, RuleSpec) and one.__module__ == module.__name__
    )
    return found


RULE_KINDS = {name: _kind(name) for name in KINDS}

if TYPE_CHECKING:
    AnyRule = RuleSpec
else:
    AnyRule = tagged("kind", RULE_KINDS)

__all__ = [
    "RULE_KINDS", "AnyRule", "ExampleSpec", "Found", "Group", "Lowered", "OneCase", "Part", "Reader",
    "RuleSpec", "TermSpec",
]  # fmt: skip
