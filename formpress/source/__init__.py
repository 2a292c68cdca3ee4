"""YAML as an office writes it: every value stays the text that was typed and knows its place.

`load` and `parse_text` give a tree of `Node`, or report every mistake in the author's words;
`load_json` and `parse_json` do the same for JSON. This folder alone knows PyYAML.
"""

from .json_file import load_json, parse_json
from .node import Node
from .read import load, parse_text

__all__ = ["Node", "load", "load_json", "parse_json", "parse_text"]
