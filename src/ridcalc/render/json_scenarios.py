"""JSON of the list of scenarios, for other programs."""

import json
from collections.abc import Iterator

from ridcalc.core.values.filter import ALL
from ridcalc.render import json_rows as rows
from ridcalc.render.results import Listed, ScenariosResult


def render(result: ScenariosResult) -> Iterator[str]:
    """Yield the list of scenarios as JSON, format `ridcalc/scenarios` version 1."""
    default = next(listed for listed in result.scenarios if listed.overview.default)
    scenario = default.overview.allocation.case.scenario
    document = {
        "format": "ridcalc/scenarios",
        "version": 1,
        "scenario": {"id": scenario.id, "name": scenario.name},
        "set": list(scenario.changes),
        "inputs": [{"file": file, "sha256": digest} for file, digest in result.inputs],
        "scenarios": [_scenario(listed) for listed in result.scenarios],
        "warnings": [rows.problem(problem, result.language) for problem in result.warnings],
    }
    yield json.dumps(document, indent=1) + "\n"


def _scenario(listed: Listed) -> rows.Row:
    """Return a scenario; `base`, `only` and `without` are null if the file does not have them."""
    allocation, file = listed.overview.allocation, listed.file
    only, without = (file.only, file.without) if file else (None, None)
    return {
        "id": allocation.case.scenario.id,
        "name": allocation.case.scenario.name,
        "base": file.base if file else None,
        "only": None if only is None else list(only),
        "without": None if without is None else list(without),
        "changes": list(listed.overview.patched),
        "totals": list(rows.grand_totals(allocation, ALL)),
        "net": [
            {name: value for name, value in row.items() if name in {"year", "amount", "pm"}}
            for row in rows.net(allocation, ALL)
            if row["participant"] is None
        ],
    }
