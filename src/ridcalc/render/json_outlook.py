"""JSON of an outlook, format `ridcalc/outlook` version 1. Only descriptions and warnings are translated."""

import json
from collections.abc import Iterator
from typing import Any

from ridcalc.core.analysis.outlook.incidental import IncidentalPost, IncidentalRow
from ridcalc.language.numbers import canonical_money
from ridcalc.render.json_rows import problem
from ridcalc.render.results import OutlookResult
from ridcalc.views.amendment_words import description_of

Row = dict[str, Any]


def render(result: OutlookResult) -> Iterator[str]:
    """Yield an outlook as JSON, in pieces."""
    decision = result.outlook.decision
    scenario = decision.after.allocation.case.scenario
    head = {
        "format": "ridcalc/outlook",
        "version": 1,
        "scenario": {"id": scenario.id, "name": scenario.name},
        "from": decision.before.allocation.case.scenario.id if decision.before else None,
        "to": scenario.id,
        "stage": decision.stage,
    }
    yield "{\n" + "".join(f' "{name}": {json.dumps(value)},\n' for name, value in head.items())
    for name, rows in _lists(result).items():
        body = ",\n".join(f"  {json.dumps(row)}" for row in rows)
        yield f' "{name}": [' + (f"\n{body}\n ],\n" if body else "],\n")
    inputs = [{"file": file, "sha256": digest} for file, digest in result.inputs]
    warnings = [problem(one, result.language) for one in result.warnings]
    yield f' "inputs": {json.dumps(inputs)},\n "warnings": {json.dumps(warnings, indent=1)}\n}}\n'


def _money(cents: int | None) -> str | None:
    return None if cents is None else canonical_money(cents)


def _lists(result: OutlookResult) -> dict[str, list[Row]]:
    """Return the lists of an outlook by name."""
    outlook = result.outlook
    return {
        "structural": [
            {
                "participant": row.participant,
                "year": row.year,
                "before": _money(row.before),
                "contribution": _money(row.contribution),
                "coverage": _money(row.coverage),
                "after": _money(row.after),
                "balanced": row.balanced,
                "pm": len(row.unknown),
            }
            for row in outlook.structural
        ],
        "incidental": [_incidental(result, row) for row in outlook.incidental],
        "mutations": [
            {
                "organisation": row.organisation,
                "row": row.row,
                "document": row.document,
                "side": row.side,
                "year": row.year,
                "amount": _money(row.cents),
                "running": _money(row.running),
                "pm": len(row.unknown),
            }
            for row in outlook.mutations
        ],
        "reserves": [
            {
                "reserve": row.reserve,
                "year": row.year,
                "opening": _money(row.opening),
                "added": _money(row.added),
                "withdrawn": _money(row.withdrawn),
                "closing": _money(row.closing),
            }
            for row in outlook.reserves
        ],
    }


def _incidental(result: OutlookResult, row: IncidentalRow) -> Row:
    """Return a row of the incidental overview."""
    return {
        "organisation": row.organisation,
        "programma": row.programma,
        "taakveld": row.taakveld,
        "kind": row.kind,
        "nature": row.nature,
        "year": row.year,
        "posts": [_post(result, post) for post in row.posts],
        "other": _money(row.other),
        "total": _money(row.total),
        "pm": len(row.unknown),
    }


def _post(result: OutlookResult, post: IncidentalPost) -> Row:
    """Return a post of the incidental overview."""
    return {
        "measure": post.post.measure,
        "description": result.language.text(description_of(result.outlook.decision, post.post)),
        "amount": _money(post.cents),
        "pm": len(post.unknown),
    }
