"""Rule kinds: one file each. Adding one is a file and a line in `RULE_KINDS`.

A kind lowers its rule to the expression nodes that every back-end knows, so no back-end
changes when a kind is added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..authoring import one_of as tagged
from .any_of import AnyOf
from .at_least import AtLeast
from .at_most import AtMost
from .base import ExampleSpec, Lowered, Reader, RuleSpec
from .count_of import CountOf
from .deadline import Deadline
from .exactly import Exactly
from .forbidden import Forbidden
from .formula import Formula
from .lookup import Lookup
from .narrative import Narrative
from .one_of import OneOf
from .required_when import RequiredWhen
from .same_as import SameAs
from .share import Share
from .sums_to import SumsTo
from .unit_limit import UnitLimit
from .window import Window

RULE_KINDS: dict[str, type[RuleSpec]] = {
    "at_most": AtMost,
    "at_least": AtLeast,
    "exactly": Exactly,
    "share": Share,
    "unit_limit": UnitLimit,
    "lookup": Lookup,
    "count_of": CountOf,
    "sums_to": SumsTo,
    "window": Window,
    "deadline": Deadline,
    "forbidden": Forbidden,
    "required_when": RequiredWhen,
    "one_of": OneOf,
    "any_of": AnyOf,
    "same_as": SameAs,
    "formula": Formula,
    "narrative": Narrative,
}

if TYPE_CHECKING:
    AnyRule = RuleSpec
else:
    AnyRule = tagged("kind", RULE_KINDS)

__all__ = ["RULE_KINDS", "AnyRule", "ExampleSpec", "Lowered", "Reader", "RuleSpec"]
