"""The last step: from artifacts to a folder that can be put on any server, or opened from a disk."""

from __future__ import annotations

import importlib.util
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from formpress.model import Artifact
from formpress.problems import MissingTool, Problems
from formpress.write import NAMES, SETTINGS, _alone, write

from .sample_site import artifacts

ROOT = Path(__file__).parent.parent


def page(path: str, text: str) -> Artifact:
    return Artifact(path, text.encode())


def contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def beside(out: Path) -> list[str]:
    """What stands in the folder of the site, hidden or not."""
    return [entry.name for entry in out.parent.iterdir()]


def messages(text: str, out: Path) -> list[tuple[str, str]]:
    """What an author is told about a page at a/index.md; there is also an empty b/index.md."""
    with pytest.raises(Problems) as caught:
        write([page("a/index.md", text), page("b/index.md", "# 乙\n")], ROOT, out)
    return [(problem.message, problem.hint) for problem in caught.value.items]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built") / "site"
    write(artifacts(), ROOT, out)
    return out


def test_files_that_are_not_pages_come_out_as_they_went_in(site: Path) -> None:
    for artifact in artifacts():
        if not artifact.path.endswith(".md") and artifact.path not in {SETTINGS, NAMES}:
            assert (site / artifact.path).read_bytes() == artifact.content, artifact.path


def test_nothing_of_the_workshop_reaches_the_site(site: Path) -> None:
    """No settings, no Markdown, no unused scripts of the theme, no archive with a time in it."""
    found = contents(site)
    assert Counter(Path(path).suffix for path in found).keys() == {
        ".html", ".css", ".js", ".map", ".svg", ".json", ".csv", ".pdf", ".xml", ".ics", ".ods", ".txt"
    }  # fmt: skip
    assert {path for path in found if path.endswith(".js")} == {
        "assets/filter.js",
        "assets/search-index.js",
        "assets/search.js",
        "assets/site.js",
    }


def test_the_same_artifacts_give_the_same_bytes(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the clock, the folder and the terminal say."""
    rendered = artifacts()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    write(rendered, ROOT, tmp_path / "elsewhere" / "out")
    assert contents(tmp_path / "elsewhere" / "out") == contents(site)


def test_a_broken_link_is_the_authors_to_mend(tmp_path: Path) -> None:
    """The page and the link are named, with the nearest file."""
    assert messages("# 甲\n\n[乙](../c/index.md)\n", tmp_path / "site") == [
        ("頁面「a/index.md」的連結「../c/index.md」找不到對應的檔案", "請改連結，或刪掉它。")
    ]
    assert messages("# 甲\n\n[乙](../b)\n", tmp_path / "site") == [
        ("頁面「a/index.md」的連結「../b」找不到對應的檔案", "是不是「../b/index.md」？")
    ]


def test_a_link_to_a_missing_section_is_found(tmp_path: Path) -> None:
    """On the same page and on another one."""
    assert messages("# 甲\n\n[丙](#c)\n\n[乙](../b/index.md#d)\n", tmp_path / "site") == [
        ("頁面「a/index.md」的連結「#c」所指的段落不存在", "請改連結，或刪掉它。"),
        ("頁面「a/index.md」的連結「../b/index.md#d」所指的段落不存在", "請改連結，或刪掉它。"),
    ]


def test_a_link_that_starts_with_a_slash_is_refused(tmp_path: Path) -> None:
    """It would break as soon as the site stands in a folder of a server."""
    ((message, _),) = messages("# 甲\n\n[乙](/b/index.md)\n", tmp_path / "site")
    assert message == "頁面「a/index.md」的連結「/b/index.md」以斜線開頭，網站換個位置就會失效"


def test_a_failed_build_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    """And leaves nothing beside it."""
    out = tmp_path / "site"
    write([page("index.md", "# 好\n")], ROOT, out)
    before = contents(out)
    messages("[壞](nowhere.md)\n", out)
    assert contents(out) == before
    assert beside(out) == ["site"]


def test_a_new_site_replaces_the_old_one_whole(tmp_path: Path) -> None:
    """A page that is no longer rendered is gone."""
    out = tmp_path / "site"
    write([page("index.md", "# 甲\n"), page("old/index.md", "# 舊\n")], ROOT, out)
    write([page("index.md", "# 甲\n")], ROOT, out)
    assert (out / "index.html").is_file()
    assert not (out / "old").exists()
    assert beside(out) == ["site"]


def test_a_site_that_cannot_be_moved_in_puts_the_old_one_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    write([page("index.md", "# 舊\n")], ROOT, out)
    before = contents(out)
    rename: Callable[[Path, Path], Path] = Path.rename

    def stubborn(self: Path, target: Path) -> Path:
        if self.name == "built":
            raise OSError("no room")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", stubborn)
    with pytest.raises(OSError, match="no room"):
        write([page("index.md", "# 新\n")], ROOT, out)
    assert contents(out) == before
    assert beside(out) == ["site"]


@pytest.mark.parametrize("paths", [("a.json", "a.json"), ("../a.json",), ("/a.json",)])
def test_an_artifact_has_one_place_inside_the_site(paths: tuple[str, ...], tmp_path: Path) -> None:
    """Two rooms that write one file, or one that writes outside, are our mistake."""
    with pytest.raises(ValueError, match="written twice or outside"):
        write([Artifact(path, b"{}") for path in paths], ROOT, tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def test_a_machine_without_the_builder_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingTool) as caught:
        write([page("index.md", "# 甲\n")], ROOT, tmp_path / "site")
    assert caught.value.command == "python -m pip install -r requirements.txt"


def test_what_a_killed_build_left_is_put_right(tmp_path: Path) -> None:
    """Killed between its two moves, a build leaves no site; the next one first puts the old one back."""
    left = tmp_path / ".site-abc"
    (left / "before").mkdir(parents=True)
    (left / "before" / "index.html").write_text("昨天的網站", encoding="utf-8")

    with _alone(tmp_path / "site"):
        assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "昨天的網站"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_builds_wait_for_each_other(tmp_path: Path) -> None:
    """A second build begins when the first has put its site in place."""
    order = []

    def second() -> None:
        with _alone(tmp_path / "site"):
            order.append("second")

    thread = threading.Thread(target=second)
    with _alone(tmp_path / "site"):
        thread.start()
        thread.join(0.2)
        order.append("first")
    thread.join()

    assert order == ["first", "second"]
