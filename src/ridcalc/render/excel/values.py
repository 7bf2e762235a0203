"""The divisions of which the parts are values: no key divides them, or a key with too large a sum of weights."""

from ridcalc.render.excel.layout import Layout


def divisions_as_values(layout: Layout) -> list[int]:
    """Return the positions of the divisions with parts that are values."""
    if layout.options.values:
        return list(range(len(layout.divisions)))
    return [position for position in range(len(layout.divisions)) if layout.is_value(position)]
