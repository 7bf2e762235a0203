"""Explanations: decisions and amendments."""

from ridcalc.language.catalogue import marked
from ridcalc.language.explanations.explanation import Explanation, Group

GROUP = Group(
    marked("Decisions and amendments"),
    (
        Explanation(
            "stage-order",
            title=marked("A stage is dated before the one above it."),
            cause=marked(
                "Stages stand in the order of the decisions: an amendment is counted from the stage above. "
                "A date that goes back means that two stages stand in the wrong order, or that a date is "
                "wrong."
            ),
            remedy=marked("Put the stages in order, or correct the date."),
        ),
        Explanation(
            "stage-without-date",
            title=marked("A decision has no date."),
            cause=marked(
                "The sheet Resolution has the texts that a board and the councils decide on, with the day of the "
                "decision. Without `date` at the stage the texts say that the date is still to be decided."
            ),
            remedy=marked("Write the day at the stage: `date: 2023-07-05`."),
        ),
        Explanation(
            "stages-in-patch",
            title=marked("A scenario changes what was decided."),
            cause=marked(
                "`stages` and `decisions` say which decisions there are and when they fall. They are the "
                "same whatever scenario is shown, so neither `patch` nor `--set` reaches them."
            ),
            remedy=marked("Write the decision in measures.yaml; its `scenario` names the scenario that it decides."),
        ),
        Explanation(
            "unknown-stage",
            title=marked("A stage is named that does not exist."),
            cause=marked(
                "`--stage`, and `stage` under `budget.current` and `budget.structural_balance`, name a "
                "decision by its id under `stages` in measures.yaml."
            ),
            remedy=marked("Correct the id, or add the stage: `stages: {primitief: {scenario: none}}`."),
        ),
        Explanation(
            "unknown-reserve",
            title=marked("A reserve is named that does not exist."),
            cause=marked(
                "`reserve` of a measure or of coverage names an entry under `reserves` in measures.yaml, "
                "which says whose it is, its balance and where it is booked."
            ),
            remedy=marked("Correct the id, or add the reserve: `reserves: {ict: {of: zevenaar}}`."),
        ),
        Explanation(
            "threshold-invalid",
            title=marked("A threshold is no amount."),
            cause=marked(
                "`threshold` says from what amount in euros a post is shown by name. It is an amount of zero or more."
            ),
            remedy=marked("Write the amount with digits alone: `threshold: 25000`."),
        ),
        Explanation(
            "reserve-of-other",
            title=marked("A reserve of another organisation is used."),
            cause=marked(
                "The measures are those of the executor, so a measure adds to or withdraws from a reserve "
                "of the executor. Coverage is of a municipality, and withdraws from a reserve of that "
                "municipality."
            ),
            remedy=marked("Name a reserve of the organisation itself, or correct `of` of the reserve."),
        ),
        Explanation(
            "booking-missing",
            title=marked("A line of the amendment lacks a programma or a taakveld."),
            cause=marked(
                "An amendment is decided per programma and booked per taakveld. The line says neither its "
                "own nor that of its task, so the amendment is a draft (CONCEPT)."
            ),
            remedy=marked("Write `booking` with the task, the participant, the measure or the reserve."),
        ),
        Explanation(
            "structural-balance-unused",
            title=marked("A structural balance is given that no outlook shows."),
            cause=marked(
                "The outlook shows the structural balance of municipalities, in the years of the decision. A "
                "partnership has none, and of another year no change is known."
            ),
            remedy=marked("Give the balances of the municipalities, in the years of the budget, or take them away."),
        ),
        Explanation(
            "coverage-unused",
            title=marked("Coverage is given for a partnership."),
            cause=marked(
                "A partnership passes everything that it pays on to its members, so nothing is left that coverage "
                "could pay for. Only municipalities have coverage."
            ),
            remedy=marked("Write the coverage with the members of the partnership."),
        ),
        Explanation(
            "participant-without-block",
            title=marked("A participant is asked for that has no amounts."),
            cause=marked(
                "`--participant` shows the block of one participant. This one neither pays nor receives anything, "
                "before or after the decision, so there is nothing to show."
            ),
            remedy=marked("Choose a participant that pays, or look whether its share or its count is 0 by mistake."),
        ),
        Explanation(
            "ends-differ",
            title=marked("A payment is a purchase at one end and a contribution at the other."),
            cause=marked(
                "Who pays books on category 3.x (a purchase) or 4.3.x (a contribution), and who receives "
                "books the same kind. Otherwise the figures of the two cannot be laid beside each other in "
                "Iv3."
            ),
            remedy=marked("Correct `category` of the booking of who pays, or of `receives` or `contributions`."),
        ),
        Explanation(
            "horizon",
            title=marked("The budget does not have its own year and the three after it."),
            cause=marked(
                "A budget of a municipality or arrangement has the budget year and a meerjarenraming of the "
                "three years after it (BBV art. 22)."
            ),
            remedy=marked("List four years in a row under `budget.years`."),
        ),
        Explanation(
            "rounding-differs",
            title=marked("Before and after are rounded in different ways."),
            cause=marked(
                "The two scenarios have another `rounding`. Each is rounded by itself, so a part of the "
                "change comes from the rounding and not from the decision."
            ),
            remedy=marked("Give both scenarios the same `rounding`."),
        ),
        Explanation(
            "uncovered",
            title=marked("Nothing covers a part of a contribution."),
            cause=marked(
                "`coverage` says per year what pays for a municipality's contribution. What no entry takes "
                "is still to be decided, and the council cannot decide on it yet."
            ),
            remedy=marked("Add an entry, or `source: saldo` if the result of the budget bears it."),
        ),
        Explanation(
            "coverage-twice",
            title=marked("A source of coverage can never pay anything."),
            cause=marked(
                "Entries are taken in order, and one without `amount` takes all that is left of its nature. "
                "After it nothing of that nature is left."
            ),
            remedy=marked("Give the earlier entry an `amount` or a `nature`, or remove this one."),
        ),
        Explanation(
            "coverage-too-much",
            title=marked("Coverage is more than there is to cover."),
            cause=marked(
                "The `amount` of an entry is the most that it pays. Here less is left of its nature, so the "
                "reserve or the budget would be asked for more than is needed."
            ),
            remedy=marked("Lower the `amount`, or leave it out."),
        ),
        Explanation(
            "structural-covered-by-incidental",
            title=marked("Structural costs are paid from a source that pays once."),
            cause=marked(
                "A reserve or the unforeseen item pays once, structural costs return every year. The "
                "supervisor of the province looks at whether structural costs have structural coverage."
            ),
            remedy=marked(
                "Give the entry `nature: incidental`, or mark the reserve `structural: true` if it bears "
                "such costs for years."
            ),
        ),
        Explanation(
            "structural-deficit",
            title=marked("A municipality's structural balance is below zero after a decision."),
            cause=marked(
                "`budget.structural_balance` says what structural income exceeds structural expense by. The "
                "structural contribution lowers it, and structural coverage (`existing`, or a reserve with "
                "`structural: true`) raises it again. A budget is in balance structurally (Gemeentewet art. 189)."
            ),
            remedy=marked(
                "Add structural coverage, or correct the balance or the stage as of which it holds; `ridcalc outlook` "
                "shows the sum."
            ),
        ),
        Explanation(
            "unforeseen-structural",
            title=marked("The item for unforeseen expenses pays structural costs."),
            cause=marked(
                "The item for unforeseen expenses is for what occurs once and could not be foreseen. "
                "Costs that return every year are foreseen from the second year on."
            ),
            remedy=marked(
                "Give the entry `nature: incidental`, and cover the structural part from the saldo or existing budget."
            ),
        ),
        Explanation(
            "reserve-overdrawn",
            title=marked("A reserve comes below its floor."),
            cause=marked(
                "The balance on 1 January, plus what is added and less what is withdrawn, is below `floor` "
                "on 31 December. A reserve cannot be below zero, and a council may have set a higher floor."
            ),
            remedy=marked("Withdraw less, with `amount` under `coverage`, or name another source for the rest."),
        ),
        Explanation(
            "current-differs",
            title=marked("The current budget is not what was decided before."),
            cause=marked(
                "The executor and the partnerships have no other budget than this one, so `budget.current` "
                "should equal what the earlier decision comes to on that account."
            ),
            remedy=marked("Correct the amount, or say with `stage` as of which decision it is."),
        ),
        Explanation(
            "current-too-small",
            title=marked("An account of a municipality holds less than its contribution."),
            cause=marked(
                "The account holds the whole budget of the municipality there, this contribution included. "
                "Less than the contribution means that the amount or the account is wrong."
            ),
            remedy=marked("Correct the amount, or the `booking` of the contribution."),
        ),
        Explanation(
            "change-too-large",
            title=marked("A change looks like a whole budget."),
            cause=marked(
                "Nothing is counted from, and the change is more than half of what the account holds now. "
                "It seems that the measures are the whole budget, and not what changes."
            ),
            remedy=marked("Give the earlier decision as a stage, or name its scenario with `--from`."),
        ),
        Explanation(
            "unknown-heading",
            title=marked("A heading is in no P&C document."),
            cause=marked(
                "`heading` of a measure says under which heading its change stands in a planning document. "
                "No `headings` of a document has this id."
            ),
            remedy=marked("Correct the id, or add it: `headings: {autonoom: Autonome ontwikkelingen}`."),
        ),
    ),
)
