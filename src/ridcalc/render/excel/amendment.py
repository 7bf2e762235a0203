"""The budget amendment (begrotingswijziging, BBV art. 18): a block for each organisation, lasten and baten apart."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.allocation.warnings import ONE_OFF_COVERAGE
from ridcalc.core.analysis.amendment import Block, Entry, Estimate, blocks_of, booked
from ridcalc.core.analysis.ledger import Account, Spending, account_of
from ridcalc.core.arithmetic.controlled_rounding import controlled
from ridcalc.core.arithmetic.grid import Grid
from ridcalc.core.budget.types import NATURES, SIDES, CoverageName, SideName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import (
    Cell,
    Row,
    Sheet,
    Value,
    down,
    euros,
    letters,
    money_style,
    nearest_euros,
    total_value,
)
from ridcalc.render.excel.division import YEAR as DIVIDED_YEAR
from ridcalc.render.excel.division import of_rows, unknown_column
from ridcalc.render.excel.inputs import (
    AMOUNT,
    AMOUNT_SIDE,
    AMOUNT_YEAR,
    NATURE_LETTERS,
    SIDE_WORDS,
    SPENDING,
    UNKNOWN,
    codes_text,
)
from ridcalc.render.excel.layout import FIRST_ROW, HEADING_ROW, Contents
from ridcalc.render.excel.trace import CONTRIBUTION, PAYMENT, TRACE_YEAR, TRACED, TRACED_UNKNOWN
from ridcalc.views.rounded import THOUSAND

_NAMED_AT_MOST = 20
"""Measures that a description names; of more it tells how many."""
_FIRST_YEAR = 7
"""The column of the first year's amount; that of its PM posts stands beside it."""

COVERAGE_NAMES: dict[CoverageName, Message] = {
    "saldo": say("charged to the balance of the budget"),
    "reserve": say("withdrawn from a reserve (taakveld 0.10)"),
    "unforeseen": say("from the item for unforeseen expenses (taakveld 0.8)"),
    "existing": say("within the existing budget"),
}
_KINDS = {
    "executor": say("executor"),
    "partnership": say("partnership"),
    "municipality": say("municipality"),
}
_SIDE_HEADINGS: dict[SideName, Message] = {"expense": say("LASTEN"), "income": say("BATEN")}
_SIDE_TOTALS: dict[SideName, Message] = {"expense": say("Total lasten"), "income": say("Total baten")}


class _Line(NamedTuple):
    """A row with an amount per year, and where it stands."""

    row: int
    amounts: tuple[Total, ...]


def amendment_sheet(contents: Contents) -> Sheet:
    """Return the amendment of every organisation, or of the participant that is asked for."""
    rows: list[Row] = [*contents.head(say("Budget amendment")), _headings(contents)]
    rows += _status(contents)
    breaks: list[int] = []
    for block in blocks_of(contents.ledger, contents.options.participant):
        breaks.append(len(rows))
        rows += _Writer(contents, block, len(rows) + 1).rows()
    rows.append([Cell(contents.text(_SIGNS), "fact")])
    widths = (
        28,
        10,
        10,
        58,
        5,
        6,
        *(width for _ in contents.years for width in (17, 8)),
        36,
        *(14 for _ in contents.years),
    )
    printed = _FIRST_YEAR + 2 * len(contents.years)
    name, pages = contents.sheet("amendment"), tuple(breaks[1:])
    return Sheet(name, rows, len(rows), widths, HEADING_ROW, breaks=pages, printed_columns=printed)


_SIGNS = say(
    "Lasten and baten both stand without a sign on their own side; a minus lowers that side."
    " N: higher lasten or lower baten (a disadvantage), V: the reverse. I: incidental, S: structural."
    " N/V: the one in some years, the other in others. PM: amount unknown, in no sum. *: rests on an assumption."
)


def sign_legend() -> Message:
    """Return what the signs and letters of the sheets mean."""
    return _SIGNS


def _headings(contents: Contents) -> list[Cell | None]:
    fixed = (say("Programma"), say("Taakveld"), say("Category"), say("Description"), say("I/S"), say("V/N"))
    cells: list[Cell | None] = [Cell(contents.text(one), "head") for one in fixed]
    for year in contents.years:
        cells += [Cell(str(year), "head"), Cell("PM", "head")]
    cells.append(Cell(contents.text(say("Remark")), "head"))
    return [*cells, *(Cell(f"{year} x {contents.language.money(THOUSAND)}", "head") for year in contents.years)]


def _status(contents: Contents) -> Iterator[Row]:
    """Yield what is known of the decision itself."""
    amendment, text = contents.settings.amendment, contents.text
    parts = [
        text(say("status: {text}", text=amendment.status)),
        text(say("number: {text}", text=amendment.number)) if amendment.number else "",
        text(say("body: {text}", text=amendment.body)) if amendment.body else "",
        text(say("date: {text}", text=amendment.date)) if amendment.date else "",
        text(say("municipalities book in units of {unit}", unit=text(_unit(contents)))),
    ]
    yield [Cell("; ".join(part for part in parts if part), "fact")]


def _unit(contents: Contents) -> Message:
    return say("a thousand euros") if contents.settings.amendment.unit == 100_000 else say("one euro")


class _Writer:
    """One block, row by row; knows the row that it writes next."""

    def __init__(self, contents: Contents, block: Block, row: int) -> None:
        self.contents = contents
        self.block = block
        self.row = row
        self.text = contents.text
        self.rounds = block.kind == "municipality"
        self.entries: dict[SideName, list[tuple[Entry, _Line]]] = {"expense": [], "income": []}
        self.totals: dict[SideName, _Line] = {}
        self.thousands = self._thousands()

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the block."""
        for row in self._all():
            self.row += 1
            yield row

    def _all(self) -> Iterator[Row]:
        block = self.block
        yield []
        yield from self._title()
        totals = self.totals
        for side in SIDES:
            entries = block.expense if side == "expense" else block.income
            if entries:
                yield [Cell(self.text(_SIDE_HEADINGS[side]), "block")]
                for entry in entries:
                    yield self._entry(side, entry)
                lines = [line for _, line in self.entries[side]]
                totals[side] = self._total(side, lines, totals.get("expense"))
                yield self._sum(side, lines, totals)
        if not totals:
            yield [None, None, None, Cell(self.text(say("no contribution")))]
        elif self.rounds:
            yield from self._municipality(totals["expense"])
        else:
            yield from self._balance(totals)
            yield from self._hearing()
        yield from self._estimates()

    def _title(self) -> Iterator[Row]:
        block, text = self.block, self.text
        name = self.contents.payee_name(None if block.kind == "executor" else block.organisation)
        yield [Cell(f"{name} ({text(_KINDS[block.kind])})", "title")]
        if not block.complete:
            known = all(amount is not None for one in block.estimates for amount in one.before)
            told = (
                say("CONCEPT: the coverage is still to be decided")
                if known
                else say("CONCEPT: the new estimate is missing, as the current one is not given")
            )
            yield [Cell(text(told), "alert")]
        if block.provisional:
            yield [Cell(text(say("PROVISIONAL, key not adopted")), "alert")]

    def _entry(self, side: SideName, entry: Entry) -> Row:
        """Return the row of an entry; what a municipality books is rounded to the amendment's unit."""
        row = self.row
        amounts = self._booked(entry.amounts)
        self.entries[side].append((entry, _Line(row, amounts)))
        account = entry.account
        return [
            *(Cell(self.text(one)) if one else None for one in account[:3]),
            Cell(self.text(self._description(side, entry)), "wrapped"),
            Cell(NATURE_LETTERS[entry.nature], "centre"),
            self._direction(side, row, amounts),
            *self._cells(row, amounts, lambda position: self._amount_formula(side, entry, position)),
            Cell(self._remark(side, entry), "wrapped"),
            *(
                Cell("PM" if total_value(amount) == "PM" else figure, "whole")
                for amount, figure in zip(amounts, self.thousands[side][len(self.entries[side]) - 1], strict=True)
            ),
        ]

    def _description(self, side: SideName, entry: Entry) -> Message:
        if entry.payer is None:
            names = tuple(self._measures(self.contents.ledger.spendings[entry.number - 1]))
            more = say("and {count} more", count=len(names) - _NAMED_AT_MOST)
            return say(
                "measures: {names}", names=names if len(names) <= _NAMED_AT_MOST else (*names[:_NAMED_AT_MOST], more)
            )
        if side == "expense":
            return say("contribution to {name}", name=self.contents.payee_name(entry.payee))
        return say("contribution of {name}", name=self.contents.name(entry.payer))

    def _measures(self, spending: Spending) -> Iterator[str]:
        for row in {one.id: one for one in self.contents.amounts}.values():
            measure = row.measure
            if Spending(measure.side, measure.nature, account_of(measure.booking)) == spending:
                yield measure.name or row.id

    def _remark(self, side: SideName, entry: Entry) -> str:
        account: Account = entry.account
        missing = [name for name, value in zip(("programma", "taakveld"), account[:2], strict=True) if value is None]
        if account.category is None and entry.payer is None:
            missing.append(self.text(say("category")))
        elif account.category is None and side == "expense":
            missing.append(self.text(say("category (a contribution for IT can be 3.8 or 4.3.3)")))
        parts = [codes_text(account.codes)]
        if missing:
            parts.append(self.text(say("missing: {fields}", fields=tuple(missing))))
        if side == "expense" and entry.payer is not None:
            parts.append(self.contents.case.budget.participants[entry.payer].note)
        return "; ".join(self.text(part) for part in parts if part)

    def _amount_formula(self, side: SideName, entry: Entry, position: int) -> tuple[str, str]:
        """Return the formulas of an entry's amount in a year, in euros, and of its PM posts."""
        year = self.contents.years[position]
        if entry.payer is None:
            sheet, amount, unknown, number, years = "measures", AMOUNT, UNKNOWN, SPENDING, AMOUNT_YEAR
            last = self.contents.last_amount_row
        else:
            number = CONTRIBUTION if side == "income" else PAYMENT
            sheet, amount, unknown, years = "trace", TRACED, TRACED_UNKNOWN, TRACE_YEAR
            last = self.contents.last_trace_row

        def column(index: int) -> str:
            return down(index, FIRST_ROW, last, self.contents.sheet(sheet))

        def summed(what: int) -> str:
            return f"SUMIFS({column(what)},{column(number)},{entry.number},{column(years)},{year})"

        exact = nearest_euros(summed(amount))
        return (self._rounded(exact) if self.rounds else exact), summed(unknown)

    def _rounded(self, exact: str) -> str:
        thousand = self.contents.settings.amendment.unit == 100_000
        return f"ROUND({exact}/1000,0)*1000" if thousand else f"ROUND({exact},0)"

    def _cells(
        self,
        row: int,
        amounts: Sequence[Total],
        formulas: Callable[[int], tuple[str, str]],
        *,
        total: bool = False,
    ) -> Iterator[Cell]:
        """Yield the cells of a row: per year its amount, or PM, and the number of PM posts."""
        for position, amount in enumerate(amounts):
            exact, unknown = formulas(position)
            place = f"${letters(_FIRST_YEAR + 2 * position + 1)}{row}"
            formula = self.contents.formula(f'IF(({exact}=0)*({place}>0)>0,"PM",{exact})')
            yield Cell(total_value(amount), money_style(total=total, assumed=amount.assumed), formula)
            yield Cell(amount.pm, "pm", self.contents.formula(unknown))

    def _direction(self, side: SideName, row: int, amounts: Sequence[Total]) -> Cell:
        """Return whether a row is a disadvantage (N) or an advantage (V)."""
        more, less = ("N", "V") if side == "expense" else ("V", "N")
        above = any(one.amount > 0 for one in amounts)
        below = any(one.amount < 0 for one in amounts)
        value = "N/V" if above and below else more if above else less if below else ""
        cells = [f"SUM(${letters(_FIRST_YEAR + 2 * position)}{row})" for position in range(len(amounts))]
        up, lower = ("+".join(["0", *(f"({cell}{sign}0)" for cell in cells)]) for sign in "><")
        formula = f'IF({up}>0,IF({lower}>0,"N/V","{more}"),IF({lower}>0,"{less}",""))'
        return Cell(value, "centre", self.contents.formula(formula))

    def _total(self, side: SideName, lines: Sequence[_Line], expense: _Line | None) -> _Line:
        """Return the total of a side; what is PM in the baten is what is PM in the lasten or in own income."""
        amounts = _added([line.amounts for line in lines])
        if self.rounds:
            totals, one = self.contents.allocation.totals, self.block.organisation
            posts = [sum(totals[one, year, nature].pm for nature in NATURES) for year in self.contents.years]
            amounts = tuple(amount._replace(pm=pm) for amount, pm in zip(amounts, posts, strict=True))
        if side == "income":
            own = [line.amounts for line in self._own_income()]
            of_expense = expense.amounts if expense else [Total(0, 0, assumed=False)] * len(amounts)
            posts = [sum(one.pm for one in ones) for ones in zip(of_expense, *own, strict=True)]
            amounts = tuple(one._replace(pm=pm) for one, pm in zip(amounts, posts, strict=True))
        return _Line(self.row, amounts)

    def _own_income(self) -> list[_Line]:
        return [line for entry, line in self.entries["income"] if entry.payer is None]

    def _sum(self, side: SideName, lines: Sequence[_Line], totals: dict[SideName, _Line]) -> Row:
        """Return the row of a side's total."""

        def formulas(position: int) -> tuple[str, str]:
            amount, unknown = _FIRST_YEAR + 2 * position, _FIRST_YEAR + 2 * position + 1
            summed = nearest_euros(f"SUM({down(amount, lines[0].row, lines[-1].row)})")
            if self.rounds:  # a post that comes by two ways is one post
                contents = self.contents
                posts = of_rows(contents, unknown_column(contents, self.block.organisation))
                return summed, f"SUMIFS({posts},{of_rows(contents, DIVIDED_YEAR)},{contents.years[position]})"
            if side == "expense":
                return summed, f"SUM({down(unknown, lines[0].row, lines[-1].row)})"
            of_expense = f"${letters(unknown)}{totals['expense'].row}" if "expense" in totals else "0"
            return summed, f"{of_expense}{self._own_income_unknown(position)}"

        return [
            *[Cell("", "total")] * 3,
            Cell(self.text(_SIDE_TOTALS[side]), "total"),
            *[Cell("", "total")] * 2,
            *self._cells(self.row, totals[side].amounts, formulas, total=True),
            None,
            *self._thousands_total(side, lines),
        ]

    def _thousands(self) -> dict[SideName, list[list[int]]]:
        """Return each entry's amounts in whole thousands that add up; sides that are equal stay equal."""
        sides: dict[SideName, Sequence[Entry]] = {"expense": self.block.expense, "income": self.block.income}
        cells: list[list[int]] = []
        parents: list[int | None] = []
        count = sum(map(len, sides.values()))
        for number, (side, entries) in enumerate(sides.items()):
            sign = 1 if side == "expense" else -1
            for entry in entries:
                amounts = self._booked(entry.amounts)
                cells.append([sign * one.amount for one in amounts])
                parents.append(count + number)
        table = controlled(Grid(cells, [*parents, None, None]), THOUSAND)
        first = len(self.block.expense)
        expense = [row[:-1] for row in table[:first]]
        income = [[-figure for figure in row[:-1]] for row in table[first:count]]
        return {"expense": expense, "income": income}

    def _booked(self, amounts: Sequence[Total]) -> tuple[Total, ...]:
        """Return amounts as the organisation books them; a municipality rounds them to the amendment's unit."""
        if not self.rounds:
            return tuple(amounts)
        return tuple(one._replace(amount=booked(self.contents.case, one.amount)) for one in amounts)

    def _thousands_total(self, side: SideName, lines: Sequence[_Line]) -> Iterator[Cell]:
        first = _FIRST_YEAR + 2 * len(self.contents.years) + 1
        for position in range(len(self.contents.years)):
            figure = sum(row[position] for row in self.thousands[side])
            unknown = any(total_value(line.amounts[position]) == "PM" for line in lines) and not figure
            span = down(first + position, lines[0].row, lines[-1].row)
            formula = f'IF((SUM({span})=0)*(COUNT({span})<{len(lines)})>0,"PM",SUM({span}))'
            value: Value = "PM" if unknown else figure
            yield Cell(value, "thousands", self.contents.formula(formula))

    def _own_income_unknown(self, position: int) -> str:
        """Return the formula that adds the PM posts of the executor's own income in a year."""
        if self.block.kind != "executor":
            return ""
        sheet, last = self.contents.sheet("measures"), self.contents.last_amount_row
        posts, sides, years = (down(one, FIRST_ROW, last, sheet) for one in (UNKNOWN, AMOUNT_SIDE, AMOUNT_YEAR))
        return f'+SUMIFS({posts},{sides},"{SIDE_WORDS["income"]}",{years},{self.contents.years[position]})'

    def _plain(self, label: Message, cents: Sequence[int], formulas: Sequence[str], remark: str = "") -> Row:
        """Return a row of amounts without PM."""
        cells: list[Cell | None] = [None, None, None, Cell(self.text(label), "wrapped"), None, None]
        for amount, formula in zip(cents, formulas, strict=True):
            cells += [Cell(euros(amount), "money", self.contents.formula(formula)), None]
        return [*cells, Cell(remark, "wrapped") if remark else None]

    def _balance(self, totals: dict[SideName, _Line]) -> Iterator[Row]:
        """Yield the balance of an organisation that passes everything on; it is zero."""

        def part(side: SideName, position: int) -> str:
            return f"SUM(${letters(_FIRST_YEAR + 2 * position)}{totals[side].row})" if side in totals else "0"

        positions = range(len(self.contents.years))
        cents = [
            sum(
                totals[side].amounts[position].amount * (1 if side == "income" else -1)
                for side in SIDES
                if side in totals
            )
            for position in positions
        ]
        formulas = [nearest_euros(f"{part('income', one)}-{part('expense', one)}") for one in positions]
        yield self._plain(say("Balance (baten − lasten)"), cents, formulas)

    def _hearing(self) -> Iterator[Row]:
        """Yield whether the contributions change, and who must then be heard (Wgr art. 35)."""
        paid = [line for entry, line in self.entries["income"] if entry.payer is not None]
        if not paid:
            return
        words = {name: self.text(message) for name, message in _CHANGES.items()}
        first, last = paid[0].row, paid[-1].row
        columns = [_FIRST_YEAR + 2 * position for position in range(len(self.contents.years))]
        changed = "+".join(
            f'COUNTIFS({down(column, first, last)},"{sign}0")' for column in columns for sign in (">", "<")
        )
        unknown = "+".join(f"SUM({down(column + 1, first, last)})" for column in columns)
        formula = f'IF({changed}>0,"{words["yes"]}",IF({unknown}>0,"{words["unknown"]}","{words["no"]}"))'
        totals = [total for line in paid for total in line.amounts]
        yes, open_ = any(total.amount for total in totals), any(total.pm for total in totals)
        value = words["yes"] if yes else words["unknown"] if open_ else words["no"]
        yield [
            None,
            None,
            None,
            Cell(self.text(say("Contribution changes:")), "total"),
            None,
            None,
            Cell(value, "total", self.contents.formula(formula)),
        ]
        names = tuple(self.contents.name(one) for one in self.block.councils)
        told = say(
            "If so: the councils of {names} are heard (zienswijze), unless the regulation exempts this change.",
            names=names,
        )
        yield [None, None, None, Cell(self.text(told), "fact")]

    def _municipality(self, total: _Line) -> Iterator[Row]:
        """Yield the contribution to the cent, what rounding adds to it, and what pays for it."""
        entries = self.entries["expense"]
        exact = _added([entry.amounts for entry, _ in entries])
        exact_row = self.row
        positions = range(len(self.contents.years))

        def exact_formulas(position: int) -> tuple[str, str]:
            summed = "+".join(self._exact_formula(entry, position) for entry, _ in entries)
            return nearest_euros(summed), f"${letters(_FIRST_YEAR + 2 * position + 1)}{total.row}"

        yield [
            None,
            None,
            None,
            Cell(self.text(say("Contribution to the cent"))),
            None,
            None,
            *self._cells(exact_row, exact, exact_formulas),
        ]
        differences = [one.amount - other.amount for one, other in zip(total.amounts, exact, strict=True)]
        columns = [letters(_FIRST_YEAR + 2 * position) for position in positions]
        formulas = [nearest_euros(f"SUM(${one}{total.row})-SUM(${one}{exact_row})") for one in columns]
        yield self._plain(say("Difference by rounding to what is booked"), differences, formulas)
        yield from self._coverage(total)

    def _exact_formula(self, entry: Entry, position: int) -> str:
        contents, last = self.contents, self.contents.last_trace_row
        amount, number, year = (
            down(column, FIRST_ROW, last, contents.sheet("trace")) for column in (TRACED, PAYMENT, TRACE_YEAR)
        )
        return f"SUMIFS({amount},{number},{entry.number},{year},{contents.years[position]})"

    def _coverage(self, total: _Line) -> Iterator[Row]:
        """Yield what pays for the contribution per year; a year of which it is not given is still to be decided."""
        sources = list(dict.fromkeys(one.source if one else None for one in self.block.coverage))
        yield [Cell(self.text(say("COVERAGE")), "block")]
        for source in sorted(sources, key=lambda one: one is None):
            label = COVERAGE_NAMES[source] if source else say("Coverage: to be decided")
            cells: list[Cell | None] = [None, None, None, Cell(self.text(label), "wrapped"), None, None]
            for position, coverage in enumerate(self.block.coverage):
                if (coverage.source if coverage else None) != source:
                    cells += [None, None]
                    continue
                amount = total.amounts[position]
                column = _FIRST_YEAR + 2 * position
                place = f"${letters(column)}{total.row}", f"${letters(column + 1)}{total.row}"
                cells += [
                    Cell(total_value(amount), "money", self.contents.formula(place[0])),
                    Cell(amount.pm, "pm", self.contents.formula(place[1])),
                ]
            yield [*cells, Cell(self._coverage_remark(source), "wrapped")]
        one_off = tuple(self._one_off_years())
        if one_off:
            told = say("WARNING: structural lasten meet one-off coverage in {years}", years=one_off)
            yield [None, None, None, Cell(self.text(told), "alert")]

    def _coverage_remark(self, source: CoverageName | None) -> str:
        remarks = dict.fromkeys(one.remark for one in self.block.coverage if one and one.source == source)
        return "; ".join(self.text(remark) for remark in remarks if remark)

    def _one_off_years(self) -> Iterator[str]:
        for position, year in enumerate(self.contents.years):
            coverage = self.block.coverage[position]
            structural = any(
                entry.nature == "structural" and (entry.amounts[position].amount or entry.amounts[position].pm)
                for entry, _ in self.entries["expense"]
            )
            if coverage and coverage.source in ONE_OFF_COVERAGE and structural:
                yield str(year)

    def _estimates(self) -> Iterator[Row]:
        """Yield per programma, taakveld and side the current estimate, the change and the new estimate."""
        given = [one for one in self.block.estimates if any(amount is not None for amount in one.before)]
        if given:
            yield [Cell(self.text(say("ESTIMATE PER PROGRAMMA AND TAAKVELD")), "block")]
        for estimate in given:
            yield from self._estimate(estimate)
        elsewhere = [one for one in self.block.coverage if one and one.source in ONE_OFF_COVERAGE]
        if given and elsewhere:
            told = say("The change on taakveld 0.10 or 0.8 that the coverage brings is not in this estimate.")
            yield [None, None, None, Cell(self.text(told), "fact")]

    def _estimate(self, estimate: Estimate) -> Iterator[Row]:
        lines = [
            line
            for entry, line in self.entries[estimate.side]
            if entry.account[:2] == (estimate.programma, estimate.taakveld)
        ]
        changes = _added([line.amounts for line in lines])
        if len(lines) == len(self.entries[estimate.side]):  # the total counts a post of several contributions once
            lines = [self.totals[estimate.side]]
            changes = lines[0].amounts
        side = self.text(_SIDE_HEADINGS[estimate.side]).lower()
        account = [Cell(self.text(one)) if one else None for one in (estimate.programma, estimate.taakveld)]
        missing = self.text(say("missing"))
        row = self.row
        before: list[Cell | None] = [*account, None, Cell(self.text(say("current estimate, {side}", side=side)))]
        change: list[Cell | None] = [*account, None, Cell(self.text(say("change, {side}", side=side)))]
        new: list[Cell | None] = [*account, None, Cell(self.text(say("new estimate, {side}", side=side)), "total")]
        for cells in (before, change, new):
            cells += [None, None]
        for position, now in enumerate(estimate.before):
            column = letters(_FIRST_YEAR + 2 * position)
            known = letters(_FIRST_YEAR + 2 * position + 1)
            total = changes[position]
            before += [Cell(missing if now is None else euros(now), "money"), None]
            summed, unknown = (f"${one}{lines[0].row}:${one}{lines[-1].row}" for one in (column, known))
            change_formula = f'IF((SUM({summed})=0)*(SUM({unknown})>0)>0,"PM",{nearest_euros(f"SUM({summed})")})'
            change += [
                Cell(total_value(total), "money", self.contents.formula(change_formula)),
                Cell(total.pm, "pm", self.contents.formula(f"SUM({unknown})")),
            ]
            after = None if now is None else euros(now + total.amount)
            formula = self.contents.formula(nearest_euros(f"SUM(${column}{row},${column}{row + 1})"))
            new += [
                Cell(missing, "money_total") if after is None else Cell(after, "money_total", formula),
                Cell(total.pm, "pm", self.contents.formula(f"${known}{row + 1}")),
            ]
        yield before
        yield change
        yield new


_CHANGES = {"yes": say("yes"), "no": say("no"), "unknown": say("not yet to be told (PM)")}


def _added(lines: Sequence[Sequence[Total]]) -> tuple[Total, ...]:
    """Return the sums per year of some rows."""
    return tuple(
        Total(sum(one.amount for one in totals), sum(one.pm for one in totals), any(one.assumed for one in totals))
        for totals in zip(*lines, strict=True)
    )
