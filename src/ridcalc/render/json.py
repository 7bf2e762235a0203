"""JSON of an allocation or a check, for other programs. Numbers are canonical; only sentences are translated."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, assert_never

from ridcalc import __version__
from ridcalc.core.values.money import canonical_euros
from ridcalc.render import json_rows as rows
from ridcalc.render.lines import JSON, line_pieces
from ridcalc.render.results import AllocationResult, CheckResult


def render(result: AllocationResult | CheckResult) -> Iterator[str]:
    """Yield an allocation or the outcome of a check as JSON, in pieces."""
    match result:
        case AllocationResult():
            return allocation_to_json(result)
        case CheckResult():
            return check_to_json(result)
        case _:
            assert_never(result)


def allocation_to_json(result: AllocationResult) -> Iterator[str]:
    """Yield an allocation as JSON, format `ridcalc/allocation` version 1, in pieces."""
    allocation, selection, per, other = result.allocation, result.selection, result.per, result.against
    yield "{\n"
    for name, value in _head(result).items():
        yield f' "{name}": {json.dumps(value)},\n'
    lists: dict[str, Iterable[Any]] = {
        "participants": rows.participants(allocation),
        "amounts": rows.amounts(allocation, selection),
        "lines": (),  # formatted by `line_pieces`, a division at a time
        "totals": rows.totals(allocation, selection),
        "grand_totals": rows.grand_totals(allocation, selection),
        "net": rows.net(allocation, selection),
        "controls": rows.controls(allocation.controls),
        "drifts": rows.drifts(allocation, selection),
        "assumptions": (
            {"text": assumption.text, "about": ".".join(map(str, assumption.about))}
            for assumption in allocation.assumptions
        ),
        "warnings": (rows.problem(problem, result.language) for problem in result.warnings),
    }
    for name, items in lists.items():
        pieces = (
            line_pieces(allocation, selection, JSON, result.progress)
            if name == "lines"
            else (f",\n  {json.dumps(item)}" for item in items)
        )
        yield from _list(name, pieces, end=",\n")
    in_units = {"driver": per.driver, "rows": list(rows.per(per.rows))} if per else None
    yield f' "per": {json.dumps(in_units)},\n'
    beside = (
        {"scenario": other.case.scenario.id, "rows": list(rows.against(allocation, other, selection))}
        if other
        else None
    )
    yield f' "against": {json.dumps(beside)}\n'
    yield "}\n"


def _list(name: str, pieces: Iterable[str], end: str) -> Iterator[str]:
    r"""Yield a field with a list as JSON, in pieces; `end` is the text after the list.

    A piece holds one or more items, and each item begins with a comma; the first comma of the list is removed. So each
    piece is written as soon as it is made, and a list of millions of lines is never held in memory.

    >>> list(_list("years", [",\n  2023", ",\n  2024,\n  2025"], end=",\n"))
    [' "years": [\n  2023', ',\n  2024,\n  2025', '\n ],\n']
    >>> list(_list("drifts", [], end=",\n"))
    [' "drifts": [],\n']
    """
    begin = f' "{name}": ['
    for piece in pieces:
        yield begin + piece.removeprefix("," if begin else "")
        begin = ""
    yield (f"{begin}]" if begin else "\n ]") + end


def _head(result: AllocationResult) -> dict[str, Any]:
    """Return the first fields: scenario, budget, rounding, inputs; and, if there is a unit, the figures in it."""
    allocation, table = result.allocation, result.table
    settings, scenario = allocation.case.budget.settings, allocation.case.scenario
    head = {
        "format": "ridcalc/allocation",
        "version": 1,
        "tool": {"name": "ridcalc", "version": __version__},
        "scenario": {"id": scenario.id, "name": scenario.name},
        "set": list(scenario.changes),
        "budget": {"name": settings.name, "currency": settings.currency, "vat": settings.vat},
        "rounding": {
            "unit": canonical_euros(settings.rounding.unit),
            "method": settings.rounding.method,
            "level": settings.rounding.level,
        },
        "years": list(allocation.years),
        "inputs": [{"file": file, "sha256": digest} for file, digest in result.inputs],
    }
    if table is not None:
        cells = list(rows.cells(allocation, table, result.selection))
        head["table"] = {"unit": canonical_euros(table.unit), "cells": cells}
    return head


def check_to_json(result: CheckResult) -> Iterator[str]:
    """Yield the outcome of a check as JSON, format `ridcalc/check` version 1."""
    document = {
        "format": "ridcalc/check",
        "version": 1,
        "problems": [rows.problem(problem, result.talk) for problem in result.problems],
        "warnings": [rows.problem(problem, result.talk) for problem in result.warnings],
        "controls": [
            {"scenario": scenario, **control}
            for scenario, checked in result.scenarios.items()
            for control in rows.controls(checked.controls)
        ],
    }
    yield json.dumps(document, indent=1) + "\n"
