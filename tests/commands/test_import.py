"""`ridcalc import`: what people have in spreadsheets comes in as they mean it, or they hear what to say."""

import json
from pathlib import Path
from typing import Any

import pytest

from builders import Run
from imported_sheets import ACROSS, DOWN, SHEETS, SIDES, Sheet, kept, texts_in
from spreadsheets import Cells, by_openpyxl


def flat(entry: dict[str, Any]) -> dict[str, str]:
    """Return the fields of a measure, its amounts and its booking, as one mapping."""
    return {**entry, **entry.get("amounts", {}), **entry.get("booking", {})}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: Path(sheet.name).stem)
def test_a_sheet_comes_in_whole(sheet: Sheet, ridcalc: Run, tmp_path: Path) -> None:
    assert sum(option == "--map" for option in sheet.options) <= 2
    run = ridcalc("import", "measures", kept(tmp_path, sheet), *sheet.options, "--lang", "nl")
    assert run.status == 0, run.err
    assert "VERSCHILT" not in run.err
    measures = texts_in(run.out)["measures"]
    assert list(measures) == list(sheet.posts), "the order of the sheet"
    assert {name: {field: flat(measures[name])[field] for field in post} for name, post in sheet.posts.items()} == (
        sheet.posts
    )


def budget_with(folder: Path, measures: str) -> Path:
    """Write a folder with the participants and the key of the sheets, and the measures."""
    (folder / "keys.yaml").write_text(
        "participants: {noord: {}, zuid: {}}\nkeys: {inwoners: {weights: {noord: 3, zuid: 2}}}\n", encoding="utf-8"
    )
    (folder / "measures.yaml").write_text(
        f"budget: {{years: [2027, 2028, 2029], executor: {{id: dienst}}}}\n{measures}", encoding="utf-8"
    )
    return folder


def test_what_was_written_loads_without_an_edit_and_adds_up(ridcalc: Run, tmp_path: Path) -> None:
    run = ridcalc("import", "measures", kept(tmp_path, ACROSS), "--summary", tmp_path / "summary.json")
    allocated = ridcalc("allocate", "--data", budget_with(tmp_path, run.out), "--format", "json")
    assert allocated.status == 0
    totals = {(one["year"], one["nature"]): one["amount"] for one in json.loads(allocated.out)["grand_totals"]}
    assert totals[2027, "structural"] == "1200.50"
    assert totals[2027, "incidental"] == "300.00"
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert {name: summary[name] for name in ("format", "version", "sheet", "read", "sums")} == {
        "format": "ridcalc/import",
        "version": 1,
        "sheet": "Begroting",
        "read": 2,
        "sums": [
            {"year": 2027, "file": "1500.50", "written": "1500.50"},
            {"year": 2028, "file": "1250.00", "written": "1250.00"},
        ],
    }
    assert [(one["column"], one["field"]) for one in summary["columns"]] == [
        ("A", "name"),
        ("B", "key"),
        ("C", "nature"),
        ("D", "amount"),
        ("E", "amount"),
        ("F", None),
    ]
    assert [one["row"] for one in summary["left_out"]] == [1, 3, 6]


def test_check_points_at_each_gap(ridcalc: Run, tmp_path: Path) -> None:
    run = ridcalc("import", "measures", kept(tmp_path, SIDES), "--lang", "nl")
    checked = ridcalc("check", "--data", budget_with(tmp_path, run.out), "--lang", "nl")
    lines = (tmp_path / "measures.yaml").read_text(encoding="utf-8").splitlines()
    gaps = [number for number, line in enumerate(lines, 1) if "vul-in" in line]
    assert len(gaps) == 6, "nature and key of three measures"
    assert [number for number in gaps if f"measures.yaml:{number}:" not in checked.err] == []


def test_nothing_is_overwritten_without_force(ridcalc: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("mine\n", encoding="utf-8")
    sheet = kept(tmp_path, DOWN)
    for options in (["-o", mine], ["--summary", mine], ["-o", tmp_path / "new.yaml", "--summary", mine]):
        refused = ridcalc("import", "measures", sheet, *options)
        assert (refused.status, mine.read_text(encoding="utf-8")) == (1, "mine\n")
        assert "file-exists" in refused.err
    assert not (tmp_path / "new.yaml").exists()
    assert ridcalc("import", "measures", sheet, "-o", mine, "--force").out == f"{mine}\n"
    assert "huur:" in mine.read_text(encoding="utf-8")


def test_a_total_that_does_not_add_up_is_named_with_the_difference(ridcalc: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text("Post;2027\nHuur;100\nRente;50\nSubtotaal;150\nLeges;7\nTotaal;158\n", encoding="utf-8")
    run = ridcalc("import", "measures", file)
    assert run.status == 0
    [warning] = [line for line in run.err.splitlines() if "total-differs" in line]
    assert warning == (
        f"{file}:6:8: warning[total-differs]: this total is €158, and the rows above it add up to €157: "
        "a difference of €1"
    )


NOT_ONE_READING = b"Post,2027\nHuur,1.234\n"


@pytest.mark.parametrize(
    ("options", "amount"), [(["--decimal", "comma"], "1234"), (["--decimal", "point"], None), ([], None)]
)
def test_1_234_is_read_only_when_something_says_how(
    options: list[str], amount: str | None, ridcalc: Run, tmp_path: Path
) -> None:
    file = tmp_path / "sheet.csv"
    file.write_bytes(NOT_ONE_READING)
    run = ridcalc("import", "measures", file, *options)
    if amount is None:
        code = "amount-precision" if options else "cell-two-readings"
        assert f"{file}:2:6: error[{code}]" in run.err
    else:
        assert texts_in(run.out)["measures"]["huur"]["amounts"] == {"2027": amount}


def test_another_amount_of_the_column_says_how_1_234_is_read(ridcalc: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_bytes(b"Post;2027\nHuur;1.234\nRente;0,50\n")
    run = ridcalc("import", "measures", file)
    assert texts_in(run.out)["measures"]["huur"]["amounts"] == {"2027": "1234"}


def test_counts_become_a_driver_per_year_and_participant(ridcalc: Run, tmp_path: Path) -> None:
    rows: Cells = [
        ["Inwoners per 1 januari"],
        ["Gemeente", 2025, 2026, "%"],
        ["Gemeente Zonnedam", 31100, 31250, 0.6],
        ["Molenbeek", 18720, 18750, 0.4],
        ["Totaal", 49820, 50000, 1],
    ]
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(by_openpyxl({"Inwoners": rows}))
    run = ridcalc("import", "driver", file)
    assert texts_in(run.out) == {
        "drivers": {
            "inwoners": {
                "name": "Inwoners",
                "values": {
                    "2025": {"zonnedam": "31100", "molenbeek": "18720"},
                    "2026": {"zonnedam": "31250", "molenbeek": "18750"},
                },
            }
        }
    }


def test_drivers_below_each_other_and_beside_each_other(ridcalc: Run, tmp_path: Path) -> None:
    below, beside = tmp_path / "below.csv", tmp_path / "beside.csv"
    below.write_text("Deelnemer;Maatstaf;Peiljaar;Aantal\nA;Uren;2026;0,125\nB;Uren;2026;2\n", encoding="utf-8")
    beside.write_text("Gemeente;Werkplekken;Telefoons 2026\nA;310;12,5\nB;187;3\n", encoding="utf-8")
    drivers = texts_in(ridcalc("import", "driver", below).out)["drivers"]
    assert drivers["uren"]["values"] == {"2026": {"a": "0.125", "b": "2"}}
    run = ridcalc("import", "driver", beside, "--map", "year=2025")
    drivers = texts_in(run.out)["drivers"]
    assert drivers["werkplekken"]["values"] == {"2025": {"a": "310", "b": "187"}}
    assert drivers["telefoons"]["values"] == {"2026": {"a": "12.5", "b": "3"}}


def test_a_current_budget_adds_the_rows_of_an_account_up(ridcalc: Run, tmp_path: Path) -> None:
    rows: Cells = [
        ["Programma", "Taakveld", "Omschrijving", "Lasten 2027", "Baten 2027"],
        ["1 Veiligheid", "1.1 Crisisbeheersing", "Loon", 1000, 200],
        ["1 Veiligheid", "1.1 Crisisbeheersing", "Huur", 500, 0],
        ["0 Bestuur", 0.4, "Overhead", 300, 0],
    ]
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(by_openpyxl({"Blad1": rows}))
    run = ridcalc("import", "current", file, "--lang", "nl")
    current = texts_in(run.out)["budget"]["current"]["vul-in"]
    assert [(one["taakveld"], one["side"], one["amounts"]["2027"]) for one in current] == [
        ("1.1", "expense", "1500"),  # 1000 + 500
        ("1.1", "income", "200"),
        ("0.4", "expense", "300"),
    ]


def test_amounts_per_participant_become_parts(ridcalc: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text(
        "Gemeente;Maatregel;Jaar;Bedrag\nNoord;Afrekening;2027;-10,50\nZuid;Afrekening;2027;20\n", encoding="utf-8"
    )
    run = ridcalc("import", "measures", file, "--nature", "incidental")
    assert ridcalc("check", "--data", budget_with(tmp_path, run.out)).status == 0
    assert texts_in(run.out)["measures"]["afrekening"]["parts"] == {"2027": {"noord": "-10.50", "zuid": "20"}}


def test_columns_that_are_named_are_the_only_amounts(ridcalc: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text("Post;Begroting 2026;Kadernota 2027;2028;2029\nHuur;1;2;3;4\n", encoding="utf-8")
    run = ridcalc("import", "measures", file, "--map", "amount=C:D")
    assert texts_in(run.out)["measures"]["huur"]["amounts"] == {"2027": "2", "2028": "3"}


def test_a_heading_with_a_year_and_other_words_holds_amounts_if_nothing_else_does(ridcalc: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text("Post;Kadernota 2027\nHuur;2\n", encoding="utf-8")
    assert texts_in(ridcalc("import", "measures", file).out)["measures"]["huur"]["amounts"] == {"2027": "2"}
