"""The weights of a batch: those of a key that holds amounts, with the amounts that it holds in the year."""

from typing import NamedTuple

from ridcalc.core.budget.model import Budget, Definition
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.keys.amount_checks import refusals_of
from ridcalc.core.keys.counts import Counts
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.keys.kinds import kind_of
from ridcalc.core.keys.plans import Weights
from ridcalc.core.keys.stage_amounts import Held, part_steps_of
from ridcalc.core.values.problems import InvalidValueError, Path, SeveralRefusalsError, UnavailableError, say


class Around(NamedTuple):
    """What a key needs of the budget that it stands in."""

    budget: Budget
    tree: Tree
    counts: Counts


def batch_weights(around: Around, path: Path, definition: Definition, rest: Weights, year: int) -> Weights:
    """Return the weights of a batch in a year, by the definition at `path`.

    `rest` are the weights of the participants that share the rest.

    A participant whose amount is taken first has weight 0.

    Raises:
        InvalidValueError: the amounts do not fit the year.
        SeveralRefusalsError: they do not fit the participants.
        UnavailableError: they do not, and the checks of the key report that.
    """
    sharing = {*rest.of, *_who_join(around.budget, definition, rest)}
    refusals = list(refusals_of(definition, path, sharing, around.tree))
    if refusals:
        if not any(kind_of(definition).keys(definition)):
            raise UnavailableError
        raise SeveralRefusalsError(refusals)
    of = {**rest.of, **{name: 0 for names in definition.taken.values() for name in names}}
    if not of.keys() <= around.tree.order.keys():
        raise UnavailableError
    drivers = [tariff.driver for tariff in (definition.tariff or {}).values() if tariff.driver]
    if not all(driver in around.budget.drivers for driver in drivers):
        raise UnavailableError
    names = sorted(of, key=around.tree.order.__getitem__)
    amounts = Held(definition, path, year, around.counts).amounts(names)
    assumed = rest.assumed or any(one.assumption for driver in drivers for one in around.counts.behind(driver))
    return rest._replace(of=of, assumed=assumed, part_steps=part_steps_of(definition), amounts=amounts)


def _who_join(budget: Budget, definition: Definition, rest: Weights) -> set[str]:
    """Return the participants that join, perhaps later than the year, those who share the rest by a definition."""
    in_force = (definition_of(budget.keys[version.key], version) for version in rest.versions)
    joined = {name for one in in_force for name in one.joins}
    return joined.difference(*definition.taken.values())


def of_whole_year(refusal: InvalidValueError) -> InvalidValueError:
    """Return the refusal of a batch, with another hint and place if a partnership's key changes within the year."""
    if refusal.code != "period-spans-versions":
        return refusal
    key, since = refusal.message.values["key"], refusal.message.values["since"]
    hint = say(
        "below a key with amounts a whole year is divided: write split: days beside versions, or let this version "
        "begin on 1 January"
    )
    return InvalidValueError(refusal.code, refusal.message, hint, ("keys", key, "versions", since))
