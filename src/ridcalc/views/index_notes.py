"""The indices below a table: which are used, until when they have rates, by which method, and whether provisional."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ridcalc.core.amounts.amount import Amount
from ridcalc.core.amounts.indices import IndexBook
from ridcalc.core.budget.amount_rules import Index
from ridcalc.core.budget.model import Case
from ridcalc.core.budget.types import IndexMethodName
from ridcalc.core.values.problems import Exact, Message, say
from ridcalc.views.table import Label, Section
from ridcalc.views.words import source_words

_METHODS: dict[IndexMethodName, Message] = {"yearly": say("per year"), "cumulative": say("at once")}
_RULES: dict[IndexMethodName, Message] = {
    "yearly": say("Per year: each year begins with the rounded amount of the year before"),
    "cumulative": say("At once: the amount times the factors of all years, rounded once"),
}


def index_line(case: Case, amounts: Sequence[Amount]) -> Message:
    """Return the line about the indices of the amounts: names, years with rates, method, and what is provisional."""
    book, names = IndexBook(case.budget.indices), case.budget.names
    used = _used(amounts)
    at_once = case.budget.settings.indexation.method == "cumulative"
    spans = [(names.of("indices", one), _span(book.known_years(one, only_ends=at_once))) for one in used]
    if len(used) == 1:
        items = tuple(say("{index}, {years}", index=name, years=span) for name, span in spans)
    else:
        items = tuple(say("{index} ({years})", index=name, years=span) for name, span in spans)
    line = say("Index: {indices}, {method}", indices=items, method=_method(case))
    provisional = [one for one in used if book.any_of(one, lambda index: index.provisional)]
    if not provisional:
        return line
    if len(used) == 1:
        return say("{text}; provisional", text=line)
    return say("{text}; provisional: {names}", text=line, names=tuple(names.of("indices", one) for one in provisional))


def index_section(case: Case, amounts: Sequence[Amount]) -> Section:
    """Return the section about the indices of the amounts: the method, and of each rates, price level and source."""
    return Section(say("Indexation"), tuple(("", line) for line in _lines(case, amounts)))


def _lines(case: Case, amounts: Sequence[Amount]) -> Iterator[Label]:
    rules = case.budget.settings.indexation
    yield _RULES[rules.method]
    if rules.prices == "constant":
        year = str(rules.constant_from)
        yield say("Constant prices: amounts of years after {year} are in the prices of {year}", year=year)
    book, names = IndexBook(case.budget.indices), case.budget.names
    years = sorted({year for amount in amounts for year, _ in amount.rates})
    for one in book.used_by(_used(amounts)):
        index = case.budget.indices[one]
        levels = sorted({amount.price_level for amount in amounts if amount.index_id == one and amount.price_level})
        rates = tuple(_rates(book, one, years, min(levels, default=years[0] - 1 if years else 0)))
        rates = rates or (say("no rates needed"),)
        line = say("{index}: {rates}", index=names.of("indices", one), rates=rates)
        if levels:
            line = say("{text}; price level {years}", text=line, years=tuple(map(str, levels)))
        for fact in _facts(case, index):
            line = say("{text}; {fact}", text=line, fact=fact)
        yield line


def _facts(case: Case, index: Index) -> Iterator[Message]:
    """Yield what an index mixes, its source, and whether it is provisional."""
    if index.mix is not None:
        names = case.budget.names
        weights = index.mix.items()
        parts = tuple(
            say("{weight} {name}", weight=Exact(part), name=names.of("indices", one)) for one, part in weights
        )
        yield say("mix of {parts}", parts=parts)
    if index.source is not None:
        yield source_words(case, index.source)
    if index.provisional:
        yield say("provisional")


def _rates(book: IndexBook, name: str, years: Sequence[int], first: int) -> Iterator[Message]:
    """Yield the rate in each of the years; of a series its values, from `first` up to the last of the years."""
    values = book.indices[name].values
    if values is not None:
        for year in sorted(values):
            if years and first <= year <= years[-1]:
                yield say("{year} {value}", year=str(year), value=Exact(values[year]))
        return
    known = set(book.known_years(name, only_ends=False))
    for year in years:
        if year in known:
            yield say("{year} {rate}", year=str(year), rate=book.rate(name, year))


def _used(amounts: Sequence[Amount]) -> list[str]:
    """Return the indices of the amounts, each once."""
    return list(dict.fromkeys(amount.index_id for amount in amounts if amount.index_id is not None))


def _method(case: Case) -> Message:
    rules = case.budget.settings.indexation
    method = _METHODS[rules.method]
    if rules.prices == "constant":
        return say("{method}, constant prices from {year}", method=method, year=str(rules.constant_from))
    return method


def _span(years: Sequence[int]) -> Message | tuple[str, ...]:
    """Return the first and last of years in a row, or all years if they are no row."""
    if len(years) > 1 and all(after - before == 1 for before, after in pairwise(years)):
        return say("{first} to {last}", first=str(years[0]), last=str(years[-1]))
    return tuple(map(str, years))
