"""The divisions of which the parts are values: no key divides them, a key with bounds does, or too large weights."""

from ridcalc.render.excel.layout import Layout


def divisions_as_values(layout: Layout) -> list[int]:
    """Return the positions of the divisions with parts that are values."""
    if layout.options.values:
        return list(range(len(layout.divisions)))
    return [
        position
        for position, division in enumerate(layout.divisions)
        if any(layout.form_of(stage) == "value" for stage in division.plan.stages)
    ]
