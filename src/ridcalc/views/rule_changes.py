"""What changed in an index, a setting of indexation, a tariff or a surcharge: each value from A to B."""

from collections.abc import Mapping
from fractions import Fraction

from ridcalc.core.budget.amount_rules import Index
from ridcalc.core.budget.model import Budget, Measure
from ridcalc.core.budget.names import Names
from ridcalc.core.budget.objects import Frozen
from ridcalc.core.budget.sections import owner_of
from ridcalc.core.budget.types import ALWAYS
from ridcalc.core.values.problems import Euros, Exact, Message, say
from ridcalc.views.table import Label

_MOST = 5
"""The most changes that a line names; the others are counted."""

Values = Mapping[str, tuple[Label, object]]
"""A field, with its year or id → the words for it, and the value in A or in B."""

_WORDS: dict[str, Message] = {
    "precision": say("precision"),
    "correction": say("way of correcting"),
    "provisional": say("provisional"),
    "method": say("method"),
    "prices": say("prices"),
    "constant_from": say("prices of"),
    "driver": say("driver"),
    "lag": say("lag"),
    "price_decimals": say("decimals of the price"),
    "factor": say("factor"),
    "rate": say("rate"),
}


def index_change(a: Budget, b: Budget, name: str) -> Message:
    """Return the sentence about an index that differs: each rate, value or other part of it from A to B."""
    before, after = a.indices.get(name), b.indices.get(name)
    what = (b if before is None else a).names.of("indices", name)
    if before is None:
        return say("in: {what}", what=what)
    if after is None:
        return say("out: {what}", what=what)
    changes = value_changes(_of_index(before, a.names), _of_index(after, b.names))
    return say("{what}, {changes}", what=what, changes=changes) if changes else say("{what} differs", what=what)


def setting_change(a: Budget, b: Budget, field: str) -> Message:
    """Return the sentence about a setting of the budget that decides how amounts are indexed."""
    before, after = getattr(a.settings, field), getattr(b.settings, field)
    what = owner_of(("budget", field))
    if not isinstance(before, Frozen):
        return _change(what, _word(before), _word(after))
    fields = ("method", "prices", "constant_from")
    return say("{what}, {changes}", what=what, changes=value_changes(_fields(before, *fields), _fields(after, *fields)))


def rule_changes(a: Measure, b: Measure, budget_a: Budget, budget_b: Budget) -> tuple[Message, ...]:
    """Return what changed in the tariff of a measure, with its counts, or in its surcharge; nothing for other kinds."""
    return value_changes(_of_rule(a, budget_a), _of_rule(b, budget_b)) if a.kind == b.kind else ()


def _of_index(index: Index, names: Names) -> Values:
    """Return the values of an index."""
    return {
        **{f"rates.{year}": (str(year), rate) for year, rate in sorted((index.rates or {}).items())},
        **{f"values.{year}": (str(year), Exact(value)) for year, value in sorted((index.values or {}).items())},
        **{f"mix.{name}": (names.of("indices", name), Exact(part)) for name, part in (index.mix or {}).items()},
        **{
            f"corrections.{year}": (say("corrections of {year}", year=str(year)), rates)
            for year, rates in sorted(index.corrections.items())
        },
        **_fields(index, "precision", "correction", "provisional"),
    }


def _of_rule(measure: Measure, budget: Budget) -> Values:
    """Return the values of a tariff, with the counts of its driver, or those of a surcharge."""
    tariff, surcharge = measure.tariff, measure.surcharge
    if surcharge is not None:
        return {
            f"rate.{year}": (_WORDS["rate"] if year == ALWAYS else say("rate of {year}", year=str(year)), rate)
            for year, rate in sorted(surcharge.rate.items())
        }
    if tariff is None:
        return {}
    driver, names = budget.names.of("drivers", tariff.driver), budget.names
    return {
        **{
            f"price.{year}": (say("price of {year}", year=str(year)), price_text(price))
            for year, price in sorted(tariff.price.items())
        },
        **_fields(tariff, "driver", "lag", "price_decimals"),
        "factor": (_WORDS["factor"], Exact(tariff.factor)),
        **{
            f"{tariff.driver}.{year}.{name}": (f"{driver} {year} {names.of('participants', name)}", Exact(count))
            for year, counts in sorted((budget.drivers[tariff.driver].values or {}).items())
            for name, count in counts.items()
        },
    }


def price_text(price: Fraction | None) -> Message | Euros:
    """Return a price in euros; None: PM."""
    if price is None:
        return say("PM")
    return Euros(int(price * 100)) if (price * 100).denominator == 1 else say("{exact} euro", exact=Exact(price))


def _fields(entry: Frozen, *fields: str) -> Values:
    """Return fields of an object that hold a single value: a percentage, or a word or number as the files write it."""
    values = ((field, getattr(entry, field)) for field in fields)
    return {
        field: (_WORDS[field], value if isinstance(value, Fraction) else _word(value))
        for field, value in values
        if value is not None
    }


def _word(value: object) -> str | None:
    """Return a value as the files write it; None if it is left out."""
    return None if value is None else str(value).lower()


def value_changes(a: Values, b: Values) -> tuple[Message, ...]:
    """Return the values that differ, the first few in full, and the number of the others."""
    differing = [name for name in {**a, **b} if a.get(name) != b.get(name)]
    pairs = [(a.get(name), b.get(name)) for name in differing[:_MOST]]
    shown = [_change((one or other or ("",))[0], one and one[1], other and other[1]) for one, other in pairs]
    more = len(differing) - _MOST
    return (*shown, *([say("+ {count}", count=more)] if more > 0 else ()))


def _change(what: Label, before: object, after: object) -> Message:
    """Return the words for a change of a value; None: it is not there."""
    a, b = (say("nothing") if value is None else value for value in (before, after))
    return say("{what}: {a} → {b}", what=what, a=a, b=b)
