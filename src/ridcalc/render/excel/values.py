"""The divisions and amounts that are values: a key has bounds, or numbers are too large for formulas."""

from ridcalc.core.allocation.result import Division
from ridcalc.core.keys.plans import Stage
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.quotients import QuotientForm


def divisions_as_values(layout: Layout) -> list[int]:
    """Return the positions of the divisions with parts that are values."""
    if layout.options.values:
        return list(range(len(layout.divisions)))
    return [
        position
        for position, division in enumerate(layout.divisions)
        if any(form_of(layout, division, stage) == "value" for stage in division.plan.stages)
    ]


def amounts_as_values(layout: Layout) -> list[int]:
    """Return the positions of the amounts by rule that are values."""
    if layout.options.values:
        return []
    sources = ((position, layout.composition.source_of(amount)) for position, amount in enumerate(layout.amounts))
    return [position for position, source in sources if source is not None and source.kind == "value"]


def form_of(layout: Layout, division: Division, stage: Stage) -> QuotientForm:
    """Return how the parts of a stage of a division are calculated."""
    if stage.key is not None:
        return layout.form_of(stage)
    source = layout.composition.source_of(division.amounts[0])
    return "value" if source is None or source.kind == "value" else "given"
