"""Serves the viewer's page, PDF.js and the forms of a test from memory, on this machine only."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.ensure_browser import pdfjs

VIEWER = Path(__file__).with_name("pdfjs.html")

TYPES = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".pdf": "application/pdf",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}


class Server(ThreadingHTTPServer):
    """`address` is its origin; `put` makes a form reachable until the server ends."""

    daemon_threads = True

    def __init__(self) -> None:
        self.pdfjs = pdfjs()
        super().__init__(("127.0.0.1", 0), _Handler)
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self.forms: dict[str, bytes] = {}
        self._numbers = itertools.count(1)

    def put(self, pdf: bytes) -> str:
        """The path under which this form can be opened."""
        path = f"/forms/{next(self._numbers)}.pdf"
        self.forms[path] = pdf
        return path

    def content(self, path: str) -> bytes | None:
        """What stands at a path, None when nothing does."""
        if path in self.forms:
            return self.forms[path]
        if path == "/pdfjs.html":
            return VIEWER.read_bytes()
        if path == "/favicon.ico":
            return b""
        file = (self.pdfjs / path.removeprefix("/pdfjs/")).resolve()
        return file.read_bytes() if file.is_relative_to(self.pdfjs) and file.is_file() else None


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        content = self.server.content(path)
        if content is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", TYPES.get(Path(path).suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing: a line per request would bury the test's own output."""


@contextmanager
def serving() -> Iterator[Server]:
    """A server that runs until the block ends."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
