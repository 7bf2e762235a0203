"""JSON: the whole result for other programs, in canonical numbers; only sentences are in a language."""

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
from ridcalc.render.lines import JSON, written
from ridcalc.render.results import AllocationResult, CheckResult
from ridcalc.views.figures import Shown
from ridcalc.views.rounded_notes import unknown_posts


class Provenance(NamedTuple):
    """What an allocation was read from, for whoever must prove it."""

    inputs: tuple[tuple[str, str], ...]
    """Each file's name within the data folder, and the SHA-256 of its bytes in hexadecimal."""


def render(result: AllocationResult | CheckResult) -> Iterator[str]:
    """Return an allocation or the outcome of a check as JSON, in pieces."""
    match result:
        case AllocationResult(allocation, asked, inputs, table, language, progress):
            head = head_of(allocation, Provenance(inputs), table, asked)
            return to_json(allocation, head, language, asked, progress)
        case CheckResult(problems, warnings, allocations, talk):
            return check_to_json(problems, warnings, allocations, talk)
        case _:
            assert_never(result)


def to_json(
    allocation: Allocation, head: dict[str, Any], language: Language, asked: Filter, progress: Progress
) -> Iterator[str]:
    """Yield an allocation as JSON, format `ridcalc/allocation` version 1, in pieces, after the `head` of `head_of`."""
    yield "{\n"
    for name, value in head.items():
        yield f' "{name}": {json.dumps(value)},\n'
    lists: dict[str, Iterable[Any]] = {
        "participants": _participants(allocation),
        "lines": (),  # written from the columns
        "totals": _totals(allocation, asked),
        "grand_totals": _grand_totals(allocation),
        "controls": _controls(allocation),
        "drifts": _drifts(allocation),
        "assumptions": (
            {"text": assumption.text, "about": ".".join(map(str, assumption.about))}
            for assumption in allocation.assumptions
        ),
        "warnings": (_warning(problem, language) for problem in allocation.warnings),
    }
    for number, (name, rows) in enumerate(lists.items(), 1):
        pieces = (
            written(allocation, asked, JSON, progress)
            if name == "lines"
            else (f",\n  {json.dumps(row)}" for row in rows)
        )
        begin = f' "{name}": ['
        for piece in pieces:
            yield begin + piece.removeprefix("," if begin else "")
            begin = ""
        yield (f"{begin}]" if begin else "\n ]") + (",\n" if number < len(lists) else "\n")
    yield "}\n"


def head_of(allocation: Allocation, provenance: Provenance, table: Shown | None, asked: Filter) -> dict[str, Any]:
    """Return the fields that come first: what was calculated and from what, and the table in whole units, if any."""
    head = _head(allocation, provenance)
    if table is not None:
        head["table"] = {"unit": canonical_euros(table.unit), "cells": list(_cells(allocation, table, asked))}
    return head


def _head(allocation: Allocation, provenance: Provenance) -> dict[str, Any]:
    settings, chosen = allocation.case.budget.settings, allocation.case.chosen
    return {
        "format": "ridcalc/allocation",
        "version": 1,
        "tool": {"name": "ridcalc", "version": __version__},
        "scenario": {"id": chosen.id, "name": chosen.name},
        "set": list(chosen.changes),
        "budget": {"name": settings.name, "currency": settings.currency, "vat": settings.vat},
        "rounding": {
            "unit": canonical_euros(settings.rounding.unit),
            "method": settings.rounding.method,
            "level": settings.rounding.level,
        },
        "years": list(allocation.years),
        "inputs": [{"file": file, "sha256": digest} for file, digest in provenance.inputs],
    }


def _cells(allocation: Allocation, table: Shown, asked: Filter) -> Iterator[dict[str, Any]]:
    """Yield the figures of a table in whole units, those of a side alone left out."""
    for key, figure in table.figures.items():
        if key.side is not None and key.measure is None:
            continue
        if asked.takes(key.year, key.participant):
            yield {
                "participant": key.participant,
                "year": key.year,
                "nature": key.nature,
                "measure": key.measure,
                "period": key.period,
                "amount": canonical_money(figure.exact),
                "shown": canonical_money(figure.shown),
                "pm": unknown_posts(allocation, key),
            }


def _participants(allocation: Allocation) -> Iterator[dict[str, Any]]:
    tree = allocation.tree
    for name, participant in allocation.case.budget.participants.items():
        yield {
            "id": name,
            "name": participant.name or name,
            "parent": tree.parent.get(name),
            "leaf": name not in tree.members,
        }


def _totals(allocation: Allocation, asked: Filter) -> Iterator[dict[str, Any]]:
    for (participant, year, nature), total in allocation.totals.items():
        if asked.takes(year, participant):
            yield {
                "participant": participant,
                "year": year,
                "nature": nature,
                "amount": canonical_money(total.amount),
                "pm": total.pm,
                "assumed": total.assumed,
            }


def _grand_totals(allocation: Allocation) -> Iterator[dict[str, Any]]:
    for (year, nature), total in allocation.grand_totals.items():
        yield {"year": year, "nature": nature, "amount": canonical_money(total.amount), "pm": total.pm}


def check_to_json(
    problems: Sequence[Problem], warnings: Sequence[Problem], allocations: Mapping[str, Allocation], talk: Language
) -> Iterator[str]:
    """Yield the outcome of a check as JSON, format `ridcalc/check` version 1; messages in the language of the talk."""
    document = {
        "format": "ridcalc/check",
        "version": 1,
        "problems": [_problem(problem, talk) for problem in problems],
        "warnings": [_problem(problem, talk) for problem in warnings],
        "controls": [
            {"scenario": scenario, **control}
            for scenario, allocation in allocations.items()
            for control in _controls(allocation)
        ],
    }
    yield json.dumps(document, indent=1) + "\n"


def _problem(problem: Problem, talk: Language) -> dict[str, Any]:
    place = problem.place
    return {
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "code": problem.code,
        "message": talk.text(problem.message),
        "hint": talk.text(problem.hint) if problem.hint else None,
    }


def _controls(allocation: Allocation) -> Iterator[dict[str, Any]]:
    for held in allocation.controls:
        yield {
            "id": held.id,
            "expected": canonical_money(held.expected),
            "actual": canonical_money(held.actual),
            "difference": canonical_money(held.difference),
            "status": held.status,
            "by_construction": held.control.by_construction,
        }


def _drifts(allocation: Allocation) -> Iterator[dict[str, Any]]:
    for drift in allocation.drifts:
        yield {
            "participant": drift.participant,
            "year": drift.year,
            "amount": canonical_money(drift.amount),
            "otherwise": canonical_money(drift.otherwise),
        }


def _warning(problem: Problem, language: Language) -> dict[str, Any]:
    return {"code": problem.code, "message": language.text(problem.message)}
