"""Explanations: dates of decisions."""

from ridcalc.language.catalogue import marked
from ridcalc.language.explanations.explanation import Explanation, Group

GROUP = Group(
    marked("Dates of decisions"),
    (
        Explanation(
            "stage-without-dates",
            title=marked("A stage has no dates."),
            cause=marked(
                "The calendar shows by when each organisation does what for a stage. Its meetings stand under "
                "`decisions` in measures.yaml, with the id of the stage."
            ),
            remedy=marked(
                "Write the dates: `decisions: {wijziging-1: {kind: amendment, sdl: {meeting: 2023-07-05}}}`."
            ),
        ),
        Explanation(
            "unknown-council",
            title=marked("Dates are given of an organisation that does not exist."),
            cause=marked(
                "Beside `kind`, `year`, `exempt` and `recess` the dates of a stage hold an entry for the executor "
                "and for participants, each by its id."
            ),
            remedy=marked("Correct the id, or add the participant to keys.yaml."),
        ),
        Explanation(
            "date-order",
            title=marked("Dates contradict each other."),
            cause=marked(
                "The meeting of the executor is the date of the stage, the meetings of a council stand in order, a "
                "draft is sent before the meeting, a recess ends after it begins, and accounts are adopted after "
                "their year."
            ),
            remedy=marked("Correct the date that is wrong, or leave out one of two that say the same."),
        ),
        Explanation(
            "meeting-after-year",
            title=marked("An amendment is decided after its year."),
            cause=marked(
                "A budget can be amended until 31 December of its own year (Gemeentewet art. 192-1, by Wgr art. "
                "35-6 also for an arrangement)."
            ),
            remedy=marked("Correct the meeting, or the `year` of the decision."),
        ),
        Explanation(
            "budget-too-late",
            title=marked("A budget is adopted in its own year."),
            cause=marked(
                "An arrangement adopts its budget in the year before (Wgr art. 34-1), so that it reaches "
                "Gedeputeerde Staten before 15 September."
            ),
            remedy=marked("Correct the meeting, or the `year` of the decision."),
        ),
        Explanation(
            "law-unknown-then",
            title=marked("The law of that time is not known here."),
            cause=marked(
                "The terms for arrangements are known from 2015 on. For steps before that the calendar gives no "
                "date, rather than one by a law that did not hold."
            ),
            remedy=marked("Look these terms up in the text of that time."),
        ),
        Explanation(
            "provisional-dates",
            title=marked("The law of these days may still change."),
            cause=marked(
                "The calendar follows the law as it was read in 2026. Terms and holidays of later years may become "
                "other ones."
            ),
            remedy=marked("Look the terms up again when the year comes near."),
        ),
        Explanation(
            "no-time-for-views",
            title=marked("The draft would go out before there are figures."),
            cause=marked(
                "Counted back from the meeting, the draft goes to the councils before `budget.date`, the date of "
                "the figures. It cannot have been sent then, so the councils do not have the legal time for their "
                "views."
            ),
            remedy=marked("Choose a later meeting, or correct the date of the figures."),
        ),
        Explanation(
            "send-in-recess",
            title=marked("The draft goes out in a recess."),
            cause=marked(
                "The legal term runs on in a recess, so a draft that goes out then costs the councils a part of it."
            ),
            remedy=marked("Send it before the recess: write the day under `sent`."),
        ),
        Explanation(
            "no-council-meeting",
            title=marked("A council does not meet while it can give its views."),
            cause=marked(
                "Between the sending of the draft and its offer to the board the council has no meeting, or only in "
                "the first two weeks, which is too early for its committees."
            ),
            remedy=marked("Add a meeting of the council under `meetings`, or choose another meeting of the board."),
        ),
    ),
)
