"""What the JSON of an amendment and of an outlook have in common: how they begin and end."""

import json
from collections.abc import Iterable

from ridcalc.core.analysis.decisions.decision import Decision
from ridcalc.core.values.problems import Problem
from ridcalc.language.numbers import canonical_money
from ridcalc.language.sentences import Language
from ridcalc.render.json_rows import problem


def beginning(form: str, decision: Decision) -> str:
    """Return the first fields of a document of the format `form`, version 1, about a decision."""
    scenario = decision.after.allocation.case.scenario
    head = {
        "format": form,
        "version": 1,
        "scenario": {"id": scenario.id, "name": scenario.name},
        "from": decision.before.allocation.case.scenario.id if decision.before else None,
        "to": scenario.id,
        "stage": decision.stage,
    }
    return "{\n" + "".join(f' "{name}": {json.dumps(value)},\n' for name, value in head.items())


def ending(inputs: Iterable[tuple[str, str]], warnings: Iterable[Problem], language: Language) -> str:
    """Return the last fields: each file with the SHA-256 of its bytes in hexadecimal, and the warnings."""
    files = [{"file": file, "sha256": digest} for file, digest in inputs]
    rows = [problem(one, language) for one in warnings]
    return f' "inputs": {json.dumps(files)},\n "warnings": {json.dumps(rows, indent=1)}\n}}\n'


def money(cents: int | None) -> str | None:
    """Return cents as text in euros with two decimals; None where they are not known."""
    return None if cents is None else canonical_money(cents)
