"""Checks of what amounts follow from, across the fields of a measure or an index."""

from collections.abc import Iterable, Iterator

from ridcalc.core.amounts.indices import IndexBook
from ridcalc.core.budget.model import Budget, Measure
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import Euros, Message, Path, Problem, say


def check_amounts(budget: Budget) -> Iterator[Problem]:
    """Yield the problems of the amounts and indices of a budget that concern more than one field."""
    tree = Tree(budget)
    for name, measure in budget.measures.items():
        path = ("measures", name)
        yield from _ends(measure, path)
        yield from _parts(measure, path)
        yield from _recipients(measure, path, tree)
        yield from _over_surcharges(measure, path, budget)


def _ends(measure: Measure, path: Path) -> Iterator[Problem]:
    """Yield a problem for the first amount per year that begins after the last year of the measure."""
    ends = measure.ends
    after = [since for since in sorted(measure.yearly or ()) if ends is not None and since.year > ends]
    if after:
        yield Problem(
            "yearly-order",
            say("{period} begins after {ends}, the last year that has an amount", period=after[0].text, ends=str(ends)),
            say("leave out ends, or this entry"),
            (*path, "yearly", after[0].text),
            at_key=True,
        )


def _parts(measure: Measure, path: Path) -> Iterator[Problem]:
    """Yield a problem for each period whose amount differs from the sum of the parts, and one for other periods."""
    parts, amounts = measure.parts, measure.amounts
    if parts is None or amounts is None:
        return
    hint = say("correct one of the two, or leave amounts out: the parts are divided as written")
    if parts.keys() != amounts.keys():
        periods = {"parts": _texts(parts.keys() - amounts.keys()), "amounts": _texts(amounts.keys() - parts.keys())}
        message = say("there are parts of {parts} without an amount, and amounts of {amounts} without parts", **periods)
        if not periods["amounts"]:
            message = say("there are parts of {parts} without an amount", parts=periods["parts"])
        if not periods["parts"]:
            message = say("there are amounts of {amounts} without parts", amounts=periods["amounts"])
        field = "amounts" if periods["amounts"] else "parts"
        yield Problem("parts-differ", message, hint, (*path, field, periods[field][0]), at_key=True)
    for period in sorted(parts.keys() & amounts.keys()):
        known = [cents for cents in parts[period].values() if cents is not None]
        total = sum(known) if len(known) == len(parts[period]) else None
        if total != amounts[period]:
            message = _difference(period.text, total, amounts[period])
            yield Problem("parts-differ", message, hint, (*path, "amounts", period.text))


def _texts(periods: Iterable[Period]) -> tuple[str, ...]:
    """Return the texts of periods in order of time."""
    return tuple(period.text for period in sorted(periods))


def _difference(period: str, total: int | None, amount: int | None) -> Message:
    """Return the message with the sum of the parts and the amount, in cents; None: PM."""
    if total is None or amount is None:
        return say("of {period} the parts or the amount are PM, and the other is not", period=period)
    template = (
        say("the parts of {period} add up to {sum}, {difference} more than the amount, {amount}")
        if total > amount
        else say("the parts of {period} add up to {sum}, {difference} less than the amount, {amount}")
    ).template
    values = {"sum": Euros(total), "amount": Euros(amount), "difference": Euros(abs(total - amount))}
    return Message(template, {"period": period, **values})


def _recipients(measure: Measure, path: Path, tree: Tree) -> Iterator[Problem]:
    """Yield a problem where a tariff or parts name both a participant and a partnership above it."""
    named: dict[Path, tuple[str, ...]] = {(*path, "tariff", "among"): measure.tariff.among} if measure.tariff else {}
    named |= {(*path, "parts", period.text): tuple(parts) for period, parts in (measure.parts or {}).items()}
    for place, names in named.items():
        pair = tree.first_below_another(names)
        if pair is not None:
            message = say(
                "this names both '{member}' and '{partnership}', of which it is a member",
                member=pair[0],
                partnership=pair[1],
            )
            hint = say("name the partnership or its members, not both")
            yield Problem("member-and-partnership", message, hint, place, at_key=True)


def _over_surcharges(measure: Measure, path: Path, budget: Budget) -> Iterator[Problem]:
    """Yield a problem for each surcharge in the list of measures that a surcharge is over."""
    over = measure.surcharge.of if measure.surcharge else ()
    for position, name in enumerate(over if isinstance(over, tuple) else ()):
        if name in budget.measures and budget.measures[name].surcharge is not None:
            yield Problem(
                "surcharge-of-surcharge",
                say("measure '{id}' is a surcharge itself, and there is no surcharge over a surcharge", id=name),
                say("name the measures that '{id}' is over", id=name),
                (*path, "surcharge", "of", position),
            )


def check_rates(budget: Budget) -> Iterator[Problem]:
    """Yield a problem for each rate of an index that its precision or corrections bring below -100%.

    No index may mix itself.
    """
    book = IndexBook(budget.indices)
    for name, index in budget.indices.items():
        all_there = all(one in budget.indices for one in book.made_of(name))  # another problem names those that are not
        for year in book.known_years(name, only_ends=False) if all_there else ():
            rate, corrections = book.rate(name, year), index.corrections.get(year)
            if rate < -1 and all(book.rate(other, year) >= -1 for other in index.mix or ()):
                message = say("with its corrections the rate of {year} is below -100%", year=str(year))
                place: Path = ("corrections", str(year))
                if corrections is None:
                    message = say("rounded to this precision the rate of {year} is below -100%", year=str(year))
                    place = ("precision",)
                yield Problem("index-rate-too-low", message, say("correct the rates"), ("indices", name, *place))
