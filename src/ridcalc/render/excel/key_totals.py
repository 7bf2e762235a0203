"""The rows below the sheet Keys: for each key of shares the total, which is that of the export."""

from collections.abc import Iterator
from typing import Any

from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.keys.plans import Version
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, SheetRow
from ridcalc.render.excel.columns import Cells, Columns
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.row_checks import UNBALANCED, verdict
from ridcalc.render.excel.weights import WeightRow


def shares_rows(layout: Layout) -> dict[Version, int]:
    """Return for each version of a key of shares the row of its total, below the weights."""
    versions = dict.fromkeys(row.versions[0] for row in layout.weights if _of_shares(layout, row))
    return {version: layout.last_weight_row + 2 + number for number, version in enumerate(versions)}


def _of_shares(layout: Layout, row: WeightRow) -> bool:
    version = row.versions[0]
    return definition_of(layout.case.budget.keys[version.key], version).kinds == ("shares",)


def last_row_of_weights(layout: Layout) -> int:
    """Return the last row of the weights, or of the totals below them."""
    return max(shares_rows(layout).values(), default=layout.last_weight_row)


def total_rows(layout: Layout, keys: Columns[Any]) -> Iterator[SheetRow]:
    """Yield the rows of the totals; `keys` are the columns of the sheet Keys."""
    rows = shares_rows(layout)
    if rows:
        yield []
    fine, wrong = layout.text(say("shares add up to 100%")), layout.text(say("no 100%"))
    weights = {row.versions[0]: row for row in layout.weights}
    for version, row in rows.items():
        of_version, at = weights[version], keys.at(row)
        summed = f"SUM({keys.down('weight', of_version.first, of_version.last)})"
        name = layout.text(layout.case.budget.keys[version.key].name_or(version.key))
        cells: Cells = {
            "key_id": Cell(version.key, "total"),
            "key_name": Cell(layout.text(say("Total of {name}", name=name)), "total"),
            "participant": Cell(fine, "total", f'IF({at.weight}={at.exported},"{fine}","{wrong}")'),
            "weight": Cell(of_version.total, "thousands_total", summed),
            "share": Cell(1, "share_total", f"{at.weight}/{at.exported}"),
            "exported": Cell(of_version.total, "whole"),
            "fault": verdict((f"IF({at.weight}={at.exported},0,1)", UNBALANCED)),
        }
        yield keys.filled(cells)
