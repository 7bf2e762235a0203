"""Batches: what a key with amounts divides at once, and why it cannot divide it. Amounts are in cents."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ridcalc.core.budget.types import TAKEN, NatureName
from ridcalc.core.keys.plans import Plan, Stage
from ridcalc.core.keys.stage_amounts import StageAmounts
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import Euros, InvalidValueError, Message, say


class BatchPart(NamedTuple):
    """An amount that names a key with amounts in one of its versions."""

    key: str
    year: int
    nature: NatureName
    cents: int
    plan: Plan


def refusals_of_batches(parts: Iterable[BatchPart], unit: int, *, sizes: bool = True) -> Iterator[InvalidValueError]:
    """Yield why batches cannot be divided, each cause once; `unit` is that of rounding, in cents.

    `sizes`: the parts are complete, so that a batch may also be too small or too large.
    """
    of_years: dict[tuple[str, int], list[BatchPart]] = {}
    for part in parts:
        of_years.setdefault((part.key, part.year), []).append(part)
    found: dict[object, list[tuple[int, InvalidValueError]]] = {}
    for (_, year), some in of_years.items():
        refusal = _refusal(some, unit, sizes=sizes)
        if refusal is not None:
            found.setdefault((refusal.code, refusal.path), []).append((year, refusal))
    for refusals in found.values():
        yield _with_years([year for year, _ in refusals], refusals[0][1])


def _with_years(years: list[int], refusal: InvalidValueError) -> InvalidValueError:
    """Return the refusal of the first year, with the other years in which it holds too."""
    if len(years) == 1:
        return refusal
    message = say("{text}; likewise in {years}", text=refusal.message, years=tuple(map(str, years[1:])))
    return InvalidValueError(refusal.code, message, refusal.hint, refusal.path)


def _refusal(parts: list[BatchPart], unit: int, *, sizes: bool) -> InvalidValueError | None:
    """Return why the amounts of a key in a year cannot be divided; None: they can."""
    first = parts[0]
    if not any(part.plan.stages[0].amounts for part in parts):
        return None
    changing = _changing(parts)
    if changing:
        key, since = changing
        return InvalidValueError(
            "key-amounts-two-versions",
            say(
                "key '{key}' holds amounts and divides {year} at once, and a new version begins at {since}",
                key=first.key,
                year=str(first.year),
                since=since.text,
            ),
            say("let a version with amounts begin on 1 January")
            if key == first.key
            else say("let this version, of a key that is part of it, begin on 1 January"),
            ("keys", key, "versions", since.text),
        )
    if len({part.nature for part in parts}) > 1:
        return InvalidValueError(
            "key-amounts-two-natures",
            say(
                "key '{key}' holds amounts, and divides both incidental and structural amounts in {year}",
                key=first.key,
                year=str(first.year),
            ),
            say("it is not decided of which nature its amounts are: give each nature a key of its own"),
            ("keys", first.key),
        )
    stage = first.plan.stages[0]
    return None if stage.amounts is None or not sizes else _refused_amounts(first, stage, stage.amounts, parts, unit)


def _changing(parts: list[BatchPart]) -> tuple[str, Period] | None:
    """Return a key of which the parts have different versions, with the start of the last; None: there is none."""
    starts: dict[str, set[Period]] = {}
    for part in parts:
        for version in part.plan.stages[0].versions:
            if version.since is not None:
                starts.setdefault(version.key, set()).add(version.since)
    return next(((key, max(found)) for key, found in starts.items() if len(found) > 1), None)


def _refused_amounts(
    first: BatchPart, stage: Stage, amounts: StageAmounts, parts: list[BatchPart], unit: int
) -> InvalidValueError | None:
    """Return why a batch is too small or too large for the amounts of its key; None: it is neither."""
    whole = sum(part.cents for part in parts)
    batch = say("the batch of {year} ({nature})", year=str(first.year), nature=_NATURES[first.nature])
    path = amounts.path
    if whole < 0:
        message = say("{batch} of key '{key}' is below zero: {whole}", batch=batch, key=first.key, whole=Euros(whole))
        hint = say("income lowers a batch at most to zero: give what is more another key")
        return InvalidValueError("key-amounts-negative", message, hint, path)
    left = whole
    for step in TAKEN:
        left -= sum(taken.rounded(unit) for taken in amounts.taken if taken is not None and taken.step == step)
        if left < 0:
            message = say(
                "with {field} key '{key}' takes {taken}, more than {batch}, {whole}",
                field=step,
                key=first.key,
                taken=Euros(whole - left),
                batch=batch,
                whole=Euros(whole),
            )
            return _too_high(step, message, (*path, step))
    terms = amounts.terms(stage.weights, unit)
    rest = say("what is left of {batch}, {left}", batch=batch, left=Euros(left))
    bases, lowest = unit * sum(term.base for term in terms), unit * sum(term.lowest for term in terms)
    if bases > left:
        message = say(
            "the bases of key '{key}' add to {sum}, more than {rest}", key=first.key, sum=Euros(bases), rest=rest
        )
        return InvalidValueError("base-too-high", message, _HIGH, (*path, "base"))
    if lowest > left:
        message = say(
            "the minima of key '{key}' add to {sum}, more than {rest}", key=first.key, sum=Euros(lowest), rest=rest
        )
        return InvalidValueError("minimum-too-high", message, _HIGH, (*path, "minimum"))
    tops = [term.highest for term in terms]
    highest = unit * sum(top or 0 for top in tops)
    if None not in tops and highest < left:
        message = say(
            "the maxima of key '{key}' add to {sum}, less than {rest}", key=first.key, sum=Euros(highest), rest=rest
        )
        hint = say("raise a maximum, or leave one participant with a share without a maximum")
        return InvalidValueError("maximum-too-low", message, hint, (*path, "maximum"))
    return None


_NATURES: dict[NatureName, Message] = {"incidental": say("incidental"), "structural": say("structural")}
_HIGH = say("lower these amounts, or let the key divide more")


def _too_high(step: str, message: Message, path: tuple[str | int, ...]) -> InvalidValueError:
    """Return the refusal of a step that takes more than there is."""
    match step:
        case "fixed":
            return InvalidValueError("fixed-too-high", message, _HIGH, path)
        case "tariff":
            return InvalidValueError("tariff-too-high", message, _HIGH, path)
        case _:
            return InvalidValueError("leaves-too-high", message, _HIGH, path)
