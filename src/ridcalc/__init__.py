"""ridcalc: divides the cost of shared municipal services by agreed keys, to the exact cent."""

__version__ = "0.1.0"
