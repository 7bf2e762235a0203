"""The sheets of the amendment say what `ridcalc amend` says, live, for the shipped data and the examples."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from builders import ROOT, Run, write_folder
from effort import one_of
from engines import alike, by_formualizer, by_ironcalc, formulas_of, rows_of, stored_values

FOLDERS = {
    "shipped": ROOT / "data",
    **{name: ROOT / "src/ridcalc/examples" / name for name in ("ict", "nl", "omgevingsdienst", "veiligheidsregio")},
}
Key = tuple[object, ...]
Sums = dict[Key, Decimal]


class BothCommands:
    """What `ridcalc amend` says, and the sheets that `ridcalc export` writes of the same files."""

    def __init__(self, ridcalc: Run, folder: Path, path: Path, *options: str) -> None:
        """Run both commands."""
        assert ridcalc("export", path, "--data", folder, *options).status == 0
        self.json: dict[str, Any] = json.loads(ridcalc("amend", "--data", folder, "--format", "json", *options).out)
        self.csv = ridcalc("amend", "--data", folder, "--format", "csv", *options).out.splitlines()[1:]
        self.path = path

    def rows(self, sheet: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a sheet below its headings, by heading; a year's columns by year and heading."""
        rows = rows_of(self.path, sheet)
        start = next(number for number, row in enumerate(rows) if row[0] in {"Programma", "Kop", "Organisatie"})
        heads, year = [], ""
        for head in rows[start]:
            text = str(head)
            if text[:4].isdecimal() and text[4:] in {"", " voor"}:
                year = text[:4]
            heads.append(f"{year} {text}" if text in {"wijziging", "V/N", "PM"} else text)
        for row in rows[start + 1 :]:
            yield dict(zip(heads, row, strict=True))


ANSWERS: dict[str, BothCommands] = {}
"""What both commands say of a folder, once a test has asked for it."""


@pytest.fixture(params=one_of(3, FOLDERS))
def answer(request: pytest.FixtureRequest, ridcalc: Run, tmp_path: Path) -> BothCommands:
    """Return what both commands say of a folder."""
    name = request.param
    if name not in ANSWERS:
        ANSWERS[name] = BothCommands(ridcalc, FOLDERS[name], tmp_path / "book.xlsx")
    return ANSWERS[name]


def number(value: object) -> Decimal:
    """Return the amount of a cell; PM and empty cells hold none."""
    return Decimal(str(value)) if isinstance(value, int | float | Decimal) else Decimal(0)


def added(rows: Iterator[tuple[Key, object]]) -> Sums:
    """Return the sum of each key that is not zero."""
    sums: Sums = {}
    for key, value in rows:
        sums[key] = sums.get(key, Decimal(0)) + number(value)
    return {key: round(value, 2) for key, value in sums.items() if round(value, 2)}


def of_json(blocks: list[dict[str, Any]], part: str, *fields: str, value: str) -> Sums:
    """Return the sums of a part of the blocks by organisation and fields."""
    return added(
        ((number_of, *(row[field] for field in fields)), Decimal(row[value] or 0))
        for number_of, block in enumerate(blocks, 1)
        for row in block[part]
    )


def test_accounts_change_by_what_is_booked(answer: BothCommands) -> None:
    blocks, years = answer.json["blocks"], {row["year"] for row in answer.json["blocks"][0]["totals"]}
    sides = {"lasten": "expense", "baten": "income"}
    for block in blocks:
        for row in block["accounts"]:
            row["shown"] = row["change"] if row["booked"] is None else row["booked"]
    rows = [row for row in answer.rows("Begrotingswijziging") if row["geboekt in blok"] and row["programma en kant"]]
    shown = added(
        (
            (
                row["geboekt in blok"],
                None if row["Programma"] == "geen programma" else row["Programma"],
                None if row["Taakveld"] == "–" else row["Taakveld"],
                sides[row["Omschrijving"]],
                year,
            ),
            row[f"{year} wijziging"],
        )
        for row in rows
        for year in years
    )
    assert shown == of_json(blocks, "accounts", "programma", "taakveld", "side", "year", value="shown")


def test_lines_stand_before_and_after_to_the_cent(answer: BothCommands) -> None:
    blocks, years = answer.json["blocks"], {row["year"] for row in answer.json["blocks"][0]["totals"]}
    natures = {"I": "incidental", "S": "structural"}
    sides = {"lasten": "expense", "baten": "income"}
    rows = [row for row in answer.rows("Begrotingswijziging") if row["blok"]]
    for heading, value in (("voor", "before"), ("wijziging", "change"), ("na", "after")):
        shown = added(
            (
                (row["blok"], sides[str(row["soort"]).split(", ")[1]], row["Categorie"], natures[row["I/S"]], year),
                row[f"{year} {heading}"],
            )
            for row in rows
            for year in years
        )
        assert shown == of_json(blocks, "lines", "side", "category", "nature", "year", value=value), heading


def test_the_progress_report_adds_to_the_change_of_each_municipality(answer: BothCommands) -> None:
    blocks = [block for block in answer.json["blocks"] if block["kind"] == "municipality"]
    years = {row["year"] for row in answer.json["blocks"][0]["totals"]}
    rows = [row for row in answer.rows("VGR") if row["Gemeente"]]
    shown = added(
        ((row["Gemeente"], {-1: "expense", 1: "income"}[row["teken"]], year), row[str(year)])
        for row in rows
        for year in years
    )
    assert shown == of_json(blocks, "lines", "side", "year", value="change")


def test_iv3_is_the_csv_of_the_amendment(answer: BothCommands) -> None:
    columns = [
        *("Organisatie", "Laag", "Boekjaar", "Lasten/Baten", "Programma", "Taakveld", "Categorie", "I/S"),
        *("Voor", "Wijziging", "Na", "Cel", "Opvolger"),
    ]
    rows = [row for row in answer.rows("Iv3") if row["Boekjaar"]]
    found = [
        ";".join(
            f"{Decimal(str(row[name])):.2f}".replace(".", ",")
            if name in {"Voor", "Wijziging", "Na"}
            else str(row[name] if row[name] is not None else "")
            for name in columns
        )
        for row in rows
    ]
    assert found == answer.csv


KEYS = """\
participants:
  west:
    booking: {programma: 0 Bestuur, taakveld: "0.4", category: "4.3.3"}
    coverage:
      2025: [{source: reserve, reserve: ict, nature: incidental, amount: 300}, {source: saldo}]
  noord: {booking: {programma: 0 Bestuur, taakveld: "0.4", category: "4.3.3"}}
keys: {k: {shares: {west: 60%, noord: 40%}}}
"""
MEASURES = """\
budget:
  years: [2025]
  executor: {id: gr}
  defaults: {key: k, booking: {programma: ICT, taakveld: "0.4", category: "3.8"}}
stages: {eerste: {scenario: eerste}, tweede: {scenario: none, pc_document: vgr}}
pc_documents: {vgr: {name: VGR, year: 2025}}
reserves: {ict: {of: west, booking: {programma: 0 Bestuur}}}
measures:
  inhuur: {nature: incidental, amounts: {2025: 1000}}
  beheer: {nature: structural, amounts: {2025: PM}}
"""
FIRST = "name: Eerste\npatch: {measures: {inhuur: {amounts: {2025: 400}}}}\n"


def test_a_changed_amount_moves_change_and_after_as_ridcalc_does(ridcalc: Run, tmp_path: Path) -> None:
    # inhuur 400 → 1,000: west 240 → 600, of which the reserve takes 240 → 300, its most.
    # With 450: west 270, all from the reserve; with beheer known, 100: west pays 60 of it from its balance.
    texts = {"keys.yaml": KEYS, "measures.yaml": MEASURES, "scenarios/eerste.yaml": FIRST}
    folder = write_folder(tmp_path / "files", texts)
    settings = ("--set", "measures.inhuur.amounts.2025=450", "--set", "measures.beheer.amounts.2025=100")
    for name, options in (("one", ()), ("other", settings)):
        assert ridcalc("export", tmp_path / f"{name}.xlsx", "--data", folder, *options).status == 0
    expected, sheets = stored_values(tmp_path / "other.xlsx"), {"Begrotingswijziging", "VGR", "Iv3"}
    changes = {("Maatregelen", "I7"): 450, ("Maatregelen", "I8"): 100}
    figures = [place for place in formulas_of(tmp_path / "one.xlsx") if place[0] in sheets and place[1][0] in "FGHIJ"]
    assert len(figures) > 100
    for engine in (by_formualizer, by_ironcalc):
        found = engine(tmp_path / "one.xlsx", changes)
        assert found["Begrotingswijziging", "A4"] == "Controle: in orde; gewijzigd sinds de uitvoer"
        assert {one: found[one] for one in figures if not alike(found[one], expected.get(one))} == {}
    withdrawn = [row for row in rows_of(tmp_path / "other.xlsx", "Begrotingswijziging") if row[1] == "0.10"]
    assert [row[5:9] for row in withdrawn] == [[240, 30, "V", 270]]
