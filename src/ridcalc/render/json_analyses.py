"""JSON of the analyses: comparisons, reconciliations and explanations. Numbers are canonical."""

import json
from collections.abc import Iterator
from typing import Any, assert_never

from ridcalc.core.allocation.result import Division, Step
from ridcalc.core.analysis.blends import BlendPart
from ridcalc.core.analysis.compare import Comparison, Difference
from ridcalc.core.analysis.explain import Explanation, Origin
from ridcalc.core.analysis.reconcile import NearestSums, Reconciliation, Solution
from ridcalc.language.numbers import canonical_fraction, canonical_money
from ridcalc.render.json_rows import Row, amount_steps, problem
from ridcalc.render.results import Analysis


def render(result: Analysis) -> Iterator[str]:
    """Yield the result of an analysis as JSON, in pieces, with its input files and warnings."""
    document = {
        **_found(result.found),
        "inputs": [{"file": file, "sha256": digest} for file, digest in result.inputs],
        "warnings": [problem(one, result.language) for one in result.warnings],
    }
    yield json.dumps(document, indent=1) + "\n"


def _found(found: Comparison | Explanation | Reconciliation) -> Row:
    match found:
        case Comparison():
            return comparison_row(found)
        case Explanation():
            return explanation_row(found)
        case Reconciliation():
            return reconciliation_row(found)
        case _:
            assert_never(found)


def comparison_row(comparison: Comparison) -> Row:
    """Return a comparison as JSON, format `ridcalc/comparison` version 2: per nature, and as `net` both together."""
    return {
        "format": "ridcalc/comparison",
        "version": 2,
        "scenarios": [comparison.a.case.scenario.id, comparison.b.case.scenario.id],
        "differences": [
            {"participant": row.participant, "year": row.year, "nature": row.nature, **_difference(row)}
            for row in comparison.differences
        ],
        "net": [{"participant": row.participant, "year": row.year, **_difference(row)} for row in comparison.net],
    }


def _difference(row: Difference) -> dict[str, Any]:
    return {
        "a": canonical_money(row.a.amount),
        "b": canonical_money(row.b.amount),
        "difference": canonical_money(row.b.amount - row.a.amount),
        "causes": {cause: canonical_money(amount) for cause, amount in row.causes.items()},
        "pm_a": row.a.pm,
        "pm_b": row.b.pm,
        "assumed": row.assumed,
    }


def reconciliation_row(reconciliation: Reconciliation) -> Row:
    """Return a reconciliation as JSON, format `ridcalc/reconciliation` version 1."""
    return {
        "format": "ridcalc/reconciliation",
        "version": 1,
        "target": canonical_money(reconciliation.question.target),
        "year": reconciliation.question.year,
        "solutions": [_solution(solution) for solution in reconciliation.solutions],
        "complete": reconciliation.complete,
        "in_all": None if reconciliation.in_all is None else list(reconciliation.in_all),
        "in_none": None if reconciliation.in_none is None else list(reconciliation.in_none),
        "nearest": None if reconciliation.nearest is None else _nearest(reconciliation.nearest),
        "in_batches": list(reconciliation.in_batches),
    }


def _nearest(nearest: NearestSums) -> dict[str, Any]:
    return {
        "below": None if nearest.below is None else _solution(nearest.below),
        "above": None if nearest.above is None else _solution(nearest.above),
        "complete": nearest.complete,
    }


def _solution(solution: Solution) -> dict[str, Any]:
    return {
        "measures": list(solution.measures),
        "items": [
            {
                "measure": item.measure,
                "period": item.period,
                "amount": canonical_money(item.amount),
                **({"half": True} if item.half else {}),
            }
            for item in solution.items
        ],
        "total": canonical_money(solution.total),
    }


def explanation_row(explanation: Explanation) -> Row:
    """Return an explanation as JSON, format `ridcalc/explanation` version 1: figures, their amounts, and the steps."""
    return {
        "format": "ridcalc/explanation",
        "version": 1,
        "scenario": explanation.allocation.case.scenario.id,
        "participant": explanation.participant,
        "figures": [
            {
                "year": figure.year,
                "nature": figure.nature,
                "amount": canonical_money(figure.total.amount),
                "pm": figure.total.pm,
                "origins": [_origin(explanation, origin) for origin in figure.origins],
            }
            for figure in explanation.figures
        ],
    }


def _origin(explanation: Explanation, origin: Origin) -> dict[str, Any]:
    division = origin.division
    return {
        "measures": list(division.measures),
        "period": division.period.text,
        "side": division.side,
        "whole": None if division.amount is None else canonical_money(division.amount),
        "part": None if origin.part is None else canonical_money(origin.part),
        "amounts": [
            {"measure": amount.measure, "period": amount.period.text, **amount_steps(amount, pm=amount.cents is None)}
            for amount in division.amounts
        ],
        "steps": [[_step(explanation, division, step) for step in chain] for chain in origin.chains],
    }


def _step(explanation: Explanation, division: Division, step: Step) -> dict[str, Any]:
    return {
        "participant": step.participant,
        "key": step.stage.key,
        "versions": [
            {
                "key": version.key,
                "since": version.since.text if version.since else None,
                "driver": version.driver,
                "reference_year": version.reference_year,
            }
            for version in step.stage.versions
        ],
        "whole": canonical_money(step.whole),
        "share": None if step.share is None else canonical_fraction(step.share),
        "exact": canonical_fraction(step.exact / 100),
        "amount": canonical_money(step.part),
        "steps": [
            {"step": name, "amount": canonical_money(cents)}
            for name, cents in (step.by_step if step.stage.amounts is not None else ())
        ],
        "remainder": canonical_fraction(step.remainder),
        "rank": step.rank,
        "odd_units": step.odd_units,
        "went_up": step.went_up,
        "blend": [_blended(part) for part in explanation.blend(division, step.stage, step.participant)],
    }


def _blended(part: BlendPart) -> dict[str, Any]:
    return {
        "key": part.version.key,
        "blended": canonical_fraction(part.blended),
        "share": canonical_fraction(part.share),
        "exact": None if part.gives is None else canonical_fraction(part.gives / 100),
        "blend": [_blended(other) for other in part.below],
    }
