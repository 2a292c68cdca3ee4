"""The site that is shipped, built once for all tests, whatever the number of processes."""

from __future__ import annotations

import fcntl
import os
import re
from pathlib import Path

import pytest

from formpress.pipeline import build
from formpress.write import write

from .editions import ROOT
from .sample_site import artifacts


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site. The first process that asks builds; the others wait for it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    out = shared / "shipped" / "site"
    with (shared / "shipped.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            build(ROOT, out)
    return out


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented site: every kind of page, and none of them is long."""
    out = tmp_path_factory.mktemp("sample") / "site"
    write(artifacts(), ROOT, out)
    return out


def addresses(site: Path) -> list[str]:
    """Every page of a built site, except the one that stands for missing ones: it knows the root only."""
    found = (file.relative_to(site).as_posix() for file in sorted(site.rglob("*.html")))
    return [address for address in found if address != "404.html"]


def kinds(site: Path) -> list[str]:
    """The smallest page of every kind: what differs inside a kind is text."""
    smallest: dict[str, str] = {}
    for address in sorted(addresses(site), key=lambda address: (site / address).stat().st_size):
        smallest.setdefault(kind(address), address)
    return sorted(smallest.values())


def kind(address: str) -> str:
    """What a page is, whatever its programme, year, form and rule kind."""
    if address.startswith("reference/"):
        return re.sub(r"rules/\w+/", "rules/*/", address)
    programme, _, rest = address.partition("/")
    year, _, page = rest.partition("/")
    if programme in {"guide", "index.html"} or not rest:
        return address
    page = re.sub(r"forms/\w+/", "forms/*/", page)
    return f"*/*/{page}" if page else f"*/{year}"
