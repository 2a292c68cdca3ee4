"""What a person types to the limit of a box is seen whole, in the viewer's own drawing of it."""

from __future__ import annotations

import pytest

from formpress.model import Edition, Form
from formpress.paper import SIZE
from tests.editions import MINIMAL, pdf_of, site
from tests.longest import HANDS, Hand, expected, longest, seen
from tests.viewers import Viewer
from tests.viewers.reading import values

pytestmark = pytest.mark.browser

STROKE = 0.5
"""Points that an outline may stand over its box: viewers set lines by their own measures of a font."""


def the_form() -> tuple[Edition, Form]:
    (edition,) = site(MINIMAL).editions
    return edition, edition.forms[0]


@pytest.mark.parametrize("hand", HANDS)
def test_the_longest_that_is_typed_is_seen(viewer: Viewer, hand: Hand) -> None:
    """A line, several lines and numbers to their limits: what is on paper is what was typed, no smaller."""
    form = the_form()[1]
    written = {
        name: text
        for name, text in longest(form, hand).items()
        if form.field(name).widget in {"line", "paragraph", "number"}
    }
    with viewer.open(pdf_of(MINIMAL, *the_form())) as sheet:
        for name, text in written.items():
            sheet.type(name, text)
        content = sheet.save()
    held, found, wanted = values(content), seen(content), expected(form, content)

    assert {name: held[name] for name in written} == written
    assert {name: found[name].text for name in written} == {name: wanted[name] for name in written}
    assert {name: found[name].out for name in written if found[name].out > STROKE} == {}
    assert {name: found[name].size for name in written if found[name].size < SIZE} == {}
