"""Checks of keys that hold amounts: who stands where, bounds that exclude each other, and keys within keys."""

from collections.abc import Collection, Iterator

from ridcalc.core.budget.model import Budget, Definition
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.budget.sections import problem_at
from ridcalc.core.keys.definitions import definitions_of, is_complete
from ridcalc.core.keys.kinds import kind_of
from ridcalc.core.values.problems import Euros, InvalidValueError, Message, Path, Problem, say


def check_key_amounts(budget: Budget) -> Iterator[Problem]:
    """Yield the problems of keys that hold amounts, apart from those of the amounts that they divide."""
    tree = Tree(budget)
    holding = {name for name, key in budget.keys.items() if any(one.holds_amounts for _, one in definitions_of(key))}
    for name, key in budget.keys.items():
        for below, definition in definitions_of(key):
            path: Path = ("keys", name, *below)
            if definition.holds_amounts and len(definition.kinds) == 1 and is_complete(definition):
                if not tuple(kind_of(definition).keys(definition)):  # what other keys name is known in a period only
                    names = tuple(kind_of(definition).names(definition))
                    yield from map(problem_at, refusals_of(definition, path, names, tree))
                yield from map(problem_at, _crossed_bounds(definition, path))
            yield from _nested(definition, path, holding)
    for name, participant in budget.participants.items():
        if participant.key in holding:
            message = say(
                "key '{key}' holds amounts, and cannot divide the part of a partnership over its members",
                key=participant.key,
            )
            hint = say("name the members in a key with amounts, and let measures have that key")
            yield Problem("key-amounts-nested", message, hint, ("participants", name, "key"))


def _nested(definition: Definition, path: Path, holding: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each key that holds amounts in the blend or the transition of a definition."""
    for other in definition.blend or ():
        if other in holding:
            message = say("key '{key}' holds amounts, and cannot be part of a blend", key=other)
            hint = say("blend a key without amounts, and let this key hold the amounts itself")
            yield Problem("key-amounts-nested", message, hint, (*path, "blend", other), at_key=True)
    transition = definition.transition
    for field, other in (("from", transition.before), ("to", transition.after)) if transition else ():
        if other in holding:
            message = say("key '{key}' holds amounts, and cannot be part of a transition", key=other)
            hint = say("name a key without amounts, and let this key hold the amounts itself")
            yield Problem("key-amounts-nested", message, hint, (*path, "transition", field))


def refusals_of(
    definition: Definition, path: Path, sharing: Collection[str], tree: Tree
) -> Iterator[InvalidValueError]:
    """Yield why the amounts of a definition do not fit the participants that share the rest, which are `sharing`."""
    steps: dict[str, str] = {}
    taken = {name for names in definition.taken.values() for name in names}
    for step, names in definition.taken.items():
        for name in names:
            place = (*path, step, name)
            if name in sharing:
                yield _twice(name, place, say("it also shares the rest"))
            elif name in steps:
                yield _twice(name, place, say("it also stands under {field}", field=steps[name]))
            elif relative := _relative(name, sharing, taken, tree):
                yield _twice(name, place, say("the key also names '{other}'", other=relative))
            steps.setdefault(name, step)
    base = definition.base if isinstance(definition.base, dict) else None
    for field, amounts in (("base", base), ("minimum", definition.minimum), ("maximum", definition.maximum)):
        for name in amounts or ():
            if name in taken:
                yield _twice(name, (*path, field, name), say("it also stands under {field}", field=steps[name]))
            elif name not in sharing:
                yield _not_in_key(name, (*path, field, name), sharing, tree)


def _twice(name: str, place: Path, where: Message) -> InvalidValueError:
    """Return the refusal of a participant that has an amount of its own and stands elsewhere in the key too."""
    message = say("'{participant}' stands in this key twice: {where}", participant=name, where=where)
    hint = say("who has an amount under fixed, tariff or leaves pays exactly that, and no part of the rest")
    return InvalidValueError("participant-twice", message, hint, place)


def _relative(name: str, sharing: Collection[str], taken: Collection[str], tree: Tree) -> str | None:
    """Return a partnership above a participant that the key names, or a member below it that shares the rest."""
    above = next((other for other in tree.ancestors(name) if other in sharing or other in taken), None)
    return above or next(_below(name, sharing, tree), None)


def _below(name: str, sharing: Collection[str], tree: Tree) -> Iterator[str]:
    """Yield the participants that share the rest and belong to a partnership; none if it has no members."""
    if name in tree.members:
        yield from (other for other in sharing if name in tree.ancestors(other))


def _not_in_key(name: str, place: Path, sharing: Collection[str], tree: Tree) -> InvalidValueError:
    """Return the refusal of a base or bound of a participant to which the key gives no part."""
    above = next((other for other in tree.ancestors(name) if other in sharing), None)
    below = tuple(_below(name, sharing, tree))
    hint = say("name it in the key, or take it away here")
    if above:
        hint = say(
            "the key names its partnership '{partnership}', which divides by a key of its own", partnership=above
        )
    elif below:
        hint = say("the key names its members: {members}", members=below)
    message = say("the key gives '{participant}' no part of the rest, so that this holds for nobody", participant=name)
    return InvalidValueError("not-in-key", message, hint, place)


def _crossed_bounds(definition: Definition, path: Path) -> Iterator[InvalidValueError]:
    """Yield a refusal for each participant whose minimum is above its maximum."""
    for name, least in (definition.minimum or {}).items():
        most = (definition.maximum or {}).get(name)
        if most is not None and least > most:
            yield InvalidValueError(
                "minimum-above-maximum",
                say(
                    "the minimum of '{participant}', {least}, is above its maximum, {most}",
                    participant=name,
                    least=Euros(least),
                    most=Euros(most),
                ),
                say("lower the minimum, or raise the maximum"),
                (*path, "minimum", name),
            )
