"""Defaults: what holds for the measures that do not say otherwise, filled in before the measures are read."""

from collections.abc import Collection

from ridcalc.core.budget.alternatives import INSTEAD
from ridcalc.core.budget.document import BROKEN, Node


def defaults_in(document: Node) -> Node:
    """Return the mapping `defaults` of the budget; empty if there is none."""
    budget = document.get("budget")
    defaults = budget.get("defaults") if isinstance(budget, Node) else None
    return defaults if isinstance(defaults, Node) else Node()


def with_defaults(document: Node, wrong: Collection[str]) -> Node:
    """Return the document with the defaults in the measures that lack these fields.

    `wrong` has the fields of the defaults that cannot be read. They are filled in as BROKEN: their problem is reported
    once, at the defaults.
    """
    defaults, measures = defaults_in(document), document.get("measures")
    if not defaults or not isinstance(measures, Node):
        return document
    from ridcalc.core.budget.amount_rules import Defaults  # few budgets have defaults

    fields = [name for name in Defaults.model_fields if name in defaults]
    filled = measures.copy()
    for name, measure in measures.items():
        if isinstance(measure, Node):
            filled[name] = measure.copy()
            for field in fields:
                applies = not any(other in measure for other in INSTEAD.get(field, ()))
                if applies and field not in measure:
                    value = BROKEN if field in wrong else defaults[field]
                    filled[name].set(field, value, defaults.spots[field])
    document = document.copy()
    document["measures"] = filled
    return document
