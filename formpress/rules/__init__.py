"""Rule kinds: one file each. Adding one is a file and a line in `RULE_KINDS`.

A kind lowers its rule to the expression nodes that every back-end knows, so no back-end
changes when a kind is added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..authoring import one_of
from .any_of import AnyOf
from .at_least import AtLeast
from .at_most import AtMost
from .base import ExampleSpec, Lowered, Reader, RuleSpec
from .forbidden import Forbidden
from .formula import Formula
from .narrative import Narrative
from .required_when import RequiredWhen
from .share import Share
from .unit_limit import UnitLimit

RULE_KINDS: dict[str, type[RuleSpec]] = {
    "at_most": AtMost,
    "at_least": AtLeast,
    "share": Share,
    "unit_limit": UnitLimit,
    "forbidden": Forbidden,
    "required_when": RequiredWhen,
    "any_of": AnyOf,
    "formula": Formula,
    "narrative": Narrative,
}

if TYPE_CHECKING:
    AnyRule = RuleSpec
else:
    AnyRule = one_of("kind", RULE_KINDS)

__all__ = ["RULE_KINDS", "AnyRule", "ExampleSpec", "Lowered", "Reader", "RuleSpec"]
