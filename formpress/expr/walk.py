"""Walking a tree: which addresses it reads."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache

from .tree import Computed


def _parts(node: object) -> tuple[str, ...] | None:
    """The names of what a node holds; None for what is no node."""
    kind: type = type(node)
    return _parts_of(kind)


@cache
def _parts_of(kind: type) -> tuple[str, ...] | None:
    return tuple(item.name for item in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else None


def nodes(node: object) -> Iterator[object]:
    """Every node of a tree, outside in."""
    if isinstance(node, tuple):
        for part in node:
            yield from nodes(part)
    elif (parts := _parts(node)) is not None:
        yield node
        for name in parts:
            yield from nodes(getattr(node, name))


def addresses(node: object, *, into_computed: bool = False) -> Iterator[str]:
    """Every address in a tree, in order. A computed field is named; with `into_computed` it is
    not, and the boxes it is computed from are.
    """
    if isinstance(node, tuple):
        for part in node:
            yield from addresses(part, into_computed=into_computed)
        return
    if (parts := _parts(node)) is None:
        return
    if isinstance(node, Computed):
        if not into_computed:
            yield node.address
            return
    else:
        for key in ("address", "first", "second"):
            if isinstance(address := getattr(node, key, None), str):
                yield address
    for name in parts:
        yield from addresses(getattr(node, name), into_computed=into_computed)
