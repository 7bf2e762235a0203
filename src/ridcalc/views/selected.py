"""What a filter selects of an allocation, besides its figures: divisions, controls, drifts and assumptions."""

from ridcalc.core.allocation.result import Allocation, Assumption, ControlResult, Division, Drift, plans_of
from ridcalc.core.amounts.amount import Amount
from ridcalc.core.keys.drivers import drivers_behind
from ridcalc.core.keys.plans import Plan, Stage
from ridcalc.core.values.filter import ALL, Filter
from ridcalc.core.values.grouping import grouped


def selected_divisions(allocation: Allocation, selection: Filter) -> list[Division]:
    """Return the divisions in the selected years that reach a selected participant."""
    return [
        division
        for division in allocation.divisions
        if selection.takes(division.period.year)
        and any(selection.takes(participant=name) for name in division.plan.slots)
    ]


def divisions_by_year(allocation: Allocation) -> dict[int, list[Division]]:
    """Return year → the divisions of that year, for the years with divisions."""
    return grouped(allocation.divisions, lambda division: division.period.year)


def indexed_amounts(allocation: Allocation, selection: Filter) -> list[Amount]:
    """Return the amounts with an index that the filter selects."""
    if not allocation.case.budget.indices:
        return []
    divisions = selected_divisions(allocation, selection)
    return [amount for division in divisions for amount in division.amounts if amount.index_id is not None]


def selected_stages(plan: Plan, selection: Filter) -> list[Stage]:
    """Return the stages of a plan by which an amount reaches a selected participant; all without such a filter."""
    if not selection.participants:
        return list(plan.stages)
    numbers: set[int] = set()
    for participant in selection.participants:
        for own_slot in plan.slots.get(participant, ()):
            slot: int | None = own_slot
            while slot is not None:
                number, _ = plan.reached_by[slot]
                numbers.add(number)
                slot = plan.stages[number].parent
    return [stage for number, stage in enumerate(plan.stages) if number in numbers]


def selected_controls(allocation: Allocation, selection: Filter) -> list[ControlResult]:
    """Return the published figures in the selected years; with participants, only the figures of one of them."""
    return [
        result
        for result in allocation.controls
        if selection.takes(result.control.year)
        and (not selection.participants or result.control.participant in selection.participants)
    ]


def pm_names(allocation: Allocation, selection: Filter) -> tuple[str, ...]:
    """Return the names of the measures with PM posts that the filter selects."""
    divisions = selected_divisions(allocation, selection)
    names = dict.fromkeys(str(division.measure) for division in divisions if division.amount is None)
    return tuple(allocation.case.budget.names.of("measures", name) for name in names)


def selected_drifts(allocation: Allocation, selection: Filter) -> list[Drift]:
    """Return the drifts of the selected participants and years."""
    return [drift for drift in allocation.drifts if selection.takes(drift.year, drift.participant)]


def selected_assumptions(allocation: Allocation, selection: Filter) -> list[Assumption]:
    """Return the assumptions, without those about measures, keys, drivers and controls that are not selected."""
    if selection == ALL:
        return list(allocation.assumptions)
    divisions = selected_divisions(allocation, selection)
    plans = plans_of(divisions)
    versions = {version for plan in plans for stage in selected_stages(plan, selection) for version in stage.versions}
    names: dict[str, set[str | None]] = {
        "measures": {measure for division in divisions for measure in division.measures},
        "keys": {version.key for version in versions},
        "drivers": {
            name
            for version in versions
            if version.driver
            for name in drivers_behind(allocation.case.budget.drivers, version.driver)
        },
        "controls": {result.id for result in selected_controls(allocation, selection)},
    }
    return [
        assumption
        for assumption in allocation.assumptions
        if len(assumption.about) < 2
        or assumption.about[1] in names.get(str(assumption.about[0]), {assumption.about[1]})
    ]
