"""The checks of the workbook, in order. The guard at the top of every sheet sums up this list."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.by_rule.chains import link_rows
from ridcalc.render.excel.by_rule.factors import FACTORS, factor_rows
from ridcalc.render.excel.by_rule.sheet import input_blocks
from ridcalc.render.excel.cells import down
from ridcalc.render.excel.controls.bridge import BRIDGE
from ridcalc.render.excel.controls.check import Check, cells_filled, in_column, on_sheet, other_number, quoted
from ridcalc.render.excel.controls.totals import TOTALS
from ridcalc.render.excel.division import division_columns, groups
from ridcalc.render.excel.iv3 import IV3
from ridcalc.render.excel.key_amounts.blocks import filled_below, last_key_row
from ridcalc.render.excel.key_totals import last_row_of_weights, shares_rows
from ridcalc.render.excel.keys import KEYS
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.measures import MEASURES, amounts
from ridcalc.render.excel.overview_lines import overview_columns
from ridcalc.render.excel.papers.contributions import contributions_columns
from ridcalc.render.excel.papers.incidental import incidental_columns
from ridcalc.render.excel.papers.outlook import outlook_columns, outlook_years
from ridcalc.render.excel.papers.resolution import RESOLUTION
from ridcalc.render.excel.quotients import UNDIVIDED
from ridcalc.render.excel.row_checks import (
    AMOUNT_OF_KEY,
    OTHER_THAN_DIVISION,
    OTHER_THAN_MEASURES,
    TYPED_OVER,
    UNBALANCED,
    apart,
)
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.trace import TRACE, parts
from ridcalc.render.excel.values import amounts_as_values, divisions_as_values
from ridcalc.render.excel.vgr_columns import vgr_columns
from ridcalc.render.excel.wording import EXPORT_AGAIN

if TYPE_CHECKING:
    from ridcalc.render.excel.columns import Columns, Name


class Placed(NamedTuple):
    """Where the blocks of the sheet Controls stand, and how long the other sheets are."""

    bridges: tuple[int, int]
    """The first and the last row of the bridges."""
    totals: tuple[int, int]
    """The first and the last row of the totals."""
    sizes: Mapping[str, tuple[int, int]]
    """The numbers of rows and of columns of each other sheet, by name."""

    def last_row(self, sheet: str) -> int:
        """Return the last row of a sheet."""
        return self.sizes[sheet][0]


def checks_of(layout: Layout, placed: Placed) -> tuple[Check, ...]:
    """Return the checks of a workbook. A new sheet adds its checks here."""
    return (
        *_of_amounts(layout),
        *_of_keys(layout),
        *_of_rules(layout),
        *_of_rows(layout, placed),
        *_of_the_division(layout),
        *_of_amendments(layout, placed),
        *_of_reports(layout, placed),
        *_of_iv3(layout, placed),
        *_of_papers(layout, placed),
        *_of_totals(layout, placed),
    )


def _of_amounts(layout: Layout) -> Iterator[Check]:
    """Yield the checks of the inputs on the sheet Measures."""
    if layout.amounts:
        last = layout.last_amount_row
        yield in_column(
            layout,
            say("Amounts that are no whole unit, no number and not PM, or that need a new export"),
            (MEASURES, "fault", last),
            1,
            "amount",
        )
        yield in_column(
            layout,
            say("Year, nature, side, key, name, line or account of an amount was changed, which nothing follows"),
            (MEASURES, "altered", last),
            1,
            "measure",
        )
        filled = len(layout.amounts) + len(layout.outside)
        yield cells_filled(
            layout, say("Rows added or emptied, which do not count"), MEASURES, ("measure_id", "amount"), filled
        )


def _of_keys(layout: Layout) -> Iterator[Check]:
    """Yield the checks of the inputs on the sheet Keys."""
    if layout.weights:
        last = layout.last_weight_row
        yield in_column(
            layout,
            say("Weights that are negative, no whole number, all zero, too large together, or a changed value"),
            (KEYS, "fault", last),
            1,
            "weight",
        )
        shares = shares_rows(layout)
        if shares:
            rows = (KEYS, "fault", max(shares.values()))
            yield in_column(layout, say("Shares of a key that do not add up to 100%"), rows, UNBALANCED, "weight")
        last = last_key_row(layout)
        if last > last_row_of_weights(layout):
            fault = say("Amounts of keys that are negative, no number, too large, or a changed value")
            yield in_column(layout, fault, (KEYS, "fault", last), AMOUNT_OF_KEY, "weight")
        filled = len(layout.weights) + len(shares) + filled_below(layout)
        yield cells_filled(layout, say("Rows added or emptied, which do not count"), KEYS, ("key_id", "weight"), filled)


def _of_rules(layout: Layout) -> Iterator[Check]:
    """Yield the checks of what amounts by rule follow from."""
    for columns, _, _, last in input_blocks(layout, "fault"):
        fault = say("Inputs of amounts by rule that are no number, too large, or with too many decimals")
        yield in_column(layout, fault, (columns, "fault", last), 1, "value")
    if layout.composition.of_indices.all:
        fault = say("Factors of an index that cannot be calculated exactly, or shares that do not add up to 100%")
        last = max(factor_rows(layout)[1], link_rows(layout)[1])
        yield in_column(layout, fault, (FACTORS, "fault", last), 1, "rate")
    if amounts_as_values(layout):
        again = layout.text(EXPORT_AGAIN)
        fault = say("Amounts by rule that are values, after an input was changed: export again")
        yield in_column(layout, fault, (MEASURES, "as_value", layout.last_amount_row), again, "amount")


def _of_rows(layout: Layout, placed: Placed) -> Iterator[Check]:
    """Yield for each sheet whether rows were inserted or deleted, and for each table whether rows were sorted."""
    for sheet, (length, width) in placed.sizes.items():
        rows = down(width + 1, 1, length, sheet)  # an empty column: its rows depend on no other cell
        fault = say("Rows inserted or deleted on sheet {sheet}", sheet=sheet)
        yield Check(fault, sheet, f"{quoted(sheet)}!A1", other_number(f"ROWS({rows})"), length)
    for columns, last in (
        (MEASURES, layout.last_amount_row),
        (KEYS, layout.last_weight_row),
        (TRACE, layout.last_trace_row),
        (division_columns(layout), layout.last_group_row),
    ):
        if last > FIRST_ROW:
            below = layout.down(columns, "row", FIRST_ROW + 1, last)
            moved = f"SUMPRODUCT((({below}-{layout.down(columns, 'row', FIRST_ROW, last - 1)})<>1)*1)"
            fault = say("Rows that were moved or sorted; sort by the first column to restore them")
            yield on_sheet(layout, fault, columns, moved)


def _of_the_division(layout: Layout) -> Iterator[Check]:
    if divisions_as_values(layout):
        again, fault = (
            layout.text(EXPORT_AGAIN),
            say("Parts that are values, of an amount that was changed: export again"),
        )
        yield in_column(layout, fault, (TRACE, "as_value", layout.last_trace_row), again, "as_value")
    undivided = "+".join(f'COUNTIFS({parts(layout, name)},"{UNDIVIDED}")' for name in ("remainder", "units"))
    too_large = say("Amounts too large, or too small, for the method to divide exactly")
    yield on_sheet(layout, too_large, TRACE, undivided)
    if layout.amounts and layout.divisions:
        whole = layout.to_euros(f"SUM({amounts(layout, 'units')})")
        divided = f"SUM({groups(layout, ('amount', None))})"
        fault = say("Parts that do not add up to the amounts")
        yield on_sheet(layout, fault, division_columns(layout), apart(whole, divided))


def _of_amendments(layout: Layout, placed: Placed) -> Iterator[Check]:
    columns = amendment_columns(layout)
    table = (columns, "check", placed.last_row(layout.text(columns.sheet)))
    place: Name = ("change", layout.decision.years[0])
    yield in_column(layout, say("The expense and income of an organisation are not equal"), table, UNBALANCED, place)
    yield in_column(
        layout, say("The expense of the executor is not the sum of its measures"), table, OTHER_THAN_MEASURES, place
    )
    yield in_column(
        layout, say("Contributions in the amendment are not those of the division"), table, OTHER_THAN_DIVISION, place
    )
    yield in_column(layout, _TYPED_OVER, table, TYPED_OVER, place)


_TYPED_OVER = say("Figures that were typed over, or do not add up")


def _of_reports(layout: Layout, placed: Placed) -> Iterator[Check]:
    if layout.reports.all:
        columns = vgr_columns(layout)
        place: Name = ("amount", layout.decision.years[0])
        yield in_column(
            layout, _TYPED_OVER, (columns, "check", placed.last_row(layout.text(columns.sheet))), TYPED_OVER, place
        )


def _of_iv3(layout: Layout, placed: Placed) -> Iterator[Check]:
    if layout.iv3:
        last = placed.last_row(layout.text(IV3.sheet))
        yield in_column(layout, _TYPED_OVER, (IV3, "check", last), TYPED_OVER, "change")


def _of_papers(layout: Layout, placed: Placed) -> Iterator[Check]:
    """Yield the checks of the sheets that boards and councils read."""
    unequal = say("Mutations that do not add up to the budget")
    sheets: list[tuple[Columns[Any], Name, Message | None]] = [
        (contributions_columns(layout), ("amount", None), say("A contribution that is not the sum of its parts")),
        (incidental_columns(layout), ("amount", layout.decision.years[0]), None),
        (
            outlook_columns(layout),
            ("amount", outlook_years(layout)[0]),
            unequal,
        ),
        (RESOLUTION, ("amount", "after"), None),
    ]
    for columns, place, unbalanced in sheets:
        name = layout.text(columns.sheet)
        if name in placed.sizes:
            table = (columns, "check", placed.last_row(name))
            if unbalanced is not None:
                yield in_column(layout, unbalanced, table, UNBALANCED, place)
            yield in_column(layout, _TYPED_OVER, table, TYPED_OVER, place)


def _of_totals(layout: Layout, placed: Placed) -> Iterator[Check]:
    columns = overview_columns(layout)
    last = placed.last_row(layout.text(columns.sheet))
    yield in_column(layout, _TYPED_OVER, (columns, "check", last), TYPED_OVER, ("amount", layout.years[0]))
    if placed.bridges[1] >= placed.bridges[0]:
        fault = say("A bridge that does not end at the calculated figure")
        yield in_column(layout, fault, (BRIDGE, "check", placed.bridges[1]), UNBALANCED, "amount")
    if placed.totals[1] >= placed.totals[0]:
        fault = say("Totals that differ from the export while no input does")
        check = in_column(layout, fault, (TOTALS, "check", placed.totals[1]), TYPED_OVER, "here")
        yield check._replace(link=f"{quoted(layout.text(TOTALS.sheet))}!A{placed.totals[0]}")
