"""What changed in the amounts of a key: each from A to B."""

from collections.abc import Iterator

from ridcalc.core.budget.key_amounts import KeyTariff, Leaving
from ridcalc.core.budget.model import Budget, Definition, Key
from ridcalc.core.budget.names import Names
from ridcalc.core.budget.types import KEY_AMOUNTS
from ridcalc.core.keys.definitions import definitions_of
from ridcalc.core.values.problems import Euros, Exact, Message, say
from ridcalc.views.rule_changes import price_text, value_changes
from ridcalc.views.table import Label

Value = tuple[str, tuple[Label, object]]
"""A field with its version and participant → the words for it, and the value in A or in B."""


def key_amount_change(a: Budget, b: Budget, name: str, what: Message) -> Message | None:
    """Return the sentence about the amounts of the key `what` that differ; None: no amount of the key differs."""
    before, after = a.keys.get(name), b.keys.get(name)
    if before is None or after is None:
        return None
    changes = value_changes(dict(_of_key(before, a.names)), dict(_of_key(after, b.names)))
    if not changes:
        return None
    text = say("{what}, {changes}", what=what, changes=changes)
    return (
        text
        if _without_amounts(before) == _without_amounts(after)
        else say("{text}; and the key differs in more", text=text)
    )


def _without_amounts(key: Key) -> dict[str, object]:
    """Return the start of each version of a key with what it holds besides amounts."""
    nothing = dict.fromkeys(KEY_AMOUNTS)
    definitions = {".".join(map(str, path)): one.model_copy(update=nothing) for path, one in definitions_of(key)}
    return {**definitions, "": key.model_copy(update={**nothing, "versions": None})}


def _of_key(key: Key, names: Names) -> Iterator[Value]:
    """Yield the amounts of a key, those of a version with its start."""
    for path, definition in definitions_of(key):
        for field, (words, value) in _of_definition(definition, names):
            dated = say("{what} from {since}", what=words, since=str(path[-1])) if path else words
            yield ".".join((*map(str, path), field)), (dated, value)


def _of_definition(definition: Definition, names: Names) -> Iterator[Value]:
    """Yield the amounts of a definition in the order of its steps."""
    for name, cents in (definition.fixed or {}).items():
        yield f"fixed.{name}", (say("fixed amount of {name}", name=_name(names, name)), Euros(cents))
    for name, tariff in (definition.tariff or {}).items():
        yield from _of_tariff(tariff, name, names)
    for name, leaving in (definition.leaves or {}).items():
        yield from _of_leaver(leaving, name, names)
    if isinstance(definition.base, int):
        yield "base", (say("base of each"), Euros(definition.base))
    else:
        for name, cents in (definition.base or {}).items():
            yield f"base.{name}", (say("base of {name}", name=_name(names, name)), Euros(cents))
    for name, cents in (definition.minimum or {}).items():
        yield f"minimum.{name}", (say("minimum of {name}", name=_name(names, name)), Euros(cents))
    for name, cents in (definition.maximum or {}).items():
        yield f"maximum.{name}", (say("maximum of {name}", name=_name(names, name)), Euros(cents))


def _of_tariff(tariff: KeyTariff, participant: str, names: Names) -> Iterator[Value]:
    """Yield the values of a tariff."""
    name = _name(names, participant)
    if tariff.driver is not None:
        driver = names.of("drivers", tariff.driver)
        yield f"tariff.{participant}.driver", (say("driver of the tariff of {name}", name=name), driver)
    if tariff.quantity is not None:
        quantity = Exact(tariff.quantity)
        yield f"tariff.{participant}.quantity", (say("quantity of the tariff of {name}", name=name), quantity)
    yield f"tariff.{participant}.price", (say("price of the tariff of {name}", name=name), price_text(tariff.price))
    yield f"tariff.{participant}.factor", (say("factor of the tariff of {name}", name=name), Exact(tariff.factor))


def _of_leaver(leaving: Leaving, participant: str, names: Names) -> Iterator[Value]:
    """Yield the last contribution and the path of a leaver."""
    name = _name(names, participant)
    yield f"leaves.{participant}.last", (say("last contribution of {name}", name=name), Euros(leaving.last))
    for year, part in leaving.path.items():
        words = say("part of {name} in {year}", name=name, year=str(year))
        yield f"leaves.{participant}.path.{year}", (words, part)


def _name(names: Names, participant: str) -> str:
    """Return the name of a participant."""
    return names.of("participants", participant)
