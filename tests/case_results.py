"""The results of a case: what ridcalc gives for its budget, in the words and the shape of tests/cases/README.md."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

from builders import Run
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.analysis.vgr import vgr_lines
from ridcalc.language.numbers import canonical_money
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

Case = dict[str, Any]
"""A case as its file has it: every scalar is text."""


class Row(dict[str, Any]):
    """The fields of one figure, and the single value that a case may write instead of them."""

    def __init__(self, value: str, fields: dict[str, Any]) -> None:
        """Take the single value, and the fields with their names."""
        super().__init__({name: as_word(field) for name, field in fields.items()})
        self.value = value


def as_word(value: object) -> Any:  # noqa: ANN401  lists and rows stay what they are
    """Return a value as a case writes it: yes, no, none, or its text."""
    words = {True: "yes", False: "no", None: "none"}
    if isinstance(value, list):
        return [as_word(item) for item in value]
    if isinstance(value, bool) or value is None:
        return words[value]
    return value if isinstance(value, dict) else str(value)


class Program(NamedTuple):
    """The program, and the case of which the results are asked."""

    run: Run
    folder: Path
    """The data folder with the files of the case."""
    case: Case

    @property
    def changes(self) -> list[str]:
        """The `--set` options of the case."""
        return [word for text in self.case.get("set", ()) for word in ("--set", text)]

    @property
    def options(self) -> list[str]:
        """The options by which the case chooses a scenario and changes it."""
        return [*(["--scenario", self.case["scenario"]] if "scenario" in self.case else []), *self.changes]

    def answer(self, command: str, *arguments: str) -> dict[str, Any]:
        """Return the JSON of a command about the folder."""
        outcome = self.run(command, "--data", self.folder, "--format", "json", *arguments)
        assert outcome.status == 0, f"ridcalc {command} refuses the case:\n{outcome.err}"
        result = json.loads(outcome.out)
        assert isinstance(result, dict)
        return result

    def allocation(self) -> dict[str, Any]:
        """Return the JSON of `allocate`."""
        return self.answer("allocate", *self.options)


def put(found: dict[str, Any], names: tuple[str, ...], row: Row) -> None:
    """Add a row under its names; several rows with the same names become a list."""
    *above, last = names
    for name in above:
        found = found.setdefault(name, {})
    if last not in found:
        found[last] = row
    else:
        first = found[last]
        found[last] = [*first, row] if isinstance(first, list) else [first, row]


def total(fields: dict[str, Any]) -> Row:
    """Return the row of a total; its single value also counts the PM posts, as in `0.00 + 1 PM`."""
    return Row(fields["amount"] + (f" + {fields['pm']} PM" if fields["pm"] else ""), fields)


def lines(program: Program) -> dict[str, Any]:
    """Return the lines: measure and period, then participant. `together`: amounts that are divided as one."""
    found: dict[str, Any] = {}
    for line in program.allocation()["lines"]:
        unknown = {name: "PM" for name in ("amount", "exact") if line[name] is None}
        names = (f"{line['measure'] or 'together'} {line['period']}", line["participant"])
        put(found, names, Row(unknown.get("amount", line["amount"]), line | unknown))
    return found


def amounts(program: Program) -> dict[str, Any]:
    """Return the amounts before they are divided: measure, then period; the single value is that after index."""
    found: dict[str, Any] = {}
    for row in program.allocation()["amounts"]:
        unknown = {name: "PM" for name in ("written", "indexed", "divided") if row[name] is None}
        put(found, (row["measure"], row["period"]), Row(unknown.get("indexed", row["indexed"]), row | unknown))
    return found


def number_of_lines(program: Program) -> str:
    """Return how many lines there are."""
    return str(len(program.allocation()["lines"]))


def totals(program: Program) -> dict[str, Any]:
    """Return the totals: participant, then year and nature."""
    found: dict[str, Any] = {}
    for row in program.allocation()["totals"]:
        put(found, (row["participant"], f"{row['year']} {row['nature']}"), total(row))
    return found


def grand_totals(program: Program) -> dict[str, Any]:
    """Return the totals of all participants together, by year and nature."""
    return {f"{row['year']} {row['nature']}": total(row) for row in program.allocation()["grand_totals"]}


def controls(program: Program) -> dict[str, Any]:
    """Return the published figures by id; the single value of each is whether it is met."""
    return {row["id"]: Row(row["status"], row) for row in program.allocation()["controls"]}


def assumptions(program: Program) -> list[Any]:
    """Return all assumptions: what each is about, with its text."""
    return [{row["about"]: row["text"]} for row in program.allocation()["assumptions"]]


def drifts(program: Program) -> list[Any]:
    """Return for whom and when rounding at the other level gives another amount."""
    rows = program.allocation()["drifts"]
    return [{f"{row['participant']} {row['year']}": Row(row["amount"], row)} for row in rows]


def differences(program: Program) -> dict[str, Any]:
    """Return what `compare` finds: participant, then year and nature; the causes that are not zero."""
    found: dict[str, Any] = {}
    for row in program.answer("compare", *program.case["compare"], *program.changes)["differences"]:
        causes = [{cause: amount} for cause, amount in row["causes"].items() if amount != "0.00"]
        names = (row["participant"], f"{row['year']} {row['nature']}")
        put(found, names, Row(row["difference"], row | {"causes": causes}))
    return found


def explanation(program: Program) -> dict[str, Any]:
    """Return what `explain` says: year and nature, then each amount with the steps that lead to the participant."""
    question = dict(program.case["explain"])
    where = [question.pop(name) for name in ("participant", "year") if name in question]
    arguments = [*where, *as_options(question), *program.options]
    return {
        f"{figure['year']} {figure['nature']}": Row(
            total(figure).value, figure | {"amounts": dict(_explained(figure["origins"]))}
        )
        for figure in program.answer("explain", *arguments)["figures"]
    }


def _explained(origins: list[dict[str, Any]]) -> Iterator[tuple[str, Row]]:
    """Yield each amount of a figure, with its measures and period as its name."""
    for origin in origins:
        name = f"{' + '.join(origin['measures'])} {origin['period']}"
        steps = [_step(step) for chain in origin["steps"] for step in chain]
        unknown = {name: "PM" for name in ("whole", "part") if origin[name] is None}
        yield name, Row(origin["part"] or "PM", origin | unknown | {"steps": steps})


def _step(step: dict[str, Any]) -> Row:
    """Return a step, with the versions of keys that were in force and what each blended key gives."""
    versions = [Row(version["key"], version) for version in step["versions"]]
    return Row(step["amount"], step | {"versions": versions, "blend": _blend(step)})


def _blend(blending: dict[str, Any]) -> list[Row]:
    """Return the keys that a key blends, each with the keys that it blends itself."""
    return [Row(part["exact"] or "PM", part | {"blend": _blend(part)}) for part in blending["blend"]]


def reconciliation(program: Program) -> dict[str, Any]:
    """Return what `reconcile` finds: every solution with its amounts, and what all or none of them have."""
    question = dict(program.case["reconcile"])
    amount = question.pop("amount")
    found = program.answer("reconcile", *as_options(question), *program.options, "--", amount)
    solutions = [{_item(item): item["amount"] for item in way["items"]} for way in found["solutions"]]
    return {**Row("", found), "solutions": solutions, "nearest": _nearest(found["nearest"])}


def _nearest(nearest: dict[str, Any] | None) -> dict[str, Any] | str:
    """Return the nearest sums below and above a figure, each as its amounts."""
    if nearest is None:
        return "none"
    sides = {
        side: {_item(item): item["amount"] for item in nearest[side]["items"]} if nearest[side] else "none"
        for side in ("below", "above")
    }
    return {**sides, "complete": "yes" if nearest["complete"] else "no"}


def _item(item: dict[str, Any]) -> str:
    return f"{'half of ' if item.get('half') else ''}{item['measure']} {item['period']}"


def as_options(question: dict[str, str]) -> list[str]:
    """Return the fields of a question as options of the command; the value `yes` makes an option without a value."""
    return [word for name, value in question.items() for word in (f"--{name}", *(() if value == "yes" else (value,)))]


_HEADING = re.compile(r"(.*) \((uitvoerende regeling|samenwerkingsverband|gemeente)\)")
_SECTIONS = ("LASTEN", "BATEN", "DEKKING", "RAMING")


def amendment(program: Program) -> dict[str, Any]:
    """Return the sheet Begrotingswijziging: organisation, then section, then the description of a line with its I/S.

    `koppen` are the words in capitals below the name of an organisation, `Opmerking` what follows a description.
    """
    path = program.folder.parent / "case.xlsx"
    outcome = program.run("export", path, "--data", program.folder, "--force", *program.options)
    assert outcome.status == 0, f"ridcalc export refuses the case:\n{outcome.err}"
    rows = list(openpyxl.load_workbook(path, data_only=True)["Begrotingswijziging"].iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == "Programma")
    heads = [str(head) if head != "PM" else f"PM {rows[start][at - 1]}" for at, head in enumerate(rows[start])]
    found: dict[str, Any] = {}
    block: dict[str, Any] = {}
    section: dict[str, Any] = {}
    for row in rows[start + 1 :]:
        cells = {head: str(cell) for head, cell in zip(heads, row, strict=True) if cell is not None}
        word = next(iter(re.findall(r"^[A-Z]{3,}", cells.get("Programma", ""))), None)
        if heading := _HEADING.fullmatch(cells.get("Programma", "")):
            block = found[heading[1]] = {"soort": heading[2], "koppen": []}
        elif word in _SECTIONS and len(cells) == 1:
            section = block[word] = {}
        elif word and len(cells) == 1:
            block["koppen"].append(word)
        elif cells.keys() == {"Omschrijving"} and ": " in cells["Omschrijving"]:
            name, _, text = cells["Omschrijving"].partition(": ")
            put(section, (name,), Row(text, cells))
        elif "Omschrijving" in cells:
            cells["Omschrijving"], _, remark = cells["Omschrijving"].partition(" – ")
            if remark:
                cells["Opmerking"] = remark
            name = ", ".join(cells[head] for head in ("Omschrijving", "I/S") if head in cells)
            put(
                section,
                (name,),
                Row("; ".join(cells[head] for head in heads if head.isdigit() and head in cells), cells),
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


def vgr(program: Program) -> dict[str, Any]:
    """Return the lines of progress reports: municipality, then planning document and nature."""
    loaded = load(Folder(str(program.folder)), program.case.get("scenario"), program.case.get("set", ()))
    allocation = allocate(loaded.case)
    found: dict[str, Any] = {}
    municipalities = [name for name in allocation.tree.ids if name not in allocation.tree.members]
    for line in vgr_lines(allocation, allocation.divisions, municipalities):
        fields = {
            "year": line.year,
            "reported": canonical_money(line.reported),
            "exact": canonical_money(line.exact.amount),
            "pm": line.exact.pm,
            "measures": list(line.measures),
        }
        put(found, (line.participant, f"{line.pc_document} {line.nature}"), Row(canonical_money(line.reported), fields))
    return found


def problems(program: Program) -> list[str]:
    """Return the codes of the problems for which `allocate` refuses the budget, in their order."""
    outcome = program.run("allocate", "--data", program.folder, *program.options)
    codes = re.findall(r"error\[(.*?)\]", outcome.err)
    assert (outcome.status, bool(outcome.out)) == ((1, False) if codes else (0, True)), outcome.err
    return codes


def days(program: Program) -> dict[str, Any]:
    """Return the calendar: organisation, then each step, its window and whether views are needed; and the warnings."""
    result = program.answer("calendar", *as_options(program.case["calendar"]), *program.changes)
    found: dict[str, Any] = {"warnings": [warning["code"] for warning in result["warnings"]]}
    for block in result["blocks"]:
        organisation: dict[str, Any] = {"view_needed": as_word(block["view_needed"])}
        for step in block["steps"]:
            put(organisation, (step["step"],), Row(step["latest"] or "none", step))
        if block["window"] is not None:
            councils = {row["council"]: row["meetings"] for row in block["window"]["councils"]}
            organisation["window"] = Row(block["window"]["to"], block["window"] | {"councils": councils})
        found[block["organisation"] or "executor"] = organisation
    return found


def book_years(program: Program) -> dict[str, Any]:
    """Return benchmarks: each by book year, `participants` in the first year of the budget; and the warnings."""
    result = program.answer("benchmark", *as_options(program.case["benchmark"]), *program.options)
    found: dict[str, Any] = {"warnings": [warning["code"] for warning in result["warnings"]]}
    for benchmark in result["benchmarks"]:
        of_one: dict[str, Any] = {str(row["year"]): Row(row["national"] or "none", row) for row in benchmark["rows"]}
        newest = benchmark["newest"]
        of_one["newest"] = Row(newest["difference"], newest) if newest is not None else "none"
        for row in benchmark["participants"]:
            put(of_one, ("participants", row["participant"] or "together"), Row(row["amount"] or "none", row))
        found[benchmark["benchmark"]] = of_one
    return found


RESULTS: dict[str, Callable[[Program], Any]] = {
    "problems": problems,
    "amounts": amounts,
    "lines": lines,
    "number_of_lines": number_of_lines,
    "totals": totals,
    "grand_totals": grand_totals,
    "controls": controls,
    "assumptions": assumptions,
    "drifts": drifts,
    "differences": differences,
    "explanation": explanation,
    "reconciliation": reconciliation,
    "amendment": amendment,
    "decided": decided,
    "outlooked": outlooked,
    "vgr": vgr,
    "days": days,
    "book_years": book_years,
}
"""What a case may expect, and the function that asks for it."""

QUESTIONS = {
    "compare": "differences",
    "explain": "explanation",
    "reconcile": "reconciliation",
    "amend": "decided",
    "calendar": "days",
    "benchmark": "book_years",
    "outlook": "outlooked",
}
"""What a case may ask, and what it must then expect."""
