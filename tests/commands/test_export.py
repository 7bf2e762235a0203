"""The workbook: what its sheets say, that its formulas say the same, and that it is written whole or not at all."""

import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from builders import Run
from engines import rows_of, stored_values


def test_all_gives_each_municipality_a_workbook(ridcalc: Run, shipped: Path, tmp_path: Path) -> None:
    outcome = ridcalc("export", "--all", tmp_path / "out", "--data", shipped)
    assert outcome.status == 0
    assert [Path(line).stem for line in outcome.out.splitlines()] == ["zevenaar", "duiven", "westervoort"]
    rows = rows_of(tmp_path / "out" / "duiven.xlsx", "Begrotingswijziging")
    texts = [str(cell) for row in rows for cell in row if cell is not None]
    assert "Gemeente Duiven (gemeente)" in texts
    assert "Gemeente Zevenaar (gemeente)" not in texts


def test_the_same_input_gives_the_same_bytes(ridcalc: Run, shipped: Path, tmp_path: Path) -> None:
    elsewhere = Path(shutil.copytree(shipped, tmp_path / "elsewhere"))
    ridcalc("export", tmp_path / "one.xlsx", "--data", shipped)
    ridcalc("export", tmp_path / "two.xlsx", "--data", elsewhere)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    with ZipFile(tmp_path / "one.xlsx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ([], 2, "FILE.xlsx"),
        (["book.xls"], 2, ".xlsx"),
        (["book.xlsx", "--all", "out"], 2, "FILE.xlsx"),
        (["--all", "out", "--participant", "zevenaar"], 2, "--participant"),
        (["nowhere/book.xlsx"], 1, "error[file-not-written]"),
        (["data.xlsx"], 1, "error[file-exists]"),
        (["folder.xlsx", "--force"], 1, "error[file-not-written]"),
        (["book.xlsx", "--participant", "zeevenaar"], 1, "did you mean 'zevenaar'?"),
        (["book.xlsx", "--pc-document", "vgr2"], 1, "error[unknown-pc-document]"),
        (["--all", "data.xlsx"], 1, "error[file-not-written]"),
    ],
)
def test_a_workbook_that_cannot_be_written_gets_a_message(
    arguments: list[str], status: int, message: str, ridcalc: Run, shipped: Path
) -> None:
    here = shipped.parent
    (here / "data.xlsx").write_text("mine")
    (here / "folder.xlsx").mkdir()
    outcome = ridcalc("export", *arguments)
    assert outcome.status == status
    assert message in outcome.err
    assert (here / "data.xlsx").read_text() == "mine"
    assert not list(here.glob(".ridcalc-*"))


def test_all_writes_nothing_where_one_workbook_cannot_be_written(ridcalc: Run, shipped: Path, tmp_path: Path) -> None:
    (tmp_path / "duiven.xlsx").write_text("mine")
    outcome = ridcalc("export", "--all", tmp_path, "--data", shipped)
    assert outcome.status == 1
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["duiven.xlsx"]


def test_an_existing_workbook_is_replaced_with_force(ridcalc: Run, workbook: Path) -> None:
    workbook.write_text("old")
    assert ridcalc("export", workbook, "--force").status == 0
    assert stored_values(workbook)


@pytest.mark.usefixtures("english")
def test_a_full_disk_leaves_the_old_file(workbook: Path, monkeypatch: pytest.MonkeyPatch, ridcalc: Run) -> None:
    before = workbook.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    outcome = ridcalc("export", workbook, "--force")
    assert outcome.status == 1
    assert "the disk is full" in outcome.err
    assert workbook.read_bytes() == before
    assert not list(workbook.parent.glob(".ridcalc-*"))
