"""JSON of an allocation or a check, for other programs. Numbers are canonical; only sentences are translated."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, assert_never

from ridcalc import __version__
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.values.filter import Filter
from ridcalc.core.values.money import canonical_euros
from ridcalc.core.values.problems import Problem
from ridcalc.core.values.progress import Progress
from ridcalc.language.numbers import canonical_money
from ridcalc.language.sentences import Language
from ridcalc.render.lines import JSON, line_pieces
from ridcalc.render.results import AllocationResult, CheckResult
from ridcalc.views.figures import RoundedTable
from ridcalc.views.rounded_notes import PmPosts
from ridcalc.views.selected import selected_drifts


class Provenance(NamedTuple):
    """The input files of an allocation, for audits."""

    inputs: tuple[tuple[str, str], ...]
    """For each file its name within the data folder, and the SHA-256 of its bytes in hexadecimal."""


def render(result: AllocationResult | CheckResult) -> Iterator[str]:
    """Yield an allocation or the outcome of a check as JSON, in pieces."""
    match result:
        case AllocationResult(allocation, selection, inputs, table, language, progress):
            head = head_of(allocation, Provenance(inputs), table, selection)
            return to_json(allocation, head, language, selection, progress)
        case CheckResult(problems, warnings, allocations, message_language):
            return check_to_json(problems, warnings, allocations, message_language)
        case _:
            assert_never(result)


def to_json(
    allocation: Allocation, head: dict[str, Any], language: Language, selection: Filter, progress: Progress
) -> Iterator[str]:
    """Yield an allocation as JSON, format `ridcalc/allocation` version 1, in pieces; `head` comes from `head_of`."""
    yield "{\n"
    for name, value in head.items():
        yield f' "{name}": {json.dumps(value)},\n'
    lists: dict[str, Iterable[Any]] = {
        "participants": _participants(allocation),
        "lines": (),  # formatted by `line_pieces`, a division at a time
        "totals": _totals(allocation, selection),
        "grand_totals": _grand_totals(allocation, selection),
        "controls": _controls(allocation),
        "drifts": _drifts(allocation, selection),
        "assumptions": (
            {"text": assumption.text, "about": ".".join(map(str, assumption.about))}
            for assumption in allocation.assumptions
        ),
        "warnings": (_warning(problem, language) for problem in allocation.warnings),
    }
    for number, (name, rows) in enumerate(lists.items(), 1):
        pieces = (
            line_pieces(allocation, selection, JSON, progress)
            if name == "lines"
            else (f",\n  {json.dumps(row)}" for row in rows)
        )
        yield from _list(name, pieces, end=",\n" if number < len(lists) else "\n")
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


def head_of(
    allocation: Allocation, provenance: Provenance, table: RoundedTable | None, selection: Filter
) -> dict[str, Any]:
    """Return the first fields of an allocation: scenario, budget, rounding, inputs; with `table` also its figures."""
    head = _head(allocation, provenance)
    if table is not None:
        head["table"] = {"unit": canonical_euros(table.unit), "cells": list(_cells(allocation, table, selection))}
    return head


def _head(allocation: Allocation, provenance: Provenance) -> dict[str, Any]:
    settings, scenario = allocation.case.budget.settings, allocation.case.scenario
    return {
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
        "inputs": [{"file": file, "sha256": digest} for file, digest in provenance.inputs],
    }


def _cells(allocation: Allocation, table: RoundedTable, selection: Filter) -> Iterator[dict[str, Any]]:
    """Yield the figures of a table in whole units; a figure of one side is left out unless it is of one measure."""
    posts = PmPosts(allocation)
    for key, figure in table.figures.items():
        if key.side is not None and key.measure is None:
            continue
        whole = key.participant is None and selection.participants
        if selection.takes(key.year, key.participant) and not whole:
            yield {
                "participant": key.participant,
                "year": key.year,
                "nature": key.nature,
                "measure": key.measure,
                "period": key.period,
                "amount": canonical_money(figure.exact),
                "shown": canonical_money(figure.shown),
                "pm": posts.count(key),
            }


def _participants(allocation: Allocation) -> Iterator[dict[str, Any]]:
    tree = allocation.tree
    for name, participant in allocation.case.budget.participants.items():
        yield {
            "id": name,
            "name": participant.name_or(name),
            "parent": tree.parent.get(name),
            "leaf": name not in tree.members,
        }


def _totals(allocation: Allocation, selection: Filter) -> Iterator[dict[str, Any]]:
    for (participant, year, nature), total in allocation.totals.items():
        if selection.takes(year, participant):
            yield {
                "participant": participant,
                "year": year,
                "nature": nature,
                "amount": canonical_money(total.amount),
                "pm": total.pm,
                "assumed": total.assumed,
            }


def _grand_totals(allocation: Allocation, selection: Filter) -> Iterator[dict[str, Any]]:
    for (year, nature), total in allocation.grand_totals.items():
        if selection.takes(year):
            yield {"year": year, "nature": nature, "amount": canonical_money(total.amount), "pm": total.pm}


def check_to_json(
    problems: Sequence[Problem], warnings: Sequence[Problem], allocations: Mapping[str, Allocation], language: Language
) -> Iterator[str]:
    """Yield the outcome of a check as JSON, format `ridcalc/check` version 1, with messages in `language`.

    `allocations` holds scenario → allocation; the controls come from it.
    """
    document = {
        "format": "ridcalc/check",
        "version": 1,
        "problems": [_problem(problem, language) for problem in problems],
        "warnings": [_problem(problem, language) for problem in warnings],
        "controls": [
            {"scenario": scenario, **control}
            for scenario, allocation in allocations.items()
            for control in _controls(allocation)
        ],
    }
    yield json.dumps(document, indent=1) + "\n"


def _problem(problem: Problem, language: Language) -> dict[str, Any]:
    place = problem.place
    return {
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "code": problem.code,
        "message": language.text(problem.message),
        "hint": language.text(problem.hint) if problem.hint else None,
    }


def _controls(allocation: Allocation) -> Iterator[dict[str, Any]]:
    for result in allocation.controls:
        yield {
            "id": result.id,
            "expected": canonical_money(result.expected),
            "actual": canonical_money(result.actual),
            "difference": canonical_money(result.difference),
            "status": result.status,
            "by_construction": result.control.by_construction,
        }


def _drifts(allocation: Allocation, selection: Filter) -> Iterator[dict[str, Any]]:
    for drift in selected_drifts(allocation, selection):
        yield {
            "participant": drift.participant,
            "year": drift.year,
            "amount": canonical_money(drift.amount),
            "otherwise": canonical_money(drift.otherwise),
        }


def _warning(problem: Problem, language: Language) -> dict[str, Any]:
    return {"code": problem.code, "message": language.text(problem.message)}
