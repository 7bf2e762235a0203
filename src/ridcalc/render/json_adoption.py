"""JSON of what was taken over from a workbook, for other programs."""

import json
from collections.abc import Iterator

from ridcalc.render.results import Adoption


def render(result: Adoption) -> Iterator[str]:
    """Yield what was taken over as JSON, format `ridcalc/adoption` version 1."""
    document = {
        "format": "ridcalc/adoption",
        "version": 1,
        "file": result.file,
        "as": result.name,
        "changes": [
            {"path": one.path, "from": one.before, "to": one.after, "set": one.setting} for one in result.changes
        ],
        "ignored": [{"sheet": sheet, "cell": cell, "kind": kind} for sheet, cell, kind in result.ignored],
    }
    yield json.dumps(document, indent=1) + "\n"
