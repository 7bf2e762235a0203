"""The calculation: every amount divided over the participants by its key, stage by stage, and added up again."""

from collections.abc import Iterable, Iterator

from ridcalc.core.allocation.assumptions import assumptions_of
from ridcalc.core.allocation.controls import hold_controls
from ridcalc.core.allocation.divide import NotBalancedError, amounts_of, divide
from ridcalc.core.allocation.result import Allocation, Division, Drift, GrandTotals, Totals
from ridcalc.core.allocation.totals import NOTHING, Sums
from ridcalc.core.allocation.warnings import coverage_warnings, warnings_of
from ridcalc.core.budget.model import Case
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.budget.types import NATURES
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.values.problems import ProblemsFoundError, say
from ridcalc.core.values.progress import Work


def allocate(case: Case, work: Work | None = None) -> Allocation:
    """Divide every amount of the case's measures and return the result, in cents; amounts are counted in `work`.

    Raises:
        ProblemsFoundError: the rounding method cannot divide some amount.
        NotBalancedError: a bug.
    """
    book = KeyBook(case.budget)
    rounding = case.budget.settings.rounding
    work = work or Work()
    count = sum(len(measure.amounts or measure.spread or ()) for measure in case.measures.values())
    amounts = work.each(amounts_of(case, book), say("dividing"), count, say("amounts"))
    divisions = tuple(divide(amounts, rounding))
    work.begin(say("adding up"))
    totals, grand_totals = add_up(case.budget.settings.years, book.tree, divisions)
    return Allocation(
        case=case,
        tree=book.tree,
        divisions=divisions,
        totals=totals,
        grand_totals=grand_totals,
        controls=tuple(hold_controls(case, book, divisions, totals, grand_totals)),
        drifts=tuple(_drifts(case, book, totals)),
        assumptions=tuple(assumptions_of(case, divisions)),
        warnings=(*warnings_of(case), *coverage_warnings(case, totals)),
    )


def add_up(years: Iterable[int], tree: Tree, divisions: Iterable[Division]) -> tuple[Totals, GrandTotals]:
    """Return the totals per participant, year and nature, and those of all participants together.

    Raises:
        NotBalancedError: a bug.
    """
    groups = [(year, nature) for year in sorted(years) for nature in NATURES]
    sums = Sums(tree, (((division.period.year, division.nature), division) for division in divisions))
    totals = {
        (participant, *group): sums.of(participant, group) or NOTHING for participant in tree.ids for group in groups
    }
    grand_totals = {group: sums.whole(group) or NOTHING for group in groups}
    for group, grand in grand_totals.items():
        if grand.amount != sum(
            totals[participant, *group].amount for participant in tree.ids if participant not in tree.parent
        ):
            raise NotBalancedError(group)
    return totals, grand_totals


def _drifts(case: Case, book: KeyBook, totals: Totals) -> Iterator[Drift]:
    """Yield where rounding at the other level would give a participant another amount for a year."""
    rounding = case.budget.settings.rounding
    other = rounding.model_copy(update={"level": "total" if rounding.level == "measure" else "measure"})
    try:
        otherwise, _ = add_up(case.budget.settings.years, book.tree, divide(amounts_of(case, book), other))
    except ProblemsFoundError:  # the other level cannot divide: there is nothing to compare with
        return
    for participant in book.tree.ids:
        for year in sorted(case.budget.settings.years):
            amount = sum(totals[participant, year, nature].amount for nature in NATURES)
            would_be = sum(otherwise[participant, year, nature].amount for nature in NATURES)
            if amount != would_be:
                yield Drift(participant, year, amount, would_be)
