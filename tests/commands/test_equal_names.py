"""Equal names in what every command shows: the id stands beside them, and one warning names each."""

from pathlib import Path

import pytest

from builders import Run, write_folder

FILES = {
    "keys.yaml": """\
participants:
  bergen-nh: {name: Bergen}
  bergen-l: {name: Bergen}
drivers:
  inwoners: {name: Inwoners, values: {2023: {bergen-nh: 30000, bergen-l: 13000}}}
  woningen: {name: inwoners, values: {2023: {bergen-nh: 2, bergen-l: 1}}}
keys:
  naar-inwoners: {name: Sleutel, driver: inwoners, among: [bergen-nh, bergen-l]}
  gelijk: {name: Sleutel, weights: {bergen-nh: 1, bergen-l: 1}}
""",
    "measures.yaml": """\
budget: {years: [2024], executor: {id: dienst}, vat: excluded}
measures:
  huur: {name: Huur, nature: incidental, key: naar-inwoners, amounts: {2024: 43000}}
  huur-2: {name: Huur, nature: incidental, key: gelijk, amounts: {2024: 2000}}
""",
    "scenarios/duur.yaml": """\
patch:
  measures:
    huur-3: {name: Huur, nature: incidental, key: gelijk, amounts: {2024: 2}}
""",
}
PARTICIPANTS = ("Bergen (bergen-nh)", "Bergen (bergen-l)")
MEASURES = ("Huur (huur)", "Huur (huur-2)")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Write a budget with two participants Bergen, two measures Huur, two keys and two drivers; return its folder."""
    return write_folder(tmp_path / "data", FILES)


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ("allocate", PARTICIPANTS),
        ("allocate --format markdown", PARTICIPANTS),
        ("allocate --format sentences", PARTICIPANTS),
        ("allocate --by measure", MEASURES),
        ("allocate --matrix", (*PARTICIPANTS, *MEASURES)),
        ("allocate --by measure --scenario duur --against none", (*MEASURES, "Huur (huur-3)")),
        ("allocate --by measure --scenario none --against duur", (*MEASURES, "Huur (huur-3)")),
        ("allocate --by period", PARTICIPANTS),
        ("allocate --per inwoners", (*PARTICIPANTS, "Inwoners (inwoners)")),
        ("allocate --notes", ("Sleutel (naar-inwoners)", "Sleutel (gelijk)")),
        ("explain bergen-l", ("Bergen (bergen-l)", *MEASURES, "Sleutel (gelijk)", "Inwoners (inwoners)")),
        ("compare none duur", (*PARTICIPANTS, "Huur (huur-3)")),
        ("reconcile 43000 --year 2024", ("Huur (huur)",)),
    ],
)
def test_equal_names_have_their_id_beside_them(
    arguments: str, shown: tuple[str, ...], data: Path, ridcalc: Run
) -> None:
    outcome = ridcalc(*arguments.split(), "--data", str(data))
    assert outcome.status == 0
    words = " ".join(outcome.out.replace("\\", "").split())
    assert [name for name in shown if name not in words] == []


@pytest.mark.parametrize("form", ["json", "csv"])
def test_json_and_csv_have_the_names_as_written(form: str, data: Path, ridcalc: Run) -> None:
    outcome = ridcalc("allocate", "--data", str(data), "--format", form)
    assert "Bergen" in outcome.out
    assert "(bergen-l)" not in outcome.out


def same_names(data: Path, ridcalc: Run, scenario: str) -> list[str]:
    """Return the messages of the warnings about equal names in a scenario."""
    lines = ridcalc("allocate", "--data", str(data), "--scenario", scenario, "--lang", "en").err.splitlines()
    return [line.split("warning[same-name]: ")[1] for line in lines if "[same-name]" in line]


def test_each_name_has_one_warning_at_the_second_entry(data: Path, ridcalc: Run) -> None:
    assert same_names(data, ridcalc, "none") == [
        "these have the same name, Bergen: bergen-nh, bergen-l",
        "these have the same name, inwoners: inwoners, woningen",
        "these have the same name, Sleutel: naar-inwoners, gelijk",
        "these have the same name, Huur: huur, huur-2",
    ]
    assert same_names(data, ridcalc, "duur")[-1] == "these have the same name, Huur: huur, huur-2, huur-3"


def test_a_measure_that_the_scenario_leaves_out_counts_for_no_warning(data: Path, ridcalc: Run) -> None:
    (data / "scenarios" / "een.yaml").write_text("without: [huur-2]\n")
    assert not any("Huur" in message for message in same_names(data, ridcalc, "een"))


def test_the_workbook_has_the_ids_too(data: Path, tmp_path: Path, ridcalc: Run) -> None:
    import openpyxl

    path = tmp_path / "out.xlsx"
    assert ridcalc("export", str(path), "--data", str(data)).status == 0
    assert ridcalc("verify", str(path), "--data", str(data)).status == 0
    book = openpyxl.load_workbook(path)
    texts = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    every = (*PARTICIPANTS, *MEASURES, "Sleutel (gelijk)", "Inwoners (inwoners)")
    assert [name for name in every if name not in texts] == []
    assert texts.isdisjoint({"Bergen", "Huur", "Sleutel", "Inwoners"})
