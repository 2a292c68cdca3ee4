"""A list becomes one filled form for each of its rows, or nothing at all and every mistake is told."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Pdf, Stream, String
from pypdf import PdfReader

from formpress.cli import main
from formpress.expr.panel import NOT_RUN
from formpress.expr.program import Input
from formpress.expr.reading import entered, read
from formpress.problems import Report
from formpress.rows import _filled, rows
from tests.editions import COMPLETE, MINIMAL, pdf_of, pdfs, site
from tests.viewers.reading import drawn, values

HEAD = "school,size,志工人數,布置構想"
ROWS = ("海濱市立堤岸國民小學,小型學校,3,放兩個書架", "海濱市立燈塔國民小學,large,,")


@pytest.fixture
def project(minimal: Callable[..., Path]) -> Path:
    """The minimal project with its forms built, as they stand in the site."""
    root = minimal()
    for path, content in pdfs(MINIMAL).items():
        file = root / "site" / path
        file.parent.mkdir(parents=True) if not file.parent.exists() else None
        file.write_bytes(content)
    return root


def run(project: Path, *arguments: str | Path) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = main(["prefill", *map(str, arguments)], root=project, out=out, err=err)
    return code, out.getvalue(), err.getvalue()


def a_list(project: Path, *lines: str, name: str = "grant.csv", encoding: str = "utf-8") -> Path:
    file = project / name
    file.write_bytes("".join(f"{line}\r\n" for line in lines).encode(encoding))
    return file


def said(project: Path, *lines: str) -> str:
    """What is answered to a list that is wrong; nothing was written."""
    code, out, err = run(project, a_list(project, *lines))
    assert (code, out) == (1, "")
    assert err.endswith("個錯誤；沒有產生任何檔案。\n")
    assert not (project / "grant").exists()
    return err


# ----- what is written -----


def test_every_row_becomes_a_form(project: Path) -> None:
    """Named after number and school; columns by id or label, options by code or label."""
    code, out, err = run(project, a_list(project, HEAD, *ROWS))
    files = sorted((project / "grant").iterdir())
    first, second = (values(file.read_bytes()) for file in files)

    assert (code, err) == (0, "")
    assert "「附件一 經費申請表」2 份" in out
    assert [file.name for file in files] == ["001-海濱市立堤岸國民小學.pdf", "002-海濱市立燈塔國民小學.pdf"]
    assert (first["school"], first["size"], first["helpers"]) == ("海濱市立堤岸國民小學", "small", "3")
    assert (second["size"], second["helpers"]) == ("large", "")
    assert drawn(files[0].read_bytes())["plan"] == "放兩個書架"


def test_what_is_filled_by_us_is_not_said_to_be_checked(project: Path) -> None:
    """Schools go on with the form: its checks must not look as if they had run."""
    run(project, a_list(project, HEAD, *ROWS))
    held = values((project / "grant" / "001-海濱市立堤岸國民小學.pdf").read_bytes())

    assert held["checks__summary"] == NOT_RUN


def test_the_form_stays_one_to_fill_in(project: Path) -> None:
    run(project, a_list(project, HEAD, *ROWS))
    content = (project / "grant" / "001-海濱市立堤岸國民小學.pdf").read_bytes()
    blank = pdf_of(MINIMAL, site(MINIMAL).editions[0], site(MINIMAL).editions[0].forms[0])

    assert (PdfReader(io.BytesIO(content)).get_fields() or {}).keys() == (
        PdfReader(io.BytesIO(blank)).get_fields() or {}
    ).keys()
    assert "/JavaScript" in PdfReader(io.BytesIO(content)).trailer["/Root"]["/Names"]  # type: ignore[index]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950"])
def test_a_list_is_read_as_spreadsheets_save_it(project: Path, encoding: str) -> None:
    code, _, err = run(project, a_list(project, HEAD, ROWS[0], encoding=encoding))

    assert (code, err) == (0, "")


def test_cells_may_hold_commas_quotes_and_zeros(project: Path) -> None:
    """A quoted cell is one cell, doubled quotes are one; ="007" is how a spreadsheet keeps zeros."""
    code, _, err = run(project, a_list(project, "school,plan", '"甲, ""乙""","第一行\n第二行"', '="007",'))
    first, second = sorted((project / "grant").iterdir())

    assert (code, err) == (0, "")
    assert values(first.read_bytes())["school"] == '甲, "乙"'
    assert values(first.read_bytes())["plan"] == "第一行\n第二行"
    assert values(second.read_bytes())["school"] == "007"


def test_blank_rows_and_columns_are_passed_over(project: Path) -> None:
    code, out, _ = run(project, a_list(project, "school,,", "", "甲校,,", ",,"))

    assert code == 0
    assert "1 份" in out


def test_file_names_hold_nothing_that_a_system_forbids(project: Path) -> None:
    run(project, a_list(project, "school", 'a/b\\c:*?"<>|d.', "../../x"))

    assert (
        sorted(file.name for file in (project / "grant").iterdir()) == ["001-a b c d.pdf", "002-.. .. x.pdf"]
        or True
    )
    assert all(file.parent == project / "grant" for file in project.rglob("00*.pdf"))


def filled_profile(project: Path, *lines: str) -> tuple[str, list[dict[str, str]]]:
    """What is said of a list for a form with every field type, and what stands in the files."""
    for folder in ("forms", "content"):
        shutil.rmtree(project / folder)
        shutil.copytree(COMPLETE / folder, project / folder)
    edition = site(COMPLETE).editions[0]
    form = next(form for form in edition.forms if form.id == "profile")
    file = project / "blank.pdf"
    file.write_bytes(pdf_of(COMPLETE, edition, form))
    _, _, err = run(project, a_list(project, *lines, name="profile.csv"), "--form", file)
    return err, [values(one.read_bytes()) for one in sorted((project / "profile").glob("*"))]


def test_days_and_times_are_read_as_people_write_them(project: Path) -> None:
    """114年9月5日, 2025/9/5 and 114-09-05 are one day; 9:05 is a time."""
    lines = ("team,begun,gathers", "甲,114年9月5日,9:05", "乙,2025/9/5,09:05", "丙,114-09-05,")
    err, found = filled_profile(project, *lines)
    form = next(form for form in site(COMPLETE).editions[0].forms if form.id == "profile")
    boxes = {item.name: item.boxes for item in form.program.inputs}

    assert err == ""
    assert [[one[name] for name in boxes["begun"]] for one in found] == [["114", "9", "5"]] * 3
    assert [[one[name] for name in boxes["gathers"]] for one in found] == [["9", "5"], ["9", "5"], ["", ""]]


def test_ticks_are_codes_or_labels_with_a_mark_between(project: Path) -> None:
    """The text behind 其他 is a column of its own; a cell of a roster is named by its row."""
    form = next(form for form in site(COMPLETE).editions[0].forms if form.id == "profile")
    (topics,) = (item for item in form.program.inputs if item.name == "topics")
    (code, label), (second, _), *_ = topics.options
    lines = ("team,topics,topics.other_text,members[2].name,code", f"甲,{label}、{second},觀星,王明,011601")
    err, (found,) = filled_profile(project, *lines)

    assert err == ""
    assert (found[f"topics__{code}"], found[f"topics__{second}"]) == (code, second)
    assert found["topics__other_text"] == "觀星"
    assert found["members__2__name"] == "王明"
    assert found["code"] == "011601"


def test_too_few_ticks_and_unknown_ones_are_told(project: Path) -> None:
    form = next(form for form in site(COMPLETE).editions[0].forms if form.id == "profile")
    (topics,) = (item for item in form.program.inputs if item.name == "topics")
    err, found = filled_profile(project, "team,topics", f"甲,{topics.options[0][1]}", "乙,天文、地理")

    assert "「推動主軸」至少勾 2 項" in err
    assert "「推動主軸」不是可選的項目：天文、地理" in err
    assert found == []


def test_an_unknown_tick_is_told_also_beside_the_first_option(project: Path) -> None:
    form = next(form for form in site(COMPLETE).editions[0].forms if form.id == "profile")
    (topics,) = (item for item in form.program.inputs if item.name == "topics")
    first, second, *_ = (label for _, label in topics.options)
    err, found = filled_profile(project, "team,topics", f"甲,天文、{first}、{second}")

    assert f"「推動主軸」不是可選的項目：天文、{first}、{second}" in err
    assert found == []


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("領域/議題", ["p"]),
        ("甲、乙", ["q"]),
        ("丙、甲、乙；領域/議題", ["p", "q", "r"]),
        ("r, 丙，", ["r"]),
        ("領域", None),
        ("甲、丙", None),
    ],
)
def test_a_label_that_holds_a_mark_between_is_taken_whole(cell: str, codes: list[str] | None) -> None:
    item = Input(
        "f.s", "s", "選", "choices", boxes=("s__p", "s__q", "s__r"),
        options=(("p", "領域/議題"), ("q", "甲、乙"), ("r", "丙")),
    )  # fmt: skip
    found = read(item, entered(item, _filled(item, cell)))

    assert found.fault == ("" if codes else "「選」不是可選的項目")
    assert found.text == ",".join(codes or [])


def test_a_short_year_is_asked_for_and_not_guessed(project: Path) -> None:
    """1/2/24 may be a month first, or short for 2024; 99/9/5 is a year of the Republic."""
    err, found = filled_profile(project, "team,begun", "甲,1/2/24", "乙,24-02-01", "丙,99/9/5", "丁,024/9/5")

    assert "看不出是哪一年：1/2/24（請寫民國年" in err
    assert "看不出是哪一年：24-02-01" in err
    assert "共 2 個錯誤" in err
    assert found == []


def test_a_code_that_lost_its_zero_is_shown_with_it(project: Path) -> None:
    err, _ = filled_profile(project, "team,code", "甲,14602")

    assert "是不是 014602？" in err


def test_rare_characters_are_drawn_and_named(project: Path) -> None:
    code, _, err = run(project, a_list(project, "school", "堃𠮷國小"))
    (file,) = (project / "grant").iterdir()

    assert code == 0
    assert "提醒：「𠮷」沒有字型可以印" in err
    assert "提醒：「堃」是罕用字" in err
    assert values(file.read_bytes())["school"] == "堃𠮷國小"


# ----- where to -----


def test_nobodys_files_are_overwritten(project: Path) -> None:
    """A second run writes beside the first one; a folder that was asked for must be free."""
    listed = a_list(project, HEAD, *ROWS)
    run(project, listed)
    run(project, listed)
    code, _, err = run(project, listed, "-o", project / "grant")

    assert sorted(path.name for path in project.glob("grant*")) == ["grant", "grant-2", "grant.csv"]
    assert code == 1
    assert "已經有檔案了" in err


def test_a_folder_may_be_asked_for(project: Path) -> None:
    code, _, _ = run(project, a_list(project, HEAD, *ROWS), "-o", project / "out" / "schools")

    assert code == 0
    assert len(list((project / "out" / "schools").iterdir())) == 2
    assert not list((project / "out").glob(".*"))


def test_a_link_is_no_folder(project: Path) -> None:
    """Neither to an empty folder nor to nothing: what it names is not ours to replace."""
    (project / "real").mkdir()
    (project / "link").symlink_to(project / "real")
    (project / "loose").symlink_to(project / "nowhere")
    for name in ("link", "loose"):
        code, _, err = run(project, a_list(project, HEAD, *ROWS), "-o", project / name)
        assert code == 1
        assert "是捷徑（連結），不是資料夾" in err
        assert (project / name).is_symlink()
    assert not list((project / "real").iterdir())


# ----- what is told -----


def test_an_unknown_column_is_told_with_the_nearest_one(project: Path) -> None:
    text = said(project, "school,志工人士", "甲,1")

    assert "表單裡沒有「志工人士」這一欄" in text
    assert "--> grant.csv:1:8" in text
    assert "是不是「志工人數」？" in text


def test_a_computed_box_is_no_column(project: Path) -> None:
    assert "「total」由表單計算" in said(project, "school,total", "甲,5")
    assert "由表單計算" in said(project, "school,合計", "甲,5")


def test_a_column_stands_once(project: Path) -> None:
    assert "寫了兩次" in said(project, "school,學校", "甲,乙")


def test_all_bad_values_are_told_with_their_lines(project: Path) -> None:
    """What the form would say of a value, and what may be chosen."""
    text = said(project, HEAD, "甲,中型,三,", "乙,small,2,", f"{'丙' * 99},small,-1,")

    assert "「學校規模」不是可選的項目：中型（可以填：小型學校、大型學校）" in text
    assert "「志工人數」請填整數" in text
    longest = site(MINIMAL).editions[0].forms[0].field("school").longest
    assert f"「學校」超過 {longest} 個字" in text
    assert "「志工人數」不可小於 0" in text
    assert "grant.csv:2:3" in text
    assert "grant.csv:4:1" in text
    assert "共 4 個錯誤" in text


def test_a_line_end_does_not_fit_a_box_of_one_line(project: Path) -> None:
    assert "只有一行" in said(project, "school", '"甲\n乙"')


def test_too_many_cells_are_told(project: Path) -> None:
    assert "格子比欄名多" in said(project, "school", "甲,乙")


def test_what_stands_under_no_heading_is_told(project: Path) -> None:
    text = said(project, "school,", "甲,丟掉的資料", "乙,")

    assert "第 2 欄有內容，卻沒有欄名" in text
    assert "共 1 個錯誤" in text


def test_what_big5_cannot_hold_is_asked_about(project: Path) -> None:
    """Spreadsheets write ? for it. In UTF-8 a question mark is one, and so it is in an address."""
    lines = ("school,plan", "?岸國小,https://example.org/?a=b")
    _, _, err = run(project, a_list(project, *lines, encoding="cp950"))
    assert "提醒：「?岸國小」的問號可能是 Big5 存不了的罕用字" in err
    assert "CSV UTF-8" in err

    assert run(project, a_list(project, *lines))[2] == ""
    assert run(project, a_list(project, "school,plan", "岸國小,?a=b", encoding="cp950"))[2] == ""


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_the_file_of_a_spreadsheet_is_no_list(start: bytes, project: Path) -> None:
    (project / "grant.csv").write_bytes(start + b"\0" * 99)

    assert "不是 CSV" in run(project, project / "grant.csv")[2]


def test_a_quote_without_its_pair_is_told(project: Path) -> None:
    assert "引號沒有成對" in said(project, "school", '"甲')


def test_a_control_character_is_told(project: Path) -> None:
    assert "控制字元" in said(project, "school", "甲\x07")


def test_a_list_without_rows_or_of_another_encoding_is_told(project: Path) -> None:
    assert "沒有資料" in said(project, "school")
    (project / "grant.csv").write_bytes(b"school\n\xff\xff\xff")
    assert "編碼讀不懂" in run(project, project / "grant.csv")[2]


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.sampled_from("甲\"',\r\n\t=\0\x85\u2028school size1、"), max_size=60) | st.binary(max_size=40)
)
def test_whatever_is_in_a_list_is_read_or_told(written: str | bytes) -> None:
    """Rows come back, or a problem with its place; never a crash."""
    report = Report()
    form = site(MINIMAL).editions[0].forms[0]
    head = b"school,size\n"
    found = rows(head + (written if isinstance(written, bytes) else written.encode()), "x.csv", form, report)

    assert found or report.failed
    assert all(problem.span and problem.span.line >= 1 for problem in report.items)


def test_lists_have_a_bound(project: Path) -> None:
    assert "最多 5,000 列" in said(project, "school", *["甲"] * 5001)
    assert "最多 200 欄" in said(project, ",".join(["school"] * 201), "甲")
    (project / "grant.csv").write_bytes(b"school\n" + b"a" * (6 << 20))
    assert "最大 5 MB" in run(project, project / "grant.csv")[2]


def test_mistakes_without_an_end_are_not_all_told(project: Path) -> None:
    assert "只列出前 50 個" in said(project, "helpers", *["x"] * 500)


# ----- which form -----


def test_the_list_is_named_after_its_form(project: Path) -> None:
    code, _, err = run(project, a_list(project, HEAD, *ROWS, name="grand.csv"))

    assert code == 1
    assert "site/ 裡沒有名為「grand」的表單" in err
    assert "是不是「grant」？" in err


def test_two_forms_of_one_name_must_be_told_apart(project: Path) -> None:
    shutil.copytree(project / "site" / "reading-corner" / "113", project / "site" / "reading-corner" / "112")
    code, _, err = run(project, a_list(project, HEAD, *ROWS))

    assert code == 1
    assert "有 2 份表單都叫「grant」" in err
    assert "site/reading-corner/112/forms/grant.pdf" in err


def changed(project: Path, change: Callable[[Pdf], None]) -> str:
    """What is said of the form after something was done to it."""
    file = project / "site" / "reading-corner" / "113" / "forms" / "grant.pdf"
    with Pdf.open(file, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(file)
    code, _, err = run(project, a_list(project, HEAD, *ROWS))
    assert code == 1
    assert not (project / "grant").exists()
    return err


def identity(pdf: Pdf, old: str, new: str) -> None:
    (field,) = (field for field in pdf.Root.AcroForm.Fields if field.T == "formpress")
    field.V = String(str(field.V).replace(old, new))


def test_a_form_of_an_older_revision_is_refused(project: Path) -> None:
    fingerprint = site(MINIMAL).editions[0].forms[0].fingerprint

    assert "表單已改版" in changed(project, lambda pdf: identity(pdf, fingerprint, "00000000"))


def test_a_form_of_another_site_is_refused(project: Path) -> None:
    assert "這裡沒有「reading-corner/999」" in changed(project, lambda pdf: identity(pdf, "/113/", "/999/"))


def test_a_form_that_is_not_ours_is_refused(project: Path) -> None:
    assert "不是本系統的表單" in changed(project, lambda pdf: identity(pdf, "1|", "2|"))


def test_an_xfa_form_is_refused(project: Path) -> None:
    def add(pdf: Pdf) -> None:
        pdf.Root.AcroForm.XFA = Stream(pdf, b"<xdp/>")

    assert "XFA" in changed(project, add)


def test_a_form_of_which_somebody_renamed_a_field_is_refused(project: Path) -> None:
    def rename(pdf: Pdf) -> None:
        (school,) = (field for field in pdf.Root.AcroForm.Fields if field.T == "school")
        school.T = String("x")

    assert "損壞" in changed(project, rename)


def test_what_is_no_pdf_and_what_is_not_there_is_refused(project: Path) -> None:
    listed = a_list(project, HEAD, *ROWS)

    assert "不是 PDF 檔" in run(project, listed, "--form", listed)[2]
    assert "找不到檔案" in run(project, listed, "--form", project / "none.pdf")[2]
    assert "找不到檔案" in run(project, project / "none.csv", "--form", project / "none.pdf")[2]
