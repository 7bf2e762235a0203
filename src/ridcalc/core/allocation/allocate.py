"""The calculation: every amount divided over the participants by its key, stage by stage, and added up again."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from ridcalc.core.allocation.amounts import amounts_of
from ridcalc.core.allocation.assumptions import assumptions_of, marked
from ridcalc.core.allocation.controls import DividedAt, hold_controls
from ridcalc.core.allocation.divide import NotBalancedError, divide, dividends_of
from ridcalc.core.allocation.result import Allocation, Division, Drift, GrandTotals, Totals, plans_of
from ridcalc.core.allocation.totals import NOTHING, Sums
from ridcalc.core.allocation.warnings import coverage_warnings, warnings_of
from ridcalc.core.budget.model import Case
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.budget.types import NATURES, LevelName
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.keys.plans import Plan, Version
from ridcalc.core.values.problems import ProblemsFoundError, say
from ridcalc.core.values.progress import Progress


def allocate(case: Case, progress: Progress | None = None) -> Allocation:
    """Divide every amount of the case's measures and return the result, in cents; amounts are counted in `work`.

    Raises:
        ProblemsFoundError: the rounding method cannot divide some amount.
        NotBalancedError: a bug.
    """
    book = KeyBook(case.budget)
    rounding = case.budget.settings.rounding
    progress = progress or Progress()
    amounts = tuple(marked(amounts_of(case.measures, rounding.unit), case))
    dividends = dividends_of(case, amounts, book)
    divisions = tuple(divide(progress.each(dividends, say("dividing"), len(amounts), say("amounts")), rounding))
    plans = plans_of(divisions)

    def divided_at(level: LevelName) -> Iterable[Division]:
        return (
            divisions
            if level == rounding.level
            else divide(dividends_of(case, amounts, book), rounding.at_level(level))
        )

    progress.begin(say("adding up"))
    totals, grand_totals = add_up(case.budget.settings.years, book.tree, divisions)
    return Allocation(
        case=case,
        tree=book.tree,
        amounts=amounts,
        divisions=divisions,
        plans=plans,
        driver_values=dict(_driver_values(plans, book)),
        totals=totals,
        grand_totals=grand_totals,
        controls=tuple(hold_controls(case, divided_at, totals, grand_totals)),
        drifts=tuple(_drifts(case, book.tree, divided_at, totals)),
        assumptions=tuple(assumptions_of(case, plans)),
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


def _driver_values(plans: Iterable[Plan], book: KeyBook) -> Iterator[tuple[Version, dict[str, Fraction]]]:
    for version in dict.fromkeys(version for plan in plans for version in plan.versions):
        if version.driver is not None:
            yield version, book.driver_values(version)


def _drifts(case: Case, tree: Tree, divided_at: DividedAt, totals: Totals) -> Iterator[Drift]:
    """Yield where rounding at the other level would give a participant another amount for a year."""
    other: LevelName = "total" if case.budget.settings.rounding.level == "measure" else "measure"
    try:
        otherwise, _ = add_up(case.budget.settings.years, tree, divided_at(other))
    except ProblemsFoundError:  # the other level cannot divide: there is nothing to compare with
        return
    for participant in tree.ids:
        for year in sorted(case.budget.settings.years):
            amount = sum(totals[participant, year, nature].amount for nature in NATURES)
            would_be = sum(otherwise[participant, year, nature].amount for nature in NATURES)
            if amount != would_be:
                yield Drift(participant, year, amount, would_be)
