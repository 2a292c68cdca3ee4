"""The shipped site behind a server, below its root, with the headers that docs/hosting.md gives."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from .editions import ROOT

BELOW = "grants"
RECIPES = ROOT / "docs" / "hosting.md"
HEADER = re.compile(r'^\s*add_header (\S+) "([^"]+)" always;', re.MULTILINE)


def headers() -> dict[str, str]:
    """What the recipe for nginx adds to every answer."""
    return dict(HEADER.findall(RECIPES.read_text(encoding="utf-8")))


class _Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        for name, value in headers().items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: a line per request would bury the test's own output."""


@contextmanager
def hosting(site: Path, root: Path) -> Iterator[str]:
    """The address of the site in the folder BELOW of a server whose files stand in `root`."""
    (root / BELOW).symlink_to(site, target_is_directory=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(root))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/{BELOW}"
        server.shutdown()
