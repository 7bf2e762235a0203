"""JSON of an amendment, format `ridcalc/amendment` version 1. Only descriptions and warnings are translated."""

import json
from collections.abc import Iterator
from typing import Any

from ridcalc.core.analysis.decisions.accounts import whole_accounts
from ridcalc.core.analysis.decisions.amendment import Block
from ridcalc.core.analysis.decisions.lines import ChangeLine, mark_of
from ridcalc.render.json_decisions import beginning, ending, money
from ridcalc.render.results import AmendmentResult
from ridcalc.views.amendment_words import description_of

Row = dict[str, Any]


def render(result: AmendmentResult) -> Iterator[str]:
    """Yield an amendment as JSON, in pieces."""
    yield beginning("ridcalc/amendment", result.amendment.decision)
    yield ' "blocks": ['
    for number, block in enumerate(result.amendment.blocks):
        yield ("," if number else "") + "\n  {\n" + ",\n".join(_fields(_block(result, block))) + "\n  }"
    yield "\n ],\n" + ending(result.inputs, result.warnings, result.language)


def _fields(block: Row) -> Iterator[str]:
    """Yield the fields of a block as JSON; a list has a line for each row."""
    for name, value in block.items():
        if isinstance(value, list):
            rows = ",\n".join(f"    {json.dumps(row)}" for row in value)
            yield f'   "{name}": [' + (f"\n{rows}\n   ]" if rows else "]")
        else:
            yield f'   "{name}": {json.dumps(value)}'


def _block(result: AmendmentResult, block: Block) -> Row:
    """Return the block of an organisation."""
    unit = result.amendment.decision.after.budget.settings.amendment.unit
    return {
        "organisation": block.organisation,
        "kind": block.kind,
        "programmes": [
            {
                "programma": row.programma,
                "overview": row.overview,
                "side": row.side,
                "year": row.year,
                "before": money(row.before),
                "change": money(row.change),
                "after": money(row.after),
            }
            for row in block.programmes
        ],
        "accounts": [
            {
                "programma": row.programma,
                "taakveld": row.taakveld,
                "side": row.side,
                "year": row.year,
                "before": money(row.before),
                "change": money(row.change),
                "booked": money(row.booked),
                "after": money(row.after),
                "pm_before": len(row.unknown_before),
                "pm_after": len(row.unknown_after),
            }
            for row in whole_accounts(block.accounts, unit)
        ],
        "lines": [_line(result, line) for line in block.lines],
        "totals": [
            {
                "year": row.year,
                "side": row.side,
                "before": money(row.before),
                "change": money(row.change),
                "after": money(row.after),
                "pm_before": len(row.unknown_before),
                "pm_after": len(row.unknown_after),
            }
            for row in block.totals
        ],
        "result": [
            {
                "year": row.year,
                "operating": money(row.operating),
                "reserves": money(row.reserves),
                "result": money(row.result),
                "uncovered": money(row.uncovered),
            }
            for row in block.result
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
            for row in block.reserves
        ],
        "documents": list(_documents(result, block)),
    }


def _line(result: AmendmentResult, line: ChangeLine) -> Row:
    """Return a line of a block in a year."""
    post = line.post
    return {
        "programma": post.account.programma,
        "taakveld": post.account.taakveld,
        "category": post.account.category,
        "codes": dict(post.account.codes),
        "side": post.side,
        "nature": post.nature,
        "description": result.language.text(description_of(result.amendment.decision, post)),
        "measure": post.measure,
        "participant": post.participant,
        "payee": post.payee,
        "year": line.year,
        "before": money(line.before),
        "change": money(line.change),
        "after": money(line.after),
        "pm_before": len(line.unknown_before),
        "pm_after": len(line.unknown_after),
        "mark": mark_of(post.side, line.change),
    }


def _documents(result: AmendmentResult, block: Block) -> Iterator[Row]:
    """Yield the lines of each P&C document."""
    decision = result.amendment.decision
    for document in block.documents:
        lines = [
            {
                "heading": line.heading,
                "description": result.language.text(description_of(decision, line.post)),
                "side": line.side,
                "nature": line.nature,
                "year": line.year,
                "change": money(line.change),
                "mark": mark_of(line.side, line.change),
            }
            for line in document.lines
        ]
        yield {"document": document.document, "lines": lines}
