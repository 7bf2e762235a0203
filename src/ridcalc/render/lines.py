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
from functools import cache
from math import gcd
from operator import itemgetter
from typing import NamedTuple, Protocol

from ridcalc.core.allocation.result import Allocation, Column, Division
from ridcalc.core.budget.model import Measure
from ridcalc.core.keys.plans import Stage
from ridcalc.core.values.filter import Filter
from ridcalc.core.values.problems import say
from ridcalc.core.values.progress import Progress
from ridcalc.language.numbers import canonical_fraction, canonical_money

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
                lines = "".join(writer.lines(division))
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
        self._lowest = _LowestTerms()

    def lines_of_both(self, known: Division, unknown: Division, declared: Mapping[str, int]) -> str:
        """Return the selected lines of known parts and of those that are PM, in declared order of participants.

        `declared` has participant → its position in declared order.
        """
        lines = [
            (declared[division.plan.participants[slot]], line)
            for division in (known, unknown)
            for slot, line in zip(self._texts_of(division).slots, self.lines(division), strict=True)
        ]
        return "".join(line for _, line in sorted(lines, key=itemgetter(0)))

    def _texts_of(self, division: Division) -> _SlotTexts:
        """Return the texts that the lines of a division share with others of its plan."""
        key = (id(division.plan), division.assumed, division.amount is None)
        texts = self._texts.get(key)
        if texts is None:
            texts = self._texts[key] = self._slot_texts(division)
        return texts

    def lines(self, division: Division) -> list[str]:
        """Return the selected lines of a division."""
        notation, unknown = self.notation, division.amount is None
        texts = self._texts_of(division)
        common = (division.measure, division.nature, division.side, division.period.text, division.period.year)
        head = notation.begin + notation.between.join(notation.fields(0, common)) + notation.between
        task = notation.between + notation.fields(_TASK, (self._task(division.measure),))[0]
        name = notation.more.of_measure(division.measure) if notation.more else ""
        ends = texts.ends
        if notation.named and division.plan.batched:
            ends = [f"{_steps(division, slot)}{notation.end}" for slot in texts.slots]
        if unknown:
            pieces = zip(texts.starts, texts.middles, texts.abouts, ends, strict=True)
            return [f"{head}{start}{middle}{task}{about}{name}{end}" for start, middle, about, end in pieces]
        amounts = _money(division.parts, notation.decimal_mark)
        exacts = _exacts(division, self._lowest)
        if notation.formula_safe:
            exacts = [f"'{exact}" if exact[0] == "-" and "/" in exact else exact for exact in exacts]
        if len(texts.slots) < len(amounts):
            amounts, exacts = [amounts[slot] for slot in texts.slots], [exacts[slot] for slot in texts.slots]
        quote = notation.quote()
        between = f"{quote}{notation.between}{notation.name('exact')}{quote}"
        rows = zip(texts.starts, amounts, exacts, texts.middles, texts.abouts, ends, strict=True)
        return [
            f"{head}{start}{amount}{between}{exact}{middle}{task}{about}{name}{end}"
            for start, amount, exact, middle, about, end in rows
        ]

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


def _steps(division: Division, slot: int) -> str:
    """Return the field `steps` of a line of a batch: what each step of the key gave, where it gave something."""
    stage = division.plan.stages[division.plan.reached_by[slot].stage]
    steps = [
        {"step": step, "amount": canonical_money(division.by_step[step][slot])}
        for step in stage.part_steps
        if stage.amounts is not None and division.by_step[step][slot]
    ]
    return f', "steps": {json.dumps(steps)}'


def _money(cents: Column, decimal_mark: str) -> list[str]:
    """Return the text of amounts in cents, as `canonical_money` gives it; faster if no amount is negative."""
    if min(cents) < 0:
        return [canonical_money(part).replace(".", decimal_mark) for part in cents]
    decimals = _decimals(decimal_mark)
    return [f"{part // 100}{decimals[part % 100]}" for part in cents]


@cache
def _decimals(decimal_mark: str) -> list[str]:
    """Return the text after the whole euros of an amount, for 0 to 99 cents."""
    return [f"{decimal_mark}{cents:02d}" for cents in range(100)]


class _LowestTerms:
    """The exact parts in euros as fractions in lowest terms, worked out once per stage of a key and common divisor.

    A part of an amount in cents is `cents × weight / (100 × total)`. Let `common` be the greatest common divisor of the
    cents and of `100 × total`. Once both are divided by it they have no divisor in common, and only the weight is left
    to divide by: what a part has in front of the cents and behind them does not depend on the amount.
    """

    def __init__(self) -> None:
        """Start without any."""
        self._terms: dict[tuple[int, int], tuple[list[int], list[str]]] = {}
        self._kept = 0

    def of(self, stage: Stage, cents: int) -> tuple[int, list[int], list[str]]:
        """Return what the part of each participant of a stage is made of, in order.

        These are the cents without the common divisor, the factor of each weight, and the text behind the numerator.
        """
        denominator = 100 * stage.total
        common = gcd(cents, denominator)
        terms = self._terms.get((id(stage), common))
        if terms is None:
            if self._kept > _MOST_TERMS:
                self._terms.clear()
                self._kept = 0
            self._kept += len(stage.weights)
            terms = self._terms[id(stage), common] = _terms(stage.weights, denominator // common)
        return (cents // common, *terms)


_MOST_TERMS = 500_000
"""The number of terms above which they are worked out anew, so that memory does not grow with the measures."""


def _terms(weights: Sequence[int], denominator: int) -> tuple[list[int], list[str]]:
    """Return for each weight the numerator of `weight / denominator` in lowest terms, and the text that follows it."""
    divisors = [gcd(weight, denominator) for weight in weights]
    ends = {divisor: f"/{denominator // divisor}" for divisor in set(divisors)}
    ends[denominator] = ""
    factors = [weight // divisor for weight, divisor in zip(weights, divisors, strict=True)]
    return factors, [ends[divisor] for divisor in divisors]


def _exacts(division: Division, lowest: _LowestTerms) -> list[str]:
    """Return the exact value of each part in euros, as a fraction in lowest terms."""
    exacts = [""] * len(division.parts)
    for stage in division.plan.stages:
        if stage.key is None:
            parts = division.exact_parts
            for slot in stage.slots:
                exacts[slot] = canonical_fraction(parts[division.plan.participants[slot]] / 100)
        elif stage.amounts is not None:
            for slot, exact in zip(stage.slots, division.exact_of_batch(stage), strict=True):
                exacts[slot] = canonical_fraction(exact / 100)
        else:
            cents, factors, ends = lowest.of(stage, division.shared(stage) or 0)
            for slot, factor, end in zip(stage.slots, factors, ends, strict=True):
                exacts[slot] = f"{cents * factor}{end}"
    return exacts
