"""What an office changes in one place, forms/site.yaml: paper, tint and logo of every form."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import page as page_validation
import pikepdf
import pytest

from formpress import pipeline
from formpress.problems import Problems, Report
from formpress.targets import pdf

from .editions import MINIMAL, ROOT

LOGO = b"""\
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">
<rect width="40" height="20" fill="#ff0000"/>
</svg>
"""
RED = b"1 0 0 scn"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A copy of the minimal edition whose site.yaml may be changed."""
    shutil.copytree(MINIMAL, tmp_path / "office")
    return tmp_path / "office"


def _say(office: Path, line: str) -> None:
    with (office / "forms" / "site.yaml").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def _form(office: Path) -> bytes:
    report = Report()
    site, places = pipeline.read(office, report)
    return next(pdf.render(site, places, ROOT / ".cache", report)).content


def _complaint(office: Path) -> tuple[str, int]:
    with pytest.raises(Problems) as caught:
        pipeline.check(office)
    (problem,) = [one for one in caught.value.items if one.level == "error"]
    assert problem.span is not None
    return problem.message, problem.span.line


def test_a_logo_stands_on_the_form_and_disturbs_no_screen_reader(office: Path) -> None:
    """The picture is drawn, as decoration: the file stays valid PDF/UA-1."""
    plain = _form(office)
    (office / "forms" / "logo.svg").write_bytes(LOGO)
    _say(office, "logo: logo.svg")

    adorned = _form(office)

    assert RED not in _drawn(plain)
    assert RED in _drawn(adorned)
    assert page_validation.validate_pdf_bytes(adorned, profile="ua1").failures == []


def test_the_paper_of_every_form_is_chosen_once(office: Path) -> None:
    """B4 is 257 by 364 millimetres, the size that Taiwan uses."""
    _say(office, "paper: b4")

    with pikepdf.open(BytesIO(_form(office))) as file:
        _, _, width, height = (float(value) for value in file.pages[0].MediaBox.as_list())

    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (257, 364)


def test_a_logo_that_is_not_there_is_an_authors_mistake(office: Path) -> None:
    """The message stands at the line of site.yaml."""
    _say(office, "logo: lost.png")

    assert _complaint(office) == ("找不到標誌「lost.png」", _lines(office))


def test_a_logo_outside_of_forms_is_not_read(office: Path) -> None:
    """A path upwards finds nothing, whatever lies there."""
    (office / "secret.png").write_bytes(LOGO)
    _say(office, "logo: ../secret.png")

    assert _complaint(office)[0] == "找不到標誌「../secret.png」"


def test_a_logo_that_is_no_picture_is_an_authors_mistake(office: Path) -> None:
    """What the page could not draw is said before anything is drawn."""
    (office / "forms" / "logo.png").write_bytes(b"not a picture")
    _say(office, "logo: logo.png")

    assert _complaint(office)[0] == "標誌「logo.png」不是可用的 PNG 圖"


def test_a_logo_of_many_megabytes_is_refused(office: Path) -> None:
    """It would travel with every form that a school returns."""
    (office / "forms" / "logo.png").write_bytes(b"\x89PNG" + bytes(300_000))
    _say(office, "logo: logo.png")

    assert _complaint(office)[0] == "標誌「logo.png」太大"


def _lines(office: Path) -> int:
    return (office / "forms" / "site.yaml").read_text("utf-8").count("\n")


def _drawn(content: bytes) -> bytes:
    """What is painted on the first page, with everything it uses."""
    with pikepdf.open(BytesIO(content)) as file:
        page = file.pages[0]
        streams = [page.Contents.read_bytes()]
        drawn = page.get("/Resources", pikepdf.Dictionary()).get("/XObject", pikepdf.Dictionary())
        streams += [item.read_bytes() for item in drawn.values()]
    return b"\n".join(streams)
