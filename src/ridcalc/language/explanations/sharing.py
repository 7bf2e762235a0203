"""Explanations: participants and keys."""

from ridcalc.language.catalogue import marked
from ridcalc.language.explanations.explanation import Explanation, Group

GROUP = Group(
    marked("Participants and keys"),
    (
        Explanation(
            "shares-sum",
            title=marked("The shares of a key or spread do not add to exactly 100%."),
            cause=marked(
                "Parts that add to 99.9% leave a thousandth of every amount with nobody. ridcalc does not scale "
                "shares: then each participant would pay another share than the one agreed."
            ),
            remedy=marked(
                "Correct the share that is wrong; if all others are right, the hint has the last one. Write a third as "
                "`1/3`, not as `33.33%`. For numbers such as "
                "inhabitants use `weights`, which need no sum."
            ),
        ),
        Explanation(
            "weights-all-zero",
            title=marked("All weights of a key are zero."),
            cause=marked(
                "A key divides in proportion to its weights. If all are zero, there is no proportion, and the amount "
                "would belong to nobody."
            ),
            remedy=marked(
                "Give at least one participant a weight above zero, or correct the values of the driver for that year."
            ),
        ),
        Explanation(
            "missing-driver-value",
            title=marked("A participant has no value of a driver."),
            cause=marked(
                "A key with a driver needs a value for every participant in `among`. A missing value is not zero: the "
                "participant would pay nothing, and the others would pay its part. All amounts that need the value "
                "are one problem; the hint names their measures."
            ),
            remedy=marked(
                "Add the value for that reference year. Write `0` if the participant really has none, or leave the "
                "participant out of `among` if it takes no part. A partnership without a value gets the sum of its "
                "members."
            ),
        ),
        Explanation(
            "no-reference-year",
            title=marked("A driver has no values for the year or an earlier one."),
            cause=marked(
                "A key with a driver takes the newest reference year that is not after the year of the amount, or "
                "`lag` years before it. Figures of a later year are not used for an earlier amount."
            ),
            remedy=marked("Add the values of an earlier year under `values` of the driver, or lower `lag`."),
        ),
        Explanation(
            "no-version-in-force",
            title=marked("No version of a key is in force yet."),
            cause=marked(
                "The key has dated versions, and the period of the amount begins before the first. An agreement does "
                "not reach back in time by itself."
            ),
            remedy=marked(
                "Add the version that held before, or let the first version begin earlier: `versions: {2023: ..., "
                "2025: ...}`."
            ),
        ),
        Explanation(
            "period-spans-versions",
            title=marked("The period of an amount lies in two versions of the key."),
            cause=marked(
                "The key changes within the period. Which part of the amount falls before the change is a fact that "
                "ridcalc does not know; it does not assume equal parts."
            ),
            remedy=marked(
                "Split the amount at the date of the hint: `{2024-H1: 15000, 2024-H2: 15000}`. Or write `split: days` "
                "beside `versions`, if it was agreed that the days count."
            ),
        ),
        Explanation(
            "versions-start-together",
            title=marked("Two versions of a key begin on the same day."),
            cause=marked(
                "`2024`, `2024-H1` and `2024-Q1` all begin on 1 January. It is not decided which version is in force "
                "from that day."
            ),
            remedy=marked("Remove one of the two, or give it the period in which it begins."),
        ),
        Explanation(
            "blend-cycle",
            title=marked("Keys are mixed from each other in a circle."),
            cause=marked(
                "A blend takes a part of other keys. When a key contains itself, directly or through others, its "
                "shares depend on themselves and are not defined."
            ),
            remedy=marked("Let one of the keys in the message consist of `shares`, `weights` or a `driver`."),
        ),
        Explanation(
            "member-cycle",
            title=marked("Partnerships are members of each other."),
            cause=marked(
                "The part of a partnership is divided over its members. In a circle that division never ends."
            ),
            remedy=marked("Remove one of the memberships of the message."),
        ),
        Explanation(
            "two-partnerships",
            title=marked("A participant is a member of two partnerships."),
            cause=marked(
                "Totals add up along one tree: participants to their partnership, partnerships to the whole. A "
                "participant under two partnerships would be counted twice."
            ),
            remedy=marked(
                "Leave the participant in one partnership, and name it apart in the keys of the other costs."
            ),
        ),
        Explanation(
            "not-a-member",
            title=marked("The key of a partnership names a participant outside it."),
            cause=marked(
                "The key of a partnership divides its part over its own members. A participant outside would pay a "
                "part of an amount that the agreed key did not give it."
            ),
            remedy=marked(
                "Take the participant out of the key, add it to `members`, or give the partnership another `key`."
            ),
        ),
        Explanation(
            "member-and-partnership",
            title=marked("A key names a partnership and also one of its members."),
            cause=marked(
                "The part of the partnership is divided over its members. A member that the key also names would pay "
                "twice, and its total would not show that."
            ),
            remedy=marked("Name either the partnership or its members."),
        ),
    ),
)
