"""Walking a tree: which addresses it reads."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from .tree import Computed


def nodes(node: object) -> Iterator[object]:
    """Every node of a tree, outside in."""
    if isinstance(node, tuple):
        for part in node:
            yield from nodes(part)
    elif dataclasses.is_dataclass(node):
        yield node
        for item in dataclasses.fields(node):
            yield from nodes(getattr(node, item.name))


def addresses(node: object, *, into_computed: bool = False) -> Iterator[str]:
    """Every address in a tree, in order. A computed field is named; with `into_computed` it is
    not, and the boxes it is computed from are.
    """
    if isinstance(node, tuple):
        for part in node:
            yield from addresses(part, into_computed=into_computed)
        return
    if not dataclasses.is_dataclass(node):
        return
    if isinstance(node, Computed):
        if not into_computed:
            yield node.address
            return
    else:
        for key in ("address", "first", "second"):
            if isinstance(address := getattr(node, key, None), str):
                yield address
    for item in dataclasses.fields(node):
        yield from addresses(getattr(node, item.name), into_computed=into_computed)
