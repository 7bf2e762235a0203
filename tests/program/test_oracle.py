"""Whole budgets, from YAML text to JSON, against a second implementation of the rules (oracle.py)."""

import json
import os
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, assume, given, settings

from builders import write_folder
from oracle import Oracle
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.values.filter import Filter
from ridcalc.core.values.problems import ProblemsFoundError
from ridcalc.core.values.progress import Progress
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from ridcalc.render.json import Provenance, head_of, to_json
from strategies import full_budgets

EXAMPLES = int(os.environ.get("RIDCALC_ORACLE", "300"))
"""How many budgets are drawn."""


@given(budget=full_budgets())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_second_reading_of_the_rules_agrees(budget: tuple[dict[str, Any], dict[str, Any]], tmp_path: Path) -> None:
    keys, measures = budget
    folder = write_folder(tmp_path, {"keys.yaml": json.dumps(keys), "measures.yaml": json.dumps(measures)})
    allocation, codes = None, set()
    try:
        allocation = allocate(load(Folder(str(folder))).case)
    except ProblemsFoundError as found:
        codes = {problem.code for problem in found.problems}
    assert codes <= {"weights-all-zero", "rest-flips-sign"}, "what a drawn budget may have"
    assume(allocation is not None)
    assert allocation is not None
    head = head_of(allocation, Provenance(()), None, Filter())
    result = json.loads("".join(to_json(allocation, head, Language("en"), Filter(), Progress())))
    wanted = Oracle(keys, measures).outcome()

    def euros(text: str | None) -> Fraction | None:
        return None if text is None else Fraction(text)

    names = ("measure", "nature", "period", "participant")
    assert [
        (
            *(line[name] for name in names),
            euros(line["amount"]),
            euros(line["exact"]),
            line["key"],
            Fraction(line["share"]),
            line["assumed"],
        )
        for line in result["lines"]
    ] == [tuple(line) for line in wanted.lines]
    assert {
        (row["participant"], row["year"], row["nature"]): (Fraction(row["amount"]), row["pm"], row["assumed"])
        for row in result["totals"]
    } == wanted.totals
    assert {
        (row["year"], row["nature"]): (Fraction(row["amount"]), row["pm"]) for row in result["grand_totals"]
    } == wanted.grand_totals
    assert {
        (row["participant"], row["year"]): (Fraction(row["amount"]), Fraction(row["otherwise"]))
        for row in result["drifts"]
    } == wanted.drifts
    assert {row["id"]: (Fraction(row["actual"]), row["status"]) for row in result["controls"]} == wanted.controls
