"""JSON of an amendment, format `ridcalc/amendment` version 1. Only descriptions and warnings are translated."""

import json
from collections.abc import Iterator
from typing import Any

from ridcalc.core.analysis.decisions.amendment import Block
from ridcalc.core.analysis.decisions.lines import ChangeLine, mark_of
from ridcalc.language.numbers import canonical_money
from ridcalc.render.json_rows import problem
from ridcalc.render.results import AmendmentResult
from ridcalc.views.amendment_words import description_of

Row = dict[str, Any]


def render(result: AmendmentResult) -> Iterator[str]:
    """Yield an amendment as JSON, in pieces."""
    decision = result.amendment.decision
    scenario = decision.after.allocation.case.scenario
    head = {
        "format": "ridcalc/amendment",
        "version": 1,
        "scenario": {"id": scenario.id, "name": scenario.name},
        "from": decision.before.allocation.case.scenario.id if decision.before else None,
        "to": scenario.id,
        "stage": decision.stage,
    }
    yield "{\n"
    for name, value in head.items():
        yield f' "{name}": {json.dumps(value)},\n'
    yield ' "blocks": ['
    for number, block in enumerate(result.amendment.blocks):
        yield ("," if number else "") + "\n  {\n" + ",\n".join(_fields(_block(result, block))) + "\n  }"
    inputs = [{"file": file, "sha256": digest} for file, digest in result.inputs]
    warnings = [problem(one, result.language) for one in result.warnings]
    yield f'\n ],\n "inputs": {json.dumps(inputs)},\n "warnings": {json.dumps(warnings, indent=1)}\n}}\n'


def _fields(block: Row) -> Iterator[str]:
    """Yield the fields of a block as JSON; a list has a line for each row."""
    for name, value in block.items():
        if isinstance(value, list):
            rows = ",\n".join(f"    {json.dumps(row)}" for row in value)
            yield f'   "{name}": [' + (f"\n{rows}\n   ]" if rows else "]")
        else:
            yield f'   "{name}": {json.dumps(value)}'


def _money(cents: int | None) -> str | None:
    return None if cents is None else canonical_money(cents)


def _block(result: AmendmentResult, block: Block) -> Row:
    """Return the block of an organisation."""
    return {
        "organisation": block.organisation,
        "kind": block.kind,
        "programmes": [
            {
                "programma": row.programma,
                "overview": row.overview,
                "side": row.side,
                "year": row.year,
                "before": _money(row.before),
                "change": _money(row.change),
                "after": _money(row.after),
            }
            for row in block.programmes
        ],
        "accounts": [
            {
                "programma": row.programma,
                "taakveld": row.taakveld,
                "side": row.side,
                "year": row.year,
                "before": _money(row.before),
                "change": _money(row.change),
                "booked": _money(row.booked),
                "after": _money(row.after),
                "pm_before": len(row.unknown_before),
                "pm_after": len(row.unknown_after),
            }
            for row in block.accounts
        ],
        "lines": [_line(result, line) for line in block.lines],
        "totals": [
            {
                "year": row.year,
                "side": row.side,
                "before": _money(row.before),
                "change": _money(row.change),
                "after": _money(row.after),
                "pm_before": len(row.unknown_before),
                "pm_after": len(row.unknown_after),
            }
            for row in block.totals
        ],
        "result": [
            {
                "year": row.year,
                "operating": _money(row.operating),
                "reserves": _money(row.reserves),
                "result": _money(row.result),
                "uncovered": _money(row.uncovered),
            }
            for row in block.result
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
        "before": _money(line.before),
        "change": _money(line.change),
        "after": _money(line.after),
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
                "change": _money(line.change),
                "mark": mark_of(line.side, line.change),
            }
            for line in document.lines
        ]
        yield {"document": document.document, "lines": lines}
