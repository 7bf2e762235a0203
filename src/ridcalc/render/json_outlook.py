"""JSON of an outlook, format `ridcalc/outlook` version 1. Only descriptions and warnings are translated."""

import json
from collections.abc import Iterator
from typing import Any

from ridcalc.core.analysis.outlook.incidental import IncidentalPost, IncidentalRow
from ridcalc.render.json_decisions import beginning, ending, money
from ridcalc.render.results import OutlookResult
from ridcalc.views.amendment_words import description_of

Row = dict[str, Any]


def render(result: OutlookResult) -> Iterator[str]:
    """Yield an outlook as JSON, in pieces."""
    yield beginning("ridcalc/outlook", result.outlook.decision)
    for name, rows in _lists(result).items():
        body = ",\n".join(f"  {json.dumps(row)}" for row in rows)
        yield f' "{name}": [' + (f"\n{body}\n ],\n" if body else "],\n")
    yield ending(result.inputs, result.warnings, result.language)


def _lists(result: OutlookResult) -> dict[str, list[Row]]:
    """Return the lists of an outlook by name."""
    outlook = result.outlook
    return {
        "structural": [
            {
                "participant": row.participant,
                "year": row.year,
                "before": money(row.before),
                "contribution": money(row.contribution),
                "coverage": money(row.coverage),
                "after": money(row.after),
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
                "amount": money(row.cents),
                "running": money(row.running),
                "pm": len(row.unknown),
            }
            for row in outlook.mutations
        ],
        "reserves": [
            {
                "reserve": row.reserve,
                "year": row.year,
                "opening": money(row.opening),
                "added": money(row.added),
                "withdrawn": money(row.withdrawn),
                "closing": money(row.closing),
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
        "other": money(row.other),
        "total": money(row.total),
        "pm": len(row.unknown),
    }


def _post(result: OutlookResult, post: IncidentalPost) -> Row:
    """Return a post of the incidental overview."""
    return {
        "measure": post.post.measure,
        "description": result.language.text(description_of(result.outlook.decision, post.post)),
        "amount": money(post.cents),
        "pm": len(post.unknown),
    }
