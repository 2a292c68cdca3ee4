"""Runs a script in the very engine that PDF.js runs a form's scripts in, without the viewer."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from .server import Server

BATCH = 250
"""Forms judged in one life of the engine: a whole run at once would outgrow its memory."""

RUN = """
async code => {
  const { default: load } = await import("/pdfjs/wasm/quickjs-eval.js");
  const engine = await load();
  let answer = null;
  engine.externalCall = (name, args) => { answer = args[0]; return null; };
  const text = engine.stringToNewUTF8(code);
  const fine = engine.ccall("init", "number", ["number", "number"], [text, 0]);
  engine.ccall("nukeSandbox", null, []);
  return fine ? answer : null;
}
"""


class QuickJs:
    """`page` may be any page of `server`'s origin."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        page.goto(f"{server.address}/nothing-stands-here")

    def judge(self, script: str) -> Callable[[list[dict[str, str]]], list[dict[str, Any]]]:
        """Judges filled forms with a page's script; raises RuntimeError where it does not run."""

        def judge(sets: list[dict[str, str]]) -> list[dict[str, Any]]:
            found: list[dict[str, Any]] = []
            for start in range(0, len(sets), BATCH):
                found += self._run(script, sets[start : start + BATCH])
            return found

        return judge

    def _run(self, script: str, sets: list[dict[str, str]]) -> list[dict[str, Any]]:
        code = (
            f"{script}\nvar sets = JSON.parse({json.dumps(json.dumps(sets))});\n"
            "var found = sets.map(function (given) {"
            " return formpress.judge(function (name) { return given[name]; }); });\n"
            'callExternalFunction("send", [JSON.stringify(found)]);'
        )
        answer = self.page.evaluate(RUN, code)
        if answer is None:
            raise RuntimeError("the script does not run in QuickJS")
        found: list[dict[str, Any]] = json.loads(answer)
        return found
