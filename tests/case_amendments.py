"""What ridcalc gives as the amendment of each organisation: on its sheet, and in JSON."""

import re
from typing import Any

import openpyxl

from case_program import Program, Row, as_options, as_word, put

_HEADING = re.compile(r"(.*) \((uitvoerende regeling|samenwerkingsverband|gemeente)\)")
_SECTIONS = {"WAT": "BESLUIT", "DEKKING": "DEKKING", "BIJLAGE": "BIJLAGE"}


def amendment(program: Program) -> dict[str, Any]:
    """Return the sheet Begrotingswijziging: organisation, then section, then the description of a line with its I/S.

    The value of a line is what it comes to after the change, per year; `voor` and `wijziging` follow the year.
    `koppen` are the words in capitals below the name of an organisation.
    """
    path = program.folder.parent / "case.xlsx"
    outcome = program.run("export", path, "--data", program.folder, "--force", *program.options)
    assert outcome.status == 0, f"ridcalc export refuses the case:\n{outcome.err}"
    rows = list(openpyxl.load_workbook(path, data_only=True)["Begrotingswijziging"].iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == "Programma")
    heads: list[str] = []
    year = ""
    for head in map(str, rows[start]):
        year = head[:4] if head.endswith(" voor") else year
        heads.append(f"{year} {head}" if head in {"wijziging", "V/N", "PM"} else head.removesuffix(" na"))
    found: dict[str, Any] = {}
    block: dict[str, Any] = {}
    section: dict[str, Any] = {}
    for row in rows[start + 1 :]:
        cells = {head: str(cell) for head, cell in zip(heads, row, strict=True) if cell is not None}
        word = next(iter(re.findall(r"^[A-Z]{3,}", cells.get("Programma", ""))), None)
        if heading := _HEADING.fullmatch(cells.get("Programma", "")):
            block = found[heading[1]] = {"soort": heading[2], "koppen": []}
        elif word in _SECTIONS and len(cells) == 1:
            section = block[_SECTIONS[word]] = {}
        elif word and len(cells) == 1:
            block["koppen"].append(word)
        elif "Omschrijving" in cells:
            name = ", ".join(cells[head] for head in ("Omschrijving", "I/S") if head in cells)
            put(
                section,
                (name,),
                Row("; ".join(cells[head] for head in dict.fromkeys(heads) if head.isdigit() and head in cells), cells),
            )
    return found


def decided(program: Program) -> dict[str, Any]:
    """Return the amendment of each organisation, its lists by what they are about, and the codes of the warnings."""
    question = program.case["amend"]
    result = program.answer("amend", *as_options(question), *program.options)
    found: dict[str, Any] = {"warnings": [warning["code"] for warning in result["warnings"]]}
    for block in result["blocks"]:
        organisation: dict[str, Any] = {"kind": block["kind"]}
        for name, (words, value) in _OF_BLOCK.items():
            for row in block[name]:
                title = " ".join(str(word) for field in words if (word := _said(row, field)) is not None)
                put(organisation.setdefault(name, {}), (title,), Row(row[value], row))
        for document in block["documents"]:
            for row in document["lines"]:
                title = f"{row['side']} {row['description']} {row['year']}"
                place = organisation.setdefault("documents", {})
                put(place, (document["document"] or "none", title), Row(row["change"], row))
        found[block["organisation"] or "executor"] = organisation
    return found


_OF_BLOCK = {
    "lines": (("taakveld", "side", "nature", "who", "year"), "change"),
    "accounts": (("taakveld", "side", "year"), "change"),
    "programmes": (("programma", "overview", "side", "year"), "change"),
    "totals": (("side", "year"), "change"),
    "result": (("year",), "result"),
    "reserves": (("reserve", "year"), "closing"),
}
"""List of a block → what a row of it is called, and its single value."""


def outlooked(program: Program) -> dict[str, Any]:
    """Return the outlook: each of its lists by what a row is about, and the codes of the warnings."""
    question = program.case["outlook"]
    result = program.answer("outlook", *as_options(question), *program.options)
    found: dict[str, Any] = {"warnings": [warning["code"] for warning in result["warnings"]]}
    for row in result["structural"]:
        put(found, ("structural", row["participant"], str(row["year"])), Row(_with_pm(row["after"], row), row))
    for row in result["incidental"]:
        title = " ".join(filter(None, (row["taakveld"], row["kind"], row["nature"], str(row["year"]))))
        posts = {post["description"]: Row(_with_pm(post["amount"], post), post) for post in row["posts"]}
        place = "incidental", row["organisation"] or "executor", title
        put(found, place, Row(_with_pm(row["total"], row), row | {"posts": [posts]}))
    for row in result["mutations"]:
        title = f"{row['side']} {row['document'] or row['row']} {row['year']}"
        put(found, ("mutations", row["organisation"] or "executor", title), Row(_with_pm(row["amount"], row), row))
    for row in result["reserves"]:
        put(found, ("reserves", f"{row['reserve']} {row['year']}"), Row(str(as_word(row["closing"])), row))
    return found


def _with_pm(amount: str | None, row: dict[str, Any]) -> str:
    """Return an amount with its PM posts, as in `0.00 + 1 PM`."""
    return f"{as_word(amount)}" + (f" + {row['pm']} PM" if row["pm"] else "")


def _said(row: dict[str, Any], field: str) -> object:
    """Return a field of a row; `who` is its measure or else its participant."""
    return row["measure"] or row["participant"] if field == "who" else row[field]
