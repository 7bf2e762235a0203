"""JSON of the verification of a workbook, for other programs."""

import json
from collections.abc import Iterator

from ridcalc.render.results import Verification


def render(result: Verification) -> Iterator[str]:
    """Yield a verification as JSON, format `ridcalc/verification` version 1."""
    text = result.language.text
    document = {
        "format": "ridcalc/verification",
        "version": 1,
        "file": result.file,
        "figures": "hold" if result.figures_hold else "differ",
        "appearance": "holds" if result.appearance_holds else "differs",
        "inputs": [
            {"path": one.path, "from": one.before, "to": one.after, "set": one.setting} for one in result.inputs
        ],
        "following": result.following,
        "findings": [
            {"sheet": sheet, "cell": cell, "kind": kind, "message": text(message)}
            for sheet, cell, kind, message in result.findings
        ],
    }
    yield json.dumps(document, indent=1) + "\n"
