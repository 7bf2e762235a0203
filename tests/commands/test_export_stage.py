"""`ridcalc export --stage` and `--from`: the workbook of the step from one decision to the next."""

from pathlib import Path

import pytest

from builders import Run, write_folder
from engines import rows_of

KEYS = """\
participants: {a: {}, b: {}}
keys: {k: {weights: {a: 1, b: 1}}}
"""
MEASURES = """\
budget: {years: [2024, 2025], default_scenario: later, executor: {id: c}}
stages:
  first: {scenario: first, date: 2023-06-01}
  second: {scenario: later, date: 2024-02-01}
measures:
  m: {nature: incidental, key: k, amounts: {2024: 100}}
"""
FIRST = "name: First\n"
LATER = "name: Later\nbase: first\npatch: {measures: {m: {amounts: {2024: 140}}}}\n"
OTHER = "name: Other\npatch: {measures: {m: {amounts: {2024: 10}}}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two stages, of which the second raises the amount."""
    scenarios = {"scenarios/first.yaml": FIRST, "scenarios/later.yaml": LATER, "scenarios/other.yaml": OTHER}
    return write_folder(tmp_path / "files", {"keys.yaml": KEYS, "measures.yaml": MEASURES, **scenarios})


def recorded(path: Path) -> dict[str, str]:
    """Return what a workbook records of how it was made, with the names of the files that it was made from."""
    rows = [row[:3] for row in rows_of(path, "Uitgangspunten") if row[2]]
    return {str(field): str(value) for _, value, field in rows}


@pytest.mark.parametrize(
    ("options", "made_of"),
    [
        ([], ("later", "second", "first")),  # the last stage of the scenario shown
        (["--stage", "second"], ("later", "second", "first")),
        (["--stage", "first"], ("first", "first", None)),  # the first stage is counted from nothing
        (["--from", "other"], ("later", None, "other")),
        (["--scenario", "other"], ("other", None, None)),
    ],
)
def test_a_workbook_records_both_states_and_is_verified_by_them(
    options: list[str], made_of: tuple[str | None, ...], ridcalc: Run, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", folder, *options).status == 0
    fields = recorded(path)
    assert tuple(fields.get(name) for name in ("scenario", "stage", "from")) == made_of
    files = {f"scenarios/{name}.yaml" for name in (made_of[0], made_of[2]) if name}
    assert files <= {field.removeprefix("sha256 ") for field in fields}
    assert ridcalc("verify", path, "--data", folder).status == 0


def test_verify_reads_the_files_that_are_counted_from(ridcalc: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    ridcalc("export", path, "--data", folder, "--from", "other")
    (folder / "scenarios" / "other.yaml").write_text(OTHER.replace("10}", "20}"))
    outcome = ridcalc("verify", path, "--data", folder)
    assert outcome.status == 1
    assert "scenarios/other.yaml" in outcome.out


def test_set_changes_only_the_state_after(ridcalc: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    ridcalc("export", path, "--data", folder, "--stage", "second", "--set", "measures.m.amounts.2024=200")
    fields = recorded(path)
    assert fields["set"] == "measures.m.amounts.2024=200"
    assert ridcalc("verify", path, "--data", folder).status == 0


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("option", ["--from", "--scenario"])
def test_a_stage_stands_without_from_and_scenario(option: str, ridcalc: Run, tmp_path: Path) -> None:
    outcome = ridcalc("export", tmp_path / "book.xlsx", "--stage", "second", option, "other")
    assert outcome.status == 2
    assert option in outcome.err
