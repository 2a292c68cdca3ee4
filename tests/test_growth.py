"""The bench of many forms counts what it draws; how long that took is nobody's test."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import growth, many
from tests.editions import MINIMAL, pdfs, site
from tests.viewers.reading import page_sizes

pytestmark = pytest.mark.slow


def test_an_edition_is_counted_as_it_is() -> None:
    """Files, pages, fields and bytes of the minimal edition, drawn in a process of its own."""
    (edition,) = site(MINIMAL).editions
    files = pdfs(MINIMAL).values()
    made = growth.apart(MINIMAL, edition.folder)

    assert (made.forms, made.files) == (len(edition.forms), len(files))
    assert made.fields == sum(len(form.fields) for form in edition.forms)
    assert made.pages == sum(len(page_sizes(one)) for one in files)
    assert made.size == sum(map(len, files))
    assert 0 < made.before <= made.peak


def test_an_edition_that_nobody_wrote_has_as_many_forms_as_asked(tmp_path: Path) -> None:
    """Each with a rule and its examples, on one page: it is read without a mistake."""
    folder = many.write(tmp_path, 3)
    made = growth.measure(tmp_path, folder)

    assert (made.forms, made.files, made.pages) == (3, 3, 3)


def test_the_tables_have_a_line_for_each_edition_and_step() -> None:
    """A step beside itself costs as much as itself."""
    (edition,) = site(MINIMAL).editions
    made = growth.measure(MINIMAL, edition.folder)

    assert [
        line.split()[0] for line in growth.first_table([("a/1", made), ("b/2", made)]).splitlines()[1:]
    ] == [
        "a/1",
        "b/2",
    ]
    assert [line.count("1.00x") for line in growth.second_table([made, made]).splitlines()] == [0, 3, 3]
