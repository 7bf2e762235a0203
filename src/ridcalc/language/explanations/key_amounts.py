"""Explanations: keys that hold amounts."""

from ridcalc.language.catalogue import marked
from ridcalc.language.explanations.explanation import Explanation, Group

_TOO_HIGH = marked(
    "A key with amounts takes `fixed`, then `tariff`, then `leaves` from all that it divides in a year. The step of "
    "the message takes more than there is, so that the others would have to get money."
)
_LOWER = marked(
    "Lower the amounts of the key, or check whether the measures of the year are complete: income lowers a batch, and"
    " PM does not count."
)

GROUP = Group(
    marked("Keys that hold amounts"),
    (
        Explanation(
            "participant-twice",
            title=marked("A participant has an amount of its own in a key, and stands elsewhere in it too."),
            cause=marked(
                "Who stands under `fixed`, `tariff` or `leaves` pays exactly that amount and no part of the rest. A "
                "share, a base, a bound, a second amount, or a part of its partnership would contradict that."
            ),
            remedy=marked("Keep one of the two places."),
        ),
        Explanation(
            "not-in-key",
            title=marked("A base or a bound is of a participant to which the key gives no part."),
            cause=marked(
                "`base`, `minimum` and `maximum` hold for those who share the rest by the key itself. The part of a "
                "member of a partnership follows from the key of that partnership, and has no bound here."
            ),
            remedy=marked("Name the participant in the key, or give the bound to who stands in it."),
        ),
        Explanation(
            "minimum-above-maximum",
            title=marked("A minimum is above the maximum of the same participant."),
            cause=marked("No amount is both at least the one and at most the other."),
            remedy=marked("Correct one of the two. Equal amounts are sound: the participant then pays exactly that."),
        ),
        Explanation(
            "key-amounts-nested",
            title=marked("A key with amounts is used within another division."),
            cause=marked(
                "A key with amounts divides all that names it in a year at once. As a part of a blend, or as the key "
                "of a partnership, it would divide something else, and its amounts would lose their meaning."
            ),
            remedy=marked("Use a key without amounts there, and put the amounts in the key of the measures."),
        ),
        Explanation(
            "key-amounts-two-natures",
            title=marked("A key with amounts divides incidental and structural amounts in one year."),
            cause=marked(
                "The amounts of a key are of a year. With two natures it is not decided of which nature they are, and"
                " taking them twice would double them."
            ),
            remedy=marked("Make a key for each nature; a second one without amounts is often what is wanted."),
        ),
        Explanation(
            "key-amounts-two-versions",
            title=marked("A key with amounts changes within a year."),
            cause=marked(
                "The amounts of a key are of a whole year. Two versions in one year would both take theirs, or it "
                "would not be decided which does."
            ),
            remedy=marked("Let a version with amounts begin on 1 January."),
        ),
        Explanation(
            "key-amounts-negative",
            title=marked("What a key with amounts divides is below zero."),
            cause=marked(
                "Income counts as negative. If it is more than the expense, nothing is left from which amounts can be"
                " taken, and bounds have no meaning."
            ),
            remedy=marked("Give the income, or a part of it, a key without amounts."),
        ),
        Explanation(
            "fixed-too-high",
            title=marked("The fixed amounts of a key are more than it divides in a year."),
            cause=_TOO_HIGH,
            remedy=_LOWER,
        ),
        Explanation(
            "tariff-too-high",
            title=marked("The tariffs of a key are more than it divides in a year."),
            cause=_TOO_HIGH,
            remedy=_LOWER,
        ),
        Explanation(
            "leaves-too-high",
            title=marked("What leavers pay is more than the key divides in a year."),
            cause=_TOO_HIGH,
            remedy=_LOWER,
        ),
        Explanation(
            "base-too-high",
            title=marked("The bases of a key add to more than what is left to divide."),
            cause=marked(
                "Each who shares the rest pays its base first. Together these are more than what the key has left "
                "after fixed amounts, tariffs and leavers."
            ),
            remedy=_LOWER,
        ),
        Explanation(
            "minimum-too-high",
            title=marked("The minima of a key add to more than what is left to divide."),
            cause=marked(
                "Each pays its minimum at least, or its base where that is more. Together these are more than what "
                "the key has left after fixed amounts, tariffs and leavers."
            ),
            remedy=_LOWER,
        ),
        Explanation(
            "maximum-too-low",
            title=marked("The maxima of a key leave a part that nobody pays."),
            cause=marked(
                "Everyone with a share has reached its maximum, and a part of the amount is left. Who has no share "
                "gets its minimum and nothing more."
            ),
            remedy=marked("Raise a maximum, or leave one participant with a share without a maximum."),
        ),
        Explanation(
            "leaves-too-early",
            title=marked("A key divides an amount before the year in which a participant leaves."),
            cause=marked(
                "A leaver pays from the first year of its path. Before that it is an ordinary participant, and the "
                "key does not say what its share is."
            ),
            remedy=marked(
                "Write two versions of the key: one with the participant in it, and one from the first year of the "
                "path with `leaves`."
            ),
        ),
        Explanation(
            "leaves-gap",
            title=marked("The path of a leaver lacks a year."),
            cause=marked(
                "A path has a part of the last contribution for each year from its first to its last. A year without "
                "an entry may be 0%, or forgotten."
            ),
            remedy=marked("Write each year; `0%` for a year without a contribution. After the path nothing is paid."),
        ),
        Explanation(
            "control-of-batch",
            title=marked("A control asks what one participant pays of one measure, which is not known."),
            cause=marked(
                "A key with amounts divides all amounts of a year at once. What a participant pays of the whole is "
                "known, and what it pays of one measure is not."
            ),
            remedy=marked("Leave out `participant`, for the whole amount of the measure, or `measure`."),
        ),
        Explanation(
            "batch-missing",
            title=marked("A key with amounts has nothing to divide in a year in which participants are to pay."),
            cause=marked(
                "Fixed amounts, tariffs and what leavers pay are a part of what a key divides. In a year without "
                "amounts nothing is divided, so that these participants pay nothing."
            ),
            remedy=marked("Add the measures of that year, or end the amounts with a version of the key."),
        ),
    ),
)
