"""Explanations: scenarios and comparisons."""

from ridcalc.language.catalogue import marked
from ridcalc.language.explanations.explanation import Explanation, Group

GROUP = Group(
    marked("Scenarios and comparisons"),
    (
        Explanation(
            "unknown-scenario",
            title=marked("A scenario is named that does not exist."),
            cause=marked(
                "The id of a scenario is the name of a file in `scenarios/`, without `.yaml`. There is no such file "
                "in the data folder."
            ),
            remedy=marked(
                "`ridcalc scenarios` lists them. `none` is the base files without a scenario; a `base` of the base "
                "files is left out."
            ),
        ),
        Explanation(
            "scenario-cycle",
            title=marked("Scenarios are based on each other in a circle."),
            cause=marked(
                "A scenario begins with the changes of its `base`. In a circle there is no first scenario to begin "
                "with."
            ),
            remedy=marked("Remove or change `base` in one of the scenarios of the message."),
        ),
        Explanation(
            "against-itself",
            title=marked("A scenario is compared with itself."),
            cause=marked(
                "`--against` shows the difference with another scenario. With the same scenario every difference is "
                "zero, which looks as if nothing changes."
            ),
            remedy=marked("Name another scenario, or `none` for the base files."),
        ),
        Explanation(
            "currencies-differ",
            title=marked("Scenarios in different currencies cannot be compared."),
            cause=marked(
                "Amounts in euros and in another currency do not add up or subtract, and ridcalc knows no exchange "
                "rate."
            ),
            remedy=marked("Remove `currency` from the patch of the scenario, or convert the amounts yourself."),
        ),
        Explanation(
            "participants-differ",
            title=marked("Scenarios with different participants cannot be compared."),
            cause=marked(
                "A comparison shows per participant what changes. A participant that exists on one side only has "
                "nothing to compare with, and the sums of partnerships would hide that."
            ),
            remedy=marked(
                "Put the participant in both scenarios, with a share of zero where it does not pay, and with the same "
                "members of each partnership."
            ),
        ),
        Explanation(
            "change-without-effect",
            title=marked("`--set` changes a measure that the scenario leaves out."),
            cause=marked(
                "The measure exists, but the scenario does not take it, so the change is in no figure. The run goes on."
            ),
            remedy=marked("Choose a scenario with the measure, or `--scenario none` for all measures."),
        ),
    ),
)
