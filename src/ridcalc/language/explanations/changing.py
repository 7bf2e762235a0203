"""Explanations: keys, counts and participants that change with time."""

from ridcalc.language.catalogue import marked
from ridcalc.language.explanations.explanation import Explanation, Group

GROUP = Group(
    marked("Keys and counts that change with time"),
    (
        Explanation(
            "path-falls",
            title=marked("In a transition the share of the new key falls."),
            cause=marked(
                "A transition leads from one key to another, and the new key never gets a smaller share than the year "
                "before. A year without an entry keeps the last one before it."
            ),
            remedy=marked("Correct the year of the message. An agreement that does go back is written as `versions`."),
        ),
        Explanation(
            "joins-not-named",
            title=marked("A participant joins a key that does not name it."),
            cause=marked(
                "Under `joins` stands from when a participant takes part. The weight that it then has stands in the "
                "key itself, as that of the others; in its first year it counts for the part that is left."
            ),
            remedy=marked("Name the participant in `shares`, `weights` or `among` as well, or remove it from `joins`."),
        ),
        Explanation(
            "average-year-missing",
            title=marked("An average of a driver lacks a year."),
            cause=marked(
                "A driver with `average: 5` takes five calendar years up to its reference year. A year without values "
                "is not left out, and not replaced by another: the average would be another one than agreed."
            ),
            remedy=marked("Add the values of the year of the message, or lower `average`."),
        ),
        Explanation(
            "driver-cycle",
            title=marked("Drivers follow from each other in a circle."),
            cause=marked(
                "A driver with `from` is added up from other drivers. When it contains itself, directly or through "
                "others, its counts depend on themselves and are not defined."
            ),
            remedy=marked("Let one of the drivers of the message consist of `values`."),
        ),
        Explanation(
            "participant-merged",
            title=marked("A participant is named in a year in which it is part of another."),
            cause=marked(
                "After the year under `until` the participant no longer exists, and its counts count for its "
                "`successor`. `all` and groups leave it out by themselves; a list, shares and weights do not."
            ),
            remedy=marked(
                "Let a version of the key begin in the year after, without the participant: `versions: {2017: ..., "
                "2018: ...}`."
            ),
        ),
        Explanation(
            "successor-cycle",
            title=marked("Participants are each other's successors."),
            cause=marked(
                "The counts of a participant that merged go to its successor. In a circle they would go to nobody."
            ),
            remedy=marked("Remove `successor` and `until` of the participant that goes on by itself."),
        ),
    ),
)
