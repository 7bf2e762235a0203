"""Sheets as people have them, to import: what each holds, and what the command line adds to it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from spreadsheets import MADE, by_hand, by_openpyxl

Posts = dict[str, dict[str, str]]
"""What is expected of each measure: its amounts by period, and other fields by name."""


class Sheet(NamedTuple):
    """A sheet, what the command line adds to it, and the measures that it holds."""

    name: str
    content: bytes
    options: Sequence[str]
    posts: Posts


ACROSS = Sheet(
    "years across, with a title over merged cells and totals.xlsx",
    by_openpyxl(
        {
            "Begroting": [
                ["Begroting 2027 en verder"],
                [],
                ["Omschrijving", "Verdeelsleutel", "I/S", "2027", "2028", "Toelichting"],
                ["Salarissen", "Inwoners", "S", 1200.5, 1250, "cao"],
                ["Onderzoek", "Inwoners", "I", 300, "PM", None],
                ["Totaal", None, None, "=SUM(D4:D5)", "=SUM(E4:E5)", None],
            ]
        },
        merged=["A1:F1"],
    ),
    [],
    {
        "salarissen": {"2027": "1200.50", "2028": "1250", "nature": "structural", "key": "inwoners"},
        "onderzoek": {"2027": "300", "2028": "PM", "nature": "incidental", "key": "inwoners"},
    },
)
DOWN = Sheet(
    "years down, names only in the first row of each post.xlsx",
    by_openpyxl(
        {
            "Blad1": [
                ["Post", "Jaar", "Bedrag"],
                ["Huur", 2027, 100.25],
                [None, 2028, 110],
                ["Licenties", 2027, 50],
                [None, 2028, 51],
                ["Eindtotaal", None, 311.25],
            ]
        }
    ),
    ["--nature", "structural", "--key", "inwoners"],
    {"huur": {"2027": "100.25", "2028": "110"}, "licenties": {"2027": "50", "2028": "51"}},
)
SIDES = Sheet(
    "years over lasten baten saldo, income negative.xlsx",
    by_openpyxl(
        {
            "Programma": [
                ["Nr", "Product", 2027, None, None, 2028, None, None],
                [None, None, "Lasten", "Baten", "Saldo", "Lasten", "Baten", "Saldo"],
                [1, "Brandweer", 1200, -200, 1000, 1250, -210, 1040],
                [2, "Crisisbeheersing", 300, 0, 300, 310, 0, 310],
                ["", "Totaal", 1500, -200, 1300, 1560, -210, 1350],
            ]
        },
        merged=["C1:E1", "F1:H1"],
    ),
    [],
    {
        "brandweer": {"2027": "1200", "2028": "1250"},
        "brandweer-baten": {"2027": "200", "2028": "210", "side": "income"},
        "crisisbeheersing": {"2027": "300", "2028": "310"},
    },
)
BLOCKS = Sheet(
    "taakveld in headings above blocks.xlsx",
    by_openpyxl(
        {
            "Blad1": [
                ["Taakveld 0.4 Overhead", None, None],
                ["", "Begroting 2027", "Raming 2028"],
                ["Salarissen", 412.5, 424],
                ["Totaal 0.4", 412.5, 424],
                ["2.1 Verkeer", None, None],
                ["Onderhoud", 80, 81],
                ["Totaal 2.1", 80, 81],
                ["Totaal generaal", 492.5, 505],
            ]
        }
    ),
    ["--nature", "structural"],
    {
        "salarissen": {"2027": "412.50", "2028": "424", "taakveld": "0.4"},
        "onderhoud": {"2027": "80", "2028": "81", "taakveld": "2.1"},
    },
)
THOUSANDS = Sheet(
    "thousands that formulas worked out, of LibreOffice.xlsx",
    (MADE / "thousands.xlsx").read_bytes(),
    [],
    {
        "brandweer": {"2027": "1200500", "2028": "1224510", "2029": "1249000", "programma": "1 Veiligheid"},
        "crisisbeheersing": {"2027": "300000", "2028": "306000", "2029": "312120", "programma": "1 Veiligheid"},
    },
)
LEDGER = Sheet(
    "a ledger of LibreOffice in Windows-1252.csv",
    (MADE / "ledger.csv").read_bytes(),
    [],
    {
        "automatisering-beheer": {"2027": "1234.50", "2028": "1300", "taakveld": "0.4"},
        "cafe-en-catering": {"2027": "80.25", "taakveld": "0.4", "name": "Café & catering"},
        "cafe-en-catering-2": {"2027": "12", "taakveld": "0.4", "side": "income"},
    },
)
QUARTERS = Sheet(
    "quarters across, from a program that writes tabs and a mark.csv",
    "﻿sep=\t\nMaatregel\tKw1 2027\tKw2 2027\tTotaal 2027\nInhuur\t€ 1.000,-\t€ 250,50\t€ 1.250,50\n".encode("utf-16"),
    [],
    {"inhuur": {"2027-Q1": "1000", "2027-Q2": "250.50"}},
)
_TEXTS = (
    "Post",
    "Bedrag",
    "<r><t>Huur </t></r><r><rPr><b/></rPr><t>kantoor</t></r>",
    "Energie & water",
    "Begroting 2027",
)
INDICES = Sheet(
    "without references, texts in pieces and a link to another file.xlsx",
    by_hand(
        '<row><c t="s"><v>4</v></c></row><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
        '<row><c t="s"><v>2</v></c><c><v>1.0005E3</v></c></row><row><c t="s"><v>3</v></c><c><v>0.3</v></c></row>',
        _TEXTS,
    ),
    [],
    {"huur-kantoor": {"2027": "1000.50"}, "energie-en-water": {"2027": "0.30"}},
)
INLINE = Sheet(
    "inline texts, digits of a float, and a total by formula alone.xlsx",
    by_hand(
        '<row r="3"><c r="B3" t="inlineStr"><is><t>Activiteit</t></is></c><c r="D3"><v>2027</v></c></row>'
        '<row r="4"><c r="B4" t="str"><f>"Huur"</f><v>Huur</v></c><c r="D4"><f>A1</f><v>0.30000000000000004</v></c>'
        '</row><row r="5"><c r="B5" t="inlineStr"><is><t>Rente</t></is></c><c r="D5"><v>-12.5</v></c></row>'
        '<row r="6"><c r="D6"><f>SUM(D4:D5)</f><v>-12.2</v></c></row>'
    ),
    [],
    {"huur": {"2027": "0.30"}, "rente": {"2027": "-12.50"}},
)
UNNAMED = Sheet(
    "headings that nobody else uses.csv",
    b"Wat;Hoeveel 2027\nHuur;1.000,50\nLicenties;80\n",
    ["--map", "name=Wat", "--map", "amount=B"],
    {"huur": {"2027": "1000.50"}, "licenties": {"2027": "80"}},
)
SHEETS = (ACROSS, DOWN, SIDES, BLOCKS, THOUSANDS, LEDGER, QUARTERS, INDICES, INLINE, UNNAMED)


def texts_in(written: str) -> dict[str, Any]:
    """Return what YAML says, with every value as text."""
    document: dict[str, Any] = yaml.load(written, yaml.BaseLoader)  # noqa: S506  it makes nothing but texts
    return document


def kept(path: Path, sheet: Sheet) -> Path:
    """Write a sheet to a folder; return its path."""
    file = path / f"sheet{Path(sheet.name).suffix}"
    file.write_bytes(sheet.content)
    return file
