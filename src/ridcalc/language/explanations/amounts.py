"""Explanations: amounts, years and rounding."""

from ridcalc.language.catalogue import marked
from ridcalc.language.explanations.explanation import Explanation, Group

GROUP = Group(
    marked("Amounts, years and rounding"),
    (
        Explanation(
            "year-outside-budget",
            title=marked("A year is not one of the years of the budget."),
            cause=marked(
                "`budget.years` lists the years that tables show. An amount of another year would be in no table and "
                "in no total."
            ),
            remedy=marked("Correct the year, or add it to `budget.years`."),
        ),
        Explanation(
            "period-overlap",
            title=marked("Two periods of one mapping overlap."),
            cause=marked(
                "`2024` contains `2024-Q1`. It is not clear whether the amount of the quarter is part of that of the "
                "year or comes on top of it."
            ),
            remedy=marked("Give an amount for the whole year, or one for each part of it."),
        ),
        Explanation(
            "rest-flips-sign",
            title=marked("An amount is too small for the rounding method `largest-share`."),
            cause=marked(
                "With `largest-share` the participant with the largest share takes the difference of rounding. With "
                "an amount of a few cents that difference is larger than its own part, and the part would become "
                "negative."
            ),
            remedy=marked(
                "Choose `method: largest-remainder` under `budget.rounding`, or combine small amounts into one measure."
            ),
        ),
        Explanation(
            "level-total",
            title=marked("With rounding per total there are no amounts per measure or period."),
            cause=marked(
                "With `level: total` the amounts of a year that are divided alike are rounded once, together. The "
                "part of one measure in that is not a number of cents, so a table per measure or period cannot add up "
                "to what each participant pays."
            ),
            remedy=marked(
                "Leave out `--by` and `--matrix`, or round with `level: measure`: `--set "
                "budget.rounding.level=measure` does that for one run."
            ),
        ),
        Explanation(
            "table-unit",
            title=marked("The unit of a table is not a power of ten, or finer than the amounts."),
            cause=marked(
                "A table in units adds up only if each unit is a power of ten. Amounts that are rounded to thousands "
                "cannot be shown in tens: those digits do not exist."
            ),
            remedy=marked("Write `--unit 1000`, `100`, `10` or `1`, not smaller than `unit` of `budget.rounding`."),
        ),
    ),
)
