r"""The lines of an allocation as CSV or JSON text, a division at a time, so that memory does not grow with the lines.

Text shared by the lines of a division or plan is formatted once, because an allocation may have millions of lines. A
line is joined from ten pieces. Example: the measure `i-strategie` in 2023-Q1, € 30.000, and `duiven`, a member of
the partnership 1stroom:

    piece    once per     JSON                                                   CSV
    head     division     `,\n  {"measure": "i-strategie", … "year": 2023, `     `i-strategie,…,2023,`
    start    plan, slot   `"participant": "duiven", "amount": "`                 `duiven,`
    amount   line         `9006.47`                                              `9006.47`
    between  division     `", "exact": "`                                        `,`
    exact    line         `15031800/1669`                                        `15031800/1669`
    middle   plan, slot   `", "pm": false, "key": "1stroom", … "assumed": true`  `,false,1stroom,…,true`
    task     division     `, "task": "ict"`                                      `,ict`
    about    plan, slot                                                          `,Duiven,1stroom,true,`
    name     division                                                            `I-strategie`
    end      plan, slot   `}`                                                    `,1stroom,0.539544637507,2019\n`

The lines of a PM post have no amount, between and exact: their amount and exact value are empty (null in JSON).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from operator import itemgetter
from typing import NamedTuple, Protocol

from ridcalc.core.allocation.result import Allocation, Division
from ridcalc.core.budget.model import Measure
from ridcalc.core.keys.plans import Stage
from ridcalc.core.values.filter import Filter
from ridcalc.core.values.problems import say
from ridcalc.core.values.progress import Progress
from ridcalc.language.numbers import canonical_fraction, canonical_money
from ridcalc.render.line_numbers import LowestTerms, exacts_of, money

COLUMNS = (
    "measure",
    "nature",
    "side",
    "period",
    "year",
    "participant",
    "amount",
    "exact",
    "pm",
    "key",
    "share",
    "assumed",
    "task",
)
"""The names of the fields of a line, in order."""

_AMOUNT = COLUMNS.index("amount")
"""The position of the amount among the fields, from 0."""


_TASK = COLUMNS.index("task")
"""The position of the task among the fields, from 0."""


class More(Protocol):
    """What a line has after its fields, in three texts."""

    def of_participant(self, participant: str) -> str:
        """Return the text about a participant."""

    def of_measure(self, measure: str | None) -> str:
        """Return the text about a measure (None: a batch)."""

    def of_stage(self, stage: Stage, position: int) -> str:
        """Return the text about the key of a stage, and the share at a position (from 0) in the stage."""


class Notation(NamedTuple):
    """The marks of a line of CSV or JSON: before the line (`begin`), between its fields, and after the line (`end`)."""

    begin: str
    between: str
    end: str
    named: bool
    """Write the name of each field before its value, and quotes around texts, as in JSON."""
    decimal_mark: str = "."
    """The mark before the decimals of amounts."""
    formula_safe: bool = False
    """Put an apostrophe before a value that a spreadsheet would read as a formula."""
    more: More | None = None
    """What a line has after its fields; None: nothing."""

    def fields(self, first: int, values: Sequence[str | int | bool | None]) -> list[str]:
        """Return the text of some consecutive fields; `first` is the position of the first field, from 0."""
        names = COLUMNS[first : first + len(values)]
        if self.named:
            return [f'"{name}": {json.dumps(value)}' for name, value in zip(names, values, strict=True)]
        return [
            "" if value is None else str(value).lower() if isinstance(value, bool) else str(value) for value in values
        ]

    def quote(self) -> str:
        """Return the mark around a text."""
        return '"' if self.named else ""

    def name(self, field: str) -> str:
        """Return the text before the value of a field: its name, if fields are named."""
        return f'"{field}": ' if self.named else ""


JSON = Notation(",\n  {", ", ", "}", named=True)


def line_pieces(allocation: Allocation, selection: Filter, notation: Notation, progress: Progress) -> Iterator[str]:
    """Yield the selected lines as text, a piece for each division: measures in file order, periods in time order."""
    writer = _Writer(allocation.case.budget.measures, selection, notation)
    divisions = allocation.divisions
    unknown = {_post(one): one for one in divisions if one.amount is None and one.amounts[0].kind == "parts"}
    declared = {name: position for position, name in enumerate(allocation.tree.ids)} if unknown else {}
    merged: set[object] = set()
    for division in progress.each(divisions, say("writing"), len(divisions), say("amounts")):
        if selection.takes(division.period.year):
            post = _post(division) if unknown else None
            if post in merged:
                continue
            if division.amount is not None and post in unknown:
                merged.add(post)
                lines = writer.lines_of_both(division, unknown[post], declared)
            else:
                lines = "".join(writer.pieces(division))
            if lines:  # empty if the division reaches no selected participant
                yield lines


def _post(division: Division) -> tuple[object, ...]:
    """Return what the known parts and the parts that are PM of one period have in common."""
    return division.measure, division.period, division.span


class _SlotTexts(NamedTuple):
    """The texts that the lines of a plan share, for each selected slot."""

    slots: Sequence[int]
    starts: list[str]
    middles: list[str]
    abouts: list[str]
    ends: list[str]


class _Writer:
    """A writer of lines, which keeps the texts of each plan."""

    def __init__(self, measures: Mapping[str, Measure], selection: Filter, notation: Notation) -> None:
        self.measures = measures
        self.selection = selection
        self.notation = notation
        self._texts: dict[tuple[int, bool, bool], _SlotTexts] = {}
        """By the identity of the plan, whether the amount is assumed, and whether it is PM."""
        self._lowest = LowestTerms()

    def lines_of_both(self, known: Division, unknown: Division, declared: Mapping[str, int]) -> str:
        """Return the selected lines of known parts and of those that are PM, in declared order of participants.

        `declared` has participant → its position in declared order.
        """
        lines = []
        for division in (known, unknown):
            slots = self._texts_of(division).slots
            pieces = self.pieces(division)
            width = len(pieces) // len(slots) if slots else 1
            lines += [
                (declared[division.plan.participants[slot]], "".join(pieces[width * line : width * (line + 1)]))
                for line, slot in enumerate(slots)
            ]
        return "".join(line for _, line in sorted(lines, key=itemgetter(0)))

    def _texts_of(self, division: Division) -> _SlotTexts:
        """Return the texts that the lines of a division share with others of its plan."""
        key = (id(division.plan), division.assumed, division.amount is None)
        texts = self._texts.get(key)
        if texts is None:
            texts = self._texts[key] = self._slot_texts(division)
        return texts

    def pieces(self, division: Division) -> list[str]:
        """Return the selected lines of a division in pieces, as many for each line."""
        notation, texts = self.notation, self._texts_of(division)
        common = (division.measure, division.nature, division.side, division.period.text, division.period.year)
        head = notation.begin + notation.between.join(notation.fields(0, common)) + notation.between
        task = notation.between + notation.fields(_TASK, (self._task(division.measure),))[0]
        name = notation.more.of_measure(division.measure) if notation.more else ""
        ends = texts.ends
        if notation.named and division.plan.batched:
            ends = [f"{_steps(division, slot)}{notation.end}" for slot in texts.slots]
        numbers = () if division.amount is None else self._numbers(division, texts.slots)
        columns = (head, texts.starts, *numbers, texts.middles, task, texts.abouts, name, ends)
        return _interleaved([column for column in columns if column], len(texts.slots))

    def _numbers(self, division: Division, slots: Sequence[int]) -> tuple[list[str], str, list[str]]:
        """Return the amounts of some slots, what stands between the amount and the exact value, and the exact values.

        The division is not PM.
        """
        notation = self.notation
        amounts = money(division.parts, notation.decimal_mark)
        exacts = exacts_of(division, self._lowest)
        if notation.formula_safe:
            exacts = [f"'{exact}" if exact[0] == "-" and "/" in exact else exact for exact in exacts]
        if len(slots) < len(amounts):
            amounts, exacts = [amounts[slot] for slot in slots], [exacts[slot] for slot in slots]
        quote = notation.quote()
        return amounts, f"{quote}{notation.between}{notation.name('exact')}{quote}", exacts

    def _task(self, measure: str | None) -> str | None:
        """Return the task of a measure; None for a batch, and for a measure without a task."""
        return None if measure is None else self.measures[measure].task

    def _slot_texts(self, division: Division) -> _SlotTexts:
        """Return the texts that the lines of the division share with other divisions of its plan."""
        notation, plan, unknown = self.notation, division.plan, division.amount is None
        slots = [slot for slot, name in enumerate(plan.participants) if self.selection.takes(participant=name)]
        starts, middles, abouts, ends = [], [], [], []
        for slot in slots:
            number, position = plan.reached_by[slot]
            stage = plan.stages[number]
            in_proportion = stage.key and stage.amounts is None
            share = canonical_fraction(Fraction(stage.weights[position], stage.total)) if in_proportion else None
            participant = notation.fields(_AMOUNT - 1, (plan.participants[slot],))
            rest = notation.fields(_AMOUNT + 2, (unknown, stage.key, share, division.assumed or plan.assumed[slot]))
            if unknown:
                no_amounts = notation.fields(_AMOUNT, (None, None))
                starts.append(notation.between.join((*participant, *no_amounts)) + notation.between)
                middle = notation.between.join(rest)
            else:
                starts.append(f"{participant[0]}{notation.between}{notation.name('amount')}{notation.quote()}")
                middle = notation.quote() + notation.between + notation.between.join(rest)
            more = notation.more
            middles.append(middle)
            version = f'{notation.between}"version": {json.dumps(stage.version)}' if notation.named else ""
            abouts.append(more.of_participant(plan.participants[slot]) if more else version)
            no_steps = ', "steps": []' if notation.named else ""
            ends.append((more.of_stage(stage, position) if more else no_steps) + notation.end)
        return _SlotTexts(slots, starts, middles, abouts, ends)


def _interleaved(columns: Sequence[str | list[str]], count: int) -> list[str]:
    """Return the pieces of `count` lines, line after line; a column that is one text stands in every line.

    The pieces are joined once for a division, in half of the time that making a text of each line takes.
    """
    width = len(columns)
    pieces = [column if isinstance(column, str) else "" for column in columns] * count
    for position, column in enumerate(columns):
        if not isinstance(column, str):
            pieces[position::width] = column
    return pieces


def _steps(division: Division, slot: int) -> str:
    """Return the field `steps` of a line of a batch: what each step of the key gave, where it gave something."""
    stage = division.plan.stages[division.plan.reached_by[slot].stage]
    steps = [
        {"step": step, "amount": canonical_money(division.by_step[step][slot])}
        for step in stage.part_steps
        if stage.amounts is not None and division.by_step[step][slot]
    ]
    return f', "steps": {json.dumps(steps)}'
