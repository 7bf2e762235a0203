"""Measures from the rows of a sheet: a post in each row, or one whose years or participants stand below each other."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ridcalc.core.values.problems import Message, say
from ridcalc.reading.spreadsheets.cells import Figure
from ridcalc.reading.spreadsheets.entries import Entry, Gap, euros
from ridcalc.reading.spreadsheets.ids import Ids, id_of, participant_id
from ridcalc.reading.spreadsheets.labels import nature_of, reserve_side, side_of, taakveld_in
from ridcalc.reading.spreadsheets.layout import AmountColumn
from ridcalc.reading.spreadsheets.reader import Reader
from ridcalc.reading.spreadsheets.table import Row
from ridcalc.reading.spreadsheets.words import Nature, Side, period_of, year_in

_WITHOUT_ZERO = frozenset({"0.1", "6.6"})
"""Numbers that taakvelden with a zero at their end are stored as: 0.10 and 6.60."""


class About(NamedTuple):
    """What the sheet says of a post besides its amounts."""

    name: str
    nature: Nature | None
    side: Side
    key: str | None
    programma: str | None
    taakveld: str | None
    category: str | None
    task: str | None
    source: str | None


@dataclass(slots=True)
class Post:
    """A post and its amounts by period, in cents; with participants by period and participant."""

    about: About
    amounts: dict[str, int | None] = field(default_factory=dict)
    parts: dict[str, dict[str, int | None]] = field(default_factory=dict)
    both: bool = False
    """Whether the same row has expense too."""


class Posts:
    """The posts of a sheet."""

    def __init__(self, reader: Reader) -> None:
        """Take the reader of the sheet; nothing is read yet."""
        self.reader = reader
        self.posts: list[Post] = []
        self._open: dict[About, list[Post]] = {}
        """The posts by what is said of them, where rows below each other may be one post."""
        fields = reader.layout.fields
        self._below = bool({"year", "period", "participant"} & fields.keys())
        self._name = ""
        self._negative_income = self._positive_income = False
        self._positive_expense = False
        self._negative_expenses = 0

    def read(self) -> None:
        """Read all rows."""
        for row, figures in self.reader.rows():
            name = self._name_of(row)
            if name is None:
                continue
            sides = self._sides(row, name, figures)
            for side, amounts in sides.items():
                self._add(row, name, side, amounts, both=len(sides) > 1 and side == "income")
        self._settle_signs()
        for field_name, remark in (("programma", "programma"), ("taakveld", "taakveld-missing")):
            said = sum(getattr(post.about, field_name) is not None for post in self.posts)
            self.reader.remarks[remark] = len(self.posts) - said if said else 0

    def _name_of(self, row: Row) -> str | None:
        """Return the name of a post; that of the row above where years stand below each other."""
        name = self.reader.text(row, "name")
        if self.reader.options.section == "current":
            return name or self.reader.text(row, "taakveld") or self.reader.block.taakveld or ""
        if name is None and self._below and self._name:
            self.reader.remarks["carried"] += 1
            return self._name
        if name is None:
            message = say("this row has amounts and no name")
            hint = say("write a name in the sheet; a row of totals is recognised by a name such as Totaal")
            self.reader.add_problem(row, None, "row-without-name", message, hint)
            return None
        self._name = name
        return name

    def _sides(
        self, row: Row, name: str, figures: list[tuple[AmountColumn, Figure]]
    ) -> dict[Side, list[tuple[str, int | None]]]:
        """Return the amounts of a row by side, each with its period; beside another a side of zeros is left out."""
        own = self._own_side(row, name)
        sides: dict[Side, list[tuple[str, int | None]]] = {}
        for column, figure in figures:
            period = self._period(row, column)
            if period is not None:
                sides.setdefault(column.side or own, []).append((period, None if figure is None else int(figure)))
        kept = {side: amounts for side, amounts in sides.items() if any(amount != 0 for _, amount in amounts)}
        return kept or dict(list(sides.items())[:1])

    def _own_side(self, row: Row, name: str) -> Side:
        """Return the side that a row says, the heading of its block, or a name such as Onttrekking reserve."""
        text = self.reader.text(row, "side")
        side = side_of(text) if text else self.reader.block.side or reserve_side(name)
        if text and side is None:
            self._unknown(row, "side", text)
        return side or "expense"

    def _unknown(self, row: Row, field_name: Literal["side", "nature"], text: str) -> None:
        """Add the problem of a word that is no side or no nature."""
        if field_name == "side":
            message = say("'{text}' is not recognised as expense or income", text=text)
            hint = say("write one of these in the sheet: {known}", known="lasten, baten, L, B")
        else:
            message = say("'{text}' is not recognised as incidental or structural", text=text)
            hint = say("write one of these in the sheet: {known}", known="I, S, incidenteel, structureel")
        self.reader.add_problem(row, self.reader.layout.fields[field_name], "cell-unreadable", message, hint)

    def _period(self, row: Row, column: AmountColumn) -> str | None:
        """Return the period of an amount: what its column says, or its row, or the title of the sheet."""
        reader = self.reader
        if column.period is not None:
            return column.period
        year_text, period_text = reader.text(row, "year"), reader.text(row, "period")
        year = year_in(year_text) if year_text else reader.layout.year
        period = period_of(period_text, year) if period_text else year
        if period is None:
            text = period_text or year_text or ""
            message = say("'{text}' is not recognised as a year or a period", text=text)
            hint = say("write a year such as 2027, or a period such as 2027-Q1")
            used = reader.layout.fields.get("period") or reader.layout.fields.get("year")
            reader.add_problem(row, used, "cell-unreadable", message, hint)
        return period

    def _add(self, row: Row, name: str, side: Side, amounts: list[tuple[str, int | None]], *, both: bool) -> None:
        """Add the amounts of a row to its post."""
        about = self._about(row, name, side)
        participant = self.reader.text(row, "participant")
        for period, amount in amounts:
            self._count(period[:4], side, amount)
            if side == "income" and amount:
                self._negative_income |= amount < 0
                self._positive_income |= amount > 0
            elif amount:
                self._negative_expenses += amount < 0
                self._positive_expense |= amount > 0
        if not self._below:
            self.posts.append(Post(about, dict(amounts), {}, both))
            return
        for period, amount in amounts:
            post = self._post_without(about, period, participant, both=both)
            if participant is None:
                post.amounts[period] = amount
            else:
                post.parts.setdefault(period, {})[participant_id(participant)] = amount

    def _count(self, year: str, side: Side, amount: int | None) -> None:
        """Add an amount to the sum of its year, or to its PM posts."""
        if amount is None:
            self.reader.unknown[year] += 1
        self.reader.sums[year] += (amount or 0) * (-1 if side == "income" else 1)

    def _post_without(self, about: About, period: str, participant: str | None, *, both: bool) -> Post:
        """Return the first post of which this is said and that has no such amount yet; a new one if there is none."""
        posts = self._open.setdefault(about, [])
        for post in posts:
            taken = post.parts.get(period, {}) if participant else post.amounts
            alike = (participant is None) == (not post.parts)
            if alike and (participant_id(participant) if participant else period) not in taken:
                return post
        post = Post(about, both=both)
        posts.append(post)
        self.posts.append(post)
        return post

    def _about(self, row: Row, name: str, side: Side) -> About:
        text, block = self.reader.text, self.reader.block
        nature = nature_of(written) if (written := text(row, "nature")) else block.nature
        if written and nature is None:
            self._unknown(row, "nature", written)
        key = text(row, "key")
        return About(
            name,
            nature or self.reader.options.nature,
            side,
            id_of(key) if key else self.reader.options.key,
            text(row, "programma") or block.programma,
            self._taakveld(row) or block.taakveld,
            self._category(row),
            text(row, "task"),
            text(row, "source"),
        )

    def _taakveld(self, row: Row) -> str | None:
        """Return the code of the taakveld of a row; what is no code as it stands."""
        column = self.reader.layout.fields.get("taakveld")
        cell = row.cells.get(column or 0)
        if cell is None:
            return None
        if cell.kind == "date":
            message = say("this cell holds a date, {text}, where a taakveld is expected", text=cell.text)
            self.reader.add_problem(row, column, "cell-unreadable", message, _as_text("0.4"))
        if cell.kind == "number" and cell.text in _WITHOUT_ZERO:
            self.reader.remarks["taakveld"] += 1
        text = cell.text.replace(",", ".") if cell.text.replace(",", "").isdecimal() else cell.text
        return taakveld_in(text) or " ".join(text.split())

    def _category(self, row: Row) -> str | None:
        """Return the category of a row."""
        column = self.reader.layout.fields.get("category")
        cell = row.cells.get(column or 0)
        if cell is not None and cell.kind == "date":
            message = say("this cell holds a date, {text}, where a category is expected", text=cell.text)
            self.reader.add_problem(row, column, "cell-unreadable", message, _as_text("3.5.1"))
        return self.reader.text(row, "category")

    def _settle_signs(self) -> None:
        """Write income without minus where the whole sheet shows income as negative amounts."""
        if self._negative_expenses and self._positive_expense:
            self.reader.remarks["mixed-expense"] += self._negative_expenses
        elif self._negative_expenses:
            self.reader.remarks["negative-expense"] += 1
        if self._negative_income and self._positive_income:
            self.reader.remarks["mixed-income"] += 1
        if not self._negative_income or self._positive_income:
            return
        self.reader.remarks["negative-income"] += 1
        for post in self.posts:
            if post.about.side == "income":
                for year, amounts in self._of_years(post):
                    self.reader.sums[year] += 2 * amounts
                post.amounts = {period: -(amount or 0) if amount else amount for period, amount in post.amounts.items()}
                for parts in post.parts.values():
                    parts.update({name: -amount for name, amount in parts.items() if amount})

    @staticmethod
    def _of_years(post: Post) -> Iterator[tuple[str, int]]:
        for period, amount in post.amounts.items():
            yield period[:4], amount or 0
        for period, parts in post.parts.items():
            yield period[:4], sum(amount or 0 for amount in parts.values())


def _as_text(example: str) -> Message:
    return say(
        "a program made a date of what was typed: set the cell to Text and type it again, such as {example}",
        example=example,
    )


def measures_of(posts: Posts, ids: Ids, income: str) -> Iterator[tuple[str, Entry]]:
    """Yield the id and the entry of each measure, in order; `income` is the word for income in names and ids."""
    for post in posts.posts:
        about = post.about
        name = f"{about.name}, {income}" if post.both else about.name
        entry: Entry = {
            "name": name,
            "nature": about.nature or Gap(say("incidental or structural")),
        }
        if about.side == "income":
            entry["side"] = "income"
        if not post.parts:
            entry["key"] = about.key or Gap(say("the id of a key in keys.yaml"))
        if about.task:
            entry["task"] = id_of(about.task)
        if post.parts:
            entry["parts"] = {
                period: {name: euros(amount) for name, amount in parts.items()} for period, parts in post.parts.items()
            }
        else:
            entry["amounts"] = {period: euros(amount) for period, amount in post.amounts.items()}
        booking: Entry = {
            name: text
            for name, text in (
                ("programma", about.programma),
                ("taakveld", about.taakveld),
                ("category", about.category),
            )
            if text
        }
        if booking:
            entry["booking"] = booking
        if about.source:
            entry["source"] = {"document": id_of(about.source, "document")}
        yield ids.new(about.name, f"-{income}" if post.both else ""), entry
