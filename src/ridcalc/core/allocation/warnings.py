"""Warnings: points of a budget that are allowed but that a reader should know. No warning stops a run.

The difference between incidental and structural is that of BBV art. 19 c, as the Commissie BBV explains it in the
notitie on structural and incidental income and expense (2018).
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ridcalc.core.allocation.equal_names import equal_name_warnings
from ridcalc.core.allocation.measure_warnings import measure_warnings
from ridcalc.core.allocation.result import Total, Totals
from ridcalc.core.allocation.spreadsheet_ids import spreadsheet_id_warnings
from ridcalc.core.allocation.together import together
from ridcalc.core.amounts.amount import Amount
from ridcalc.core.budget.bookings import account_of_measure, account_of_payer
from ridcalc.core.budget.model import Budget, Case
from ridcalc.core.keys.definitions import named_by
from ridcalc.core.values.problems import Message, Path, Place, Problem, say, some

if TYPE_CHECKING:
    from ridcalc.core.budget.reserves import Coverage


def warnings_of(case: Case, amounts: Sequence[Amount]) -> Iterator[Problem]:
    """Yield the warnings about the selected measures, participants, controls and `--set` texts of a case.

    `amounts` are those of the case.
    """
    yield from measure_warnings(case, amounts)
    if case.budget.indices or any(measure.price_level for measure in case.measures.values()):
        from ridcalc.core.allocation.index_warnings import index_warnings  # few budgets have them

        yield from index_warnings(case, amounts)
    yield from together(
        list(_members_left_out(case)),
        lambda count, ids: say("the keys of {count} partnerships leave out members: {ids}", count=count, ids=ids),
    )
    yield from _missing_categories(case)
    yield from _vat(case)
    yield from _changes_without_effect(case)
    yield from spreadsheet_id_warnings(case.budget)
    yield from equal_name_warnings(case)
    yield from _replaced_unread(case)
    yield from case.remarks
    if case.budget.settings.current:
        from ridcalc.core.allocation.unused_current import unused_current  # few budgets have estimates

        yield from unused_current(case.budget)


def coverage_warnings(case: Case, totals: Totals) -> Iterator[Problem]:
    """Yield the warnings about structural contributions that are paid from a source that pays only once.

    `totals` are those of the case, per participant, year and nature.
    """
    yield from together(
        list(_one_off_coverage(case, totals)),
        lambda count, ids: say(
            "the structural contributions of {count} participants have one-off coverage: {ids}", count=count, ids=ids
        ),
    )


def _one_off_coverage(case: Case, totals: Totals) -> Iterator[Problem]:
    """Yield a warning for each participant whose structural contribution is paid from such a source."""
    for name, participant in case.budget.participants.items():
        years = [
            year
            for year in sorted(participant.coverage)
            if (total := totals.get((name, year, "structural"))) is not None
            if _pays_once(case.budget, participant.coverage_in(year), totals[name, year, "incidental"], total)
        ]
        if years:
            yield Problem(
                "one-off-coverage",
                say(
                    "the structural contribution of '{id}' has one-off coverage in {years}",
                    id=name,
                    years=tuple(map(str, years)),
                ),
                say("structural costs need structural coverage; a reserve or the unforeseen item pays only once"),
                ("participants", name, "coverage", str(years[0])),
            )


def _pays_once(budget: Budget, entries: "Sequence[Coverage]", incidental: Total, structural: Total) -> bool:
    """Return whether a source that pays once pays for the structural contribution, or would for its PM posts."""
    from ridcalc.core.budget.covering import covered, pays_once  # few budgets have coverage

    takings = covered(entries, {"incidental": incidental.amount, "structural": structural.amount})
    once = [taking for taking in takings if pays_once(budget, taking.entry)]
    if structural.pm and any(taking.entry.nature != "incidental" and not taking.exhausted for taking in once):
        return True
    return any(taking.cents["structural"] for taking in once)


def _changes_without_effect(case: Case) -> Iterator[Problem]:
    """Yield a warning for each `--set` text that changes a measure which the scenario leaves out."""
    for text in case.scenario.changes:
        section, _, rest = text.partition("=")[0].partition(".")
        name = rest.partition(".")[0]
        if section == "measures" and name in case.budget.measures and name not in case.measures:
            yield Problem(
                "change-without-effect",
                say(
                    "measure '{id}' is changed, but scenario '{scenario}' leaves it out",
                    id=name,
                    scenario=case.scenario.id,
                ),
                say("--scenario none takes every measure"),
                place=Place(text),
            )


def _replaced_unread(case: Case) -> Iterator[Problem]:
    """Yield a warning for each value of the base files that could not be read, and that the scenario replaces."""
    for replaced in case.scenario.replaced:
        problem = replaced.problem
        if problem is not None:
            message = say(
                "scenario '{scenario}' replaces this value, which cannot be read: {problem}",
                scenario=case.scenario.id,
                problem=problem.message,
            )
            yield Problem("replaced-unread", message, problem.hint, problem.path, problem.place)


def _members_left_out(case: Case) -> Iterator[Problem]:
    """Yield a warning for each partnership whose key does not name all of its members."""
    for name, participant in case.budget.participants.items():
        if participant.members and participant.key:
            named = frozenset(named_by(case.budget, participant.key))
            left_out = tuple(member for member in participant.members if member not in named)
            if left_out:
                yield Problem(
                    "member-left-out",
                    say(
                        "key '{key}' of '{id}' leaves out {members}; without a share they pay nothing",
                        key=participant.key,
                        id=name,
                        members=left_out,
                    ),
                    say("give a member that is to pay nothing a share of 0"),
                    ("participants", name, "key"),
                )


def _missing_categories(case: Case) -> Iterator[Problem]:
    """Yield a warning for the measures, and one for the participants, without an economic category (Iv3)."""
    budget = case.budget
    measures = [name for name, measure in case.measures.items() if not account_of_measure(budget, measure).category]
    if measures:
        message = say("these measures have no economic category: {ids}", ids=some(measures, len(measures)))
        yield _missing_category(message, "measures", measures)
    tasks = dict.fromkeys(measure.task for measure in case.measures.values()) or {None: None}
    participants = [
        name for name in budget.participants if not all(account_of_payer(budget, name, task).category for task in tasks)
    ]
    if participants:
        message = say("these participants have no economic category: {ids}", ids=some(participants, len(participants)))
        yield _missing_category(message, "participants", participants)


def _missing_category(message: Message, section: str, names: Sequence[str]) -> Problem:
    """Return the warning about the entries with these names, with its hint."""
    hint = say("a contribution is 4.3.3, a purchase for own use is 3.8; write the category under booking")
    return Problem("missing-category", message, hint, (section, names[0]), entries=tuple(names))


def _vat(case: Case) -> Iterator[Problem]:
    """Yield a warning where it is unknown whether amounts include VAT, or where they differ from the budget."""
    usual = case.budget.settings.vat
    if usual == "unknown":
        message = say("it is unknown whether the amounts of the budget include VAT")
        yield Problem("vat-unknown", message, None, ("budget", "vat"))
    entries: dict[Path, str | None] = {("measures", name): measure.vat for name, measure in case.measures.items()}
    entries.update({("controls", name): control.vat for name, control in case.budget.controls.items()})
    unknown = [path for path, vat in entries.items() if vat == "unknown"]
    if unknown:
        ids = some((str(path[1]) for path in unknown), len(unknown))
        message = say("it is unknown whether these amounts include VAT: {ids}", ids=ids)
        yield Problem("vat-unknown", message, None, (*unknown[0], "vat"))
    mixed = [
        Problem(
            "vat-mixed",
            say(
                "VAT of '{id}' is '{vat}', while that of the budget is '{usual}'", id=str(path[1]), vat=vat, usual=usual
            ),
            say("amounts with and without VAT cannot be added up"),
            (*path, "vat"),
        )
        for path, vat in entries.items()
        if vat not in {None, "unknown", usual}
    ]
    yield from together(
        mixed,
        lambda count, ids: say(
            "VAT of {count} entries is not '{usual}', as that of the budget: {ids}",
            count=count,
            usual=usual,
            ids=ids,
        ),
    )
