"""YAML as an office writes it: every value stays the text that was typed and knows its place.

`load` and `parse_text` give a tree of `Node`, or report every mistake in the author's words.
This folder alone knows PyYAML.
"""

from .node import Node
from .read import load, parse_text

__all__ = ["Node", "load", "parse_text"]
