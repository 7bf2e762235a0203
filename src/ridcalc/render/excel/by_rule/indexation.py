"""The rows of the sheet Indexation: the inputs of the indices, their factors per year, and the chains in use."""

from collections.abc import Iterator

from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.by_rule.chains import LINKS, LinkLine, link_rows
from ridcalc.render.excel.by_rule.factors import FACTORS, INDEX_INPUTS, FactorLine, factor_rows
from ridcalc.render.excel.by_rule.inputs import InputLine
from ridcalc.render.excel.cells import Cell, SheetRow
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import FIRST_ROW


def indexation_rows(layout: Layout) -> Iterator[SheetRow]:
    """Yield the rows of the sheet below the headings of the inputs."""
    composition, text = layout.composition, layout.text
    for position, entered in enumerate(composition.of_indices.all, 1):
        yield INDEX_INPUTS.row(InputLine(layout, position, entered), FIRST_ROW + position - 1)
    yield []
    yield [Cell(text(say("Factor per index and year")), "block")]
    yield FACTORS.headings(text)
    in_use, first = composition.chains.factors_in_use(), factor_rows(layout)[0]
    for position, factor in enumerate(composition.factors.rows, 1):
        yield FACTORS.row(FactorLine(layout, factor, position in in_use), first + position - 1)
    if composition.chains.rows:
        yield []
        yield [Cell(text(_method(layout)), "block")]
        yield LINKS.headings(text)
        for row, link in enumerate(composition.chains.rows, link_rows(layout)[0]):
            yield LINKS.row(LinkLine(layout, link), row)


def _method(layout: Layout) -> Message:
    """Return the title of the chains: how amounts are indexed."""
    rules = layout.settings.indexation
    if rules.method == "cumulative":
        at_once = say("Chains in use: amounts are multiplied by the whole chain and rounded once")
        until = say(
            "Chains in use: amounts are multiplied by the whole chain and rounded once; prices as in {year} after it",
            year=str(rules.constant_from),
        )
        return until if rules.prices == "constant" else at_once
    per_year = say("Chains in use: amounts are multiplied and rounded year by year")
    until = say(
        "Chains in use: amounts are multiplied and rounded year by year; prices as in {year} after it",
        year=str(rules.constant_from),
    )
    return until if rules.prices == "constant" else per_year
