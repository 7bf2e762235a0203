"""The body of a table with the periods of each year as rows; a column is a nature and side."""

from collections.abc import Iterable, Iterator

from ridcalc.core.allocation.result import Allocation, Division, Total
from ridcalc.core.allocation.totals import Sums
from ridcalc.core.values.problems import say
from ridcalc.views.blocks import block_row, in_group
from ridcalc.views.figures import CellKey, FigureRow
from ridcalc.views.notes import name_of
from ridcalc.views.view import Body, BodyColumn, Frame


def period_body(allocation: Allocation, frame: Frame) -> Body:
    """Return for each year its periods with their participants, and its total; a column is a block."""
    columns = tuple(
        BodyColumn(block_row(group).label, CellKey(nature=group[0], side=group[1])) for group in frame.groups
    )
    return Body(say("Period"), columns, tuple(_rows(allocation, frame)))


def _rows(allocation: Allocation, frame: Frame) -> Iterator[FigureRow]:
    groups = frame.groups
    sums = [Sums(allocation.tree, _by_period_and_year(in_group(allocation.divisions, group))) for group in groups]

    def figures(key: CellKey, time: str | int) -> tuple[tuple[CellKey, Total | None], ...]:
        """Return a total for each group, in a period or year, of the key's participant (None: of all together)."""
        participant = key.participant
        totals = (group.of(participant, time) if participant else group.whole(time) for group in sums)
        columns = zip(totals, groups, strict=True)
        return tuple((key._replace(nature=nature, side=side), total) for total, (nature, side, _) in columns)

    for year in frame.years:
        for period in (period for period in frame.periods if period.year == year):
            text = period.text
            label = say("{year}, whole year", year=text) if text == str(year) else text
            key = CellKey(period=text, year=year)
            yield FigureRow("head", label, figures(key, text))
            for participant, indent in frame.participants():
                parts = figures(key._replace(participant=participant), text)
                if any(total is not None for _, total in parts):
                    yield FigureRow("body", name_of(allocation.case, participant), parts, indent + 1)
        yield FigureRow("total", say("Total {year}", year=str(year)), figures(CellKey(year=year), year))


def _by_period_and_year(divisions: Iterable[Division]) -> Iterator[tuple[str | int, Division]]:
    for division in divisions:
        yield division.period.text, division
        yield division.period.year, division
