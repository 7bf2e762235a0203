"""The results of a case: what ridcalc gives for its budget, in the words and the shape of tests/cases/README.md."""

import re
from collections.abc import Callable
from typing import Any

from case_amendments import amendment, decided, outlooked
from case_analyses import differences, explanation, reconciliation
from case_program import Program, Row, as_options, as_word, put, total


def lines(program: Program) -> dict[str, Any]:
    """Return the lines: measure and period, then participant. `together`: amounts that are divided as one."""
    found: dict[str, Any] = {}
    for line in program.allocation["lines"]:
        unknown = {name: "PM" for name in ("amount", "exact") if line[name] is None}
        names = (f"{line['measure'] or 'together'} {line['period']}", line["participant"])
        put(found, names, Row(unknown.get("amount", line["amount"]), line | unknown))
    return found


def amounts(program: Program) -> dict[str, Any]:
    """Return the amounts before they are divided: measure, then period; the single value is that after index."""
    found: dict[str, Any] = {}
    for row in program.allocation["amounts"]:
        unknown = {name: "PM" for name in ("written", "indexed", "divided") if row[name] is None}
        put(found, (row["measure"], row["period"]), Row(unknown.get("indexed", row["indexed"]), row | unknown))
    return found


def number_of_lines(program: Program) -> str:
    """Return how many lines there are."""
    return str(len(program.allocation["lines"]))


def totals(program: Program) -> dict[str, Any]:
    """Return the totals: participant, then year and nature."""
    found: dict[str, Any] = {}
    for row in program.allocation["totals"]:
        put(found, (row["participant"], f"{row['year']} {row['nature']}"), total(row))
    return found


def grand_totals(program: Program) -> dict[str, Any]:
    """Return the totals of all participants together, by year and nature."""
    return {f"{row['year']} {row['nature']}": total(row) for row in program.allocation["grand_totals"]}


def controls(program: Program) -> dict[str, Any]:
    """Return the published figures by id; the single value of each is whether it is met."""
    return {row["id"]: Row(row["status"], row) for row in program.allocation["controls"]}


def assumptions(program: Program) -> list[Any]:
    """Return all assumptions: what each is about, with its text."""
    return [{row["about"]: row["text"]} for row in program.allocation["assumptions"]]


def drifts(program: Program) -> list[Any]:
    """Return for whom and when rounding at the other level gives another amount."""
    rows = program.allocation["drifts"]
    return [{f"{row['participant']} {row['year']}": Row(row["amount"], row)} for row in rows]


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
