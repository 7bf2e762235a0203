"""The calculation: divides every amount over the participants by its key, stage by stage, and adds up the parts."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from ridcalc.core.allocation.assumptions import assumptions_of, marked
from ridcalc.core.allocation.controls import DividedAt, control_results
from ridcalc.core.allocation.counts_left_out import count_warnings
from ridcalc.core.allocation.divide import NotBalancedError, divide, dividends_of
from ridcalc.core.allocation.result import Allocation, Division, Drift, GrandTotals, Totals, plans_of
from ridcalc.core.allocation.totals import NOTHING, Sums
from ridcalc.core.allocation.warnings import coverage_warnings, warnings_of
from ridcalc.core.amounts.book import amounts_of
from ridcalc.core.amounts.rules import rules_of
from ridcalc.core.budget.choices import other_level
from ridcalc.core.budget.model import Case
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.budget.types import NATURES, LevelName
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.keys.plans import Plan, Version
from ridcalc.core.values.problems import Problem, ProblemsFoundError, say
from ridcalc.core.values.progress import Progress


def allocate(case: Case, progress: Progress | None = None) -> Allocation:
    """Return the allocation of every amount of the case's measures, in cents.

    Args:
        case: A budget, with the scenario chosen for it, in which the checks found no problem.
        progress: Counts the amounts that are divided.

    Raises:
        ProblemsFoundError: the rounding method cannot divide some amount.
        NotBalancedError: parts do not add to their whole, which is a bug.
    """
    book = KeyBook(case.budget)
    rounding = case.budget.settings.rounding
    progress = progress or Progress()
    amounts = tuple(marked(amounts_of(case.measures, rules_of(case.budget, book.counts)), case))
    dividends = dividends_of(case, amounts, book)
    divisions = tuple(divide(progress.each(dividends, say("dividing"), len(amounts), say("amounts")), rounding))
    plans = plans_of(divisions)

    def divided_at(level: LevelName) -> Iterable[Division]:
        """Return the divisions at a level of rounding; those at the other level are not kept."""
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
        controls=tuple(control_results(case, divided_at, totals, grand_totals)),
        drifts=tuple(_drifts(case, book.tree, divided_at, totals)),
        assumptions=tuple(assumptions_of(case, plans, amounts)),
        warnings=(
            *warnings_of(case, amounts),
            *coverage_warnings(case, totals),
            *count_warnings(case.budget, book.tree, versions_of(plans)),
            *_missing_batches(case, book, divisions),
        ),
    )


def _missing_batches(case: Case, book: KeyBook, divisions: tuple[Division, ...]) -> Iterator[Problem]:
    """Yield the warnings about keys with amounts that have nothing to divide, of a budget that has such keys."""
    if any(map(book.holds_amounts, case.budget.keys)):
        from ridcalc.core.allocation.missing_batches import missing_batch_warnings  # few budgets have them

        yield from missing_batch_warnings(case.budget, book.tree, divisions)


def add_up(years: Iterable[int], tree: Tree, divisions: Iterable[Division]) -> tuple[Totals, GrandTotals]:
    """Return the totals per participant, year and nature, and those of all participants together, in cents.

    Raises:
        NotBalancedError: the participants' totals do not add to the grand total, which is a bug.
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


def versions_of(plans: Iterable[Plan]) -> list[Version]:
    """Return the key versions of the plans, each once."""
    return list(dict.fromkeys(version for plan in plans for version in plan.versions))


def _driver_values(plans: Iterable[Plan], book: KeyBook) -> Iterator[tuple[Version, dict[str, Fraction]]]:
    """Yield each key version of the plans that has a driver, with participant → units of the driver."""
    for version in versions_of(plans):
        if version.driver is not None:
            yield version, book.driver_values(version)


def _drifts(case: Case, tree: Tree, divided_at: DividedAt, totals: Totals) -> Iterator[Drift]:
    """Yield the drift of each participant and year whose amount would differ at the other rounding level."""
    other = other_level(case.budget.settings.rounding.level)
    try:
        other_totals, _ = add_up(case.budget.settings.years, tree, divided_at(other))
    except ProblemsFoundError:  # at the other level the method cannot divide an amount, so that no drift can be given
        return
    for participant in tree.ids:
        for year in sorted(case.budget.settings.years):
            amount = sum(totals[participant, year, nature].amount for nature in NATURES)
            other_amount = sum(other_totals[participant, year, nature].amount for nature in NATURES)
            if amount != other_amount:
                yield Drift(participant, year, amount, other_amount)
