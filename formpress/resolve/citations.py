"""Whether a citation (捌一（一）, 附件四註1, 「申辦條件」3) stands in the announcement or on a form."""

from __future__ import annotations

from collections.abc import Iterator

from ..parse import FormSpec
from ..problems import Report, Span, nearest
from ..tw import Cite, format_cite, normalise, parse_annex, parse_cite, places

_HINT = "出處要寫公告裡有的標題或項次，例如 伍 或 捌一（一）。"
_ON_A_FORM = "表單上可以引用的是附註、說明的各條，例如 附件四註1，和表單上的小標題。"


class Citations:
    """The places of one edition that may be cited."""

    def __init__(self, announcement: str, forms: tuple[FormSpec, ...]) -> None:
        self.known = {cite for place in places(announcement) for cite in place.cites}
        for form in forms:
            self.known |= set(_on_a_form(form))
        self.any_annex = not forms

    def check(self, text: str, span: Span, report: Report) -> None:
        cite = parse_cite(text)
        if cite in self.known or (cite.annex is not None and self.any_annex):
            return
        best = self._nearest(cite)
        hint = f"是不是「{best}」？" if best else _HINT if cite.annex is None else _ON_A_FORM
        where, quoted = "公告" if cite.annex is None else "附件", text if text[0] == "「" else f"「{text}」"
        report.add(f"{where}裡找不到{quoted}", span, hint)

    def _nearest(self, cite: Cite) -> str:
        """The place beside it whose number is nearest, else the one whose spelling is."""
        *above, number = cite.path or (0,)
        beside = [
            one
            for one in self.known
            if (one.annex, one.section) == (cite.annex, cite.section)
            and one.path
            and [*one.path[:-1]] == above
        ]
        if beside and (above or cite.section):
            return format_cite(min(beside, key=lambda one: (abs(one.path[-1] - number), one.path)))
        return nearest(format_cite(cite), sorted(map(format_cite, self.known))) or ""


def _on_a_form(form: FormSpec) -> Iterator[Cite]:
    """A form itself, its small headings, and each line of its notes by what the notes are called."""
    annex = parse_annex(form.annex)
    yield Cite((), annex)
    for _, block in form.entries():
        for key in ("label", "heading"):
            words = getattr(block, key, None)
            if not words:
                continue
            found = next(places(f"# {words}"))
            yield Cite(found.cites[0].path, annex, found.cites[0].section)
            yield Cite((), annex, normalise(words))
        for number, _ in enumerate(getattr(block, "items", ()), start=1):
            if label := getattr(block, "label", None):
                yield Cite((0, 0, 0, number), annex, normalise(label))
