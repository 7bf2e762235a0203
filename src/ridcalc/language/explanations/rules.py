"""Explanations: amounts that follow from a rule."""

from ridcalc.language.catalogue import marked
from ridcalc.language.explanations.explanation import Explanation, Group

GROUP = Group(
    marked("Amounts by rule"),
    (
        Explanation(
            "yearly-order",
            title=marked("Two amounts per year start on the same day, or one starts after the last year."),
            cause=marked(
                "An entry of `yearly` holds from the start of its period until the next entry. Of two entries that "
                "start on one day, such as `2024` and `2024-Q1`, it is not known which holds; and after the year under "
                "`ends` there is no amount."
            ),
            remedy=marked("Keep one of the two entries, or change or leave out `ends`."),
        ),
        Explanation(
            "parts-differ",
            title=marked("The parts of a period do not add up to its amount."),
            cause=marked(
                "A measure with `parts` may also have `amounts`, as a check on the sum. Both must then be equal in "
                "each period, to the cent: a part is divided as written, and nothing is scaled."
            ),
            remedy=marked("Correct the part or the amount that is wrong, or leave `amounts` out."),
        ),
        Explanation(
            "surcharge-of-surcharge",
            title=marked("A surcharge names another surcharge."),
            cause=marked(
                "A surcharge is a rate of amounts that stand in the files or follow from other rules. Over a surcharge "
                "the order would matter, and two could depend on each other."
            ),
            remedy=marked("Name the measures below it, with a rate that holds for these."),
        ),
        Explanation(
            "unknown-task",
            title=marked("A task does not exist."),
            cause=marked("A measure or a surcharge names a task that does not stand under `tasks` in measures.yaml."),
            remedy=marked("Correct the id, or add the task: `tasks: {ict: {name: ICT}}`."),
        ),
        Explanation(
            "unknown-group",
            title=marked("A group does not exist."),
            cause=marked(
                "`among` takes a list of participants, the id of a group under `groups` in keys.yaml, or `all`: every "
                "participant without members."
            ),
            remedy=marked("Correct the id, add the group, or write a list: `[noord, zuid]`."),
        ),
        Explanation(
            "unknown-index",
            title=marked("An index does not exist."),
            cause=marked(
                "The budget, a measure or a mix names an index that does not stand under `indices` in measures.yaml."
            ),
            remedy=marked("Correct the id, or add the index with its rates. `index: none` takes no index."),
        ),
        Explanation(
            "index-year-missing",
            title=marked("An index has no rate for a year that an amount needs."),
            cause=marked(
                "An amount is indexed from the year after its price level up to its own year, and every year in "
                "between needs a rate. No year is filled in with the last known rate. A series of values needs every "
                "year too, unless amounts are indexed at once (`method: cumulative`). The message stands at the first "
                "amount that needs the years; the hint names the other measures."
            ),
            remedy=marked(
                "Add the rate to the index, or choose another price level. A year without a change is written as `0%`, "
                "and an estimate can be marked with `provisional: true`."
            ),
        ),
        Explanation(
            "index-mix-sum",
            title=marked("The weights of a mix of indices do not add to exactly 100%."),
            cause=marked("A mix, such as two thirds of wage and one third of price, is a weighted average."),
            remedy=marked("Correct the weight that is wrong; write a third as `1/3`."),
        ),
        Explanation(
            "index-cycle",
            title=marked("Indices mix each other in a circle."),
            cause=marked("The rate of each would depend on its own rate. The message names the circle in order."),
            remedy=marked("Let one of the indices consist of `rates` or `values`."),
        ),
        Explanation(
            "index-rate-too-low",
            title=marked("A rate of an index is below -100%."),
            cause=marked("Prices would become negative; the number is probably no percentage of change."),
            remedy=marked("Write what prices change by in a year, such as `2.9%` or `-0.5%`."),
        ),
        Explanation(
            "price-level-missing",
            title=marked("Amounts are indexed, but the year of their prices is not known."),
            cause=marked("An index leads from the prices of one year to those of another, and the first is missing."),
            remedy=marked("Write `price_level: 2024` under `budget`, or under the measure."),
        ),
        Explanation(
            "price-level-after-amount",
            title=marked("An amount is of a year before its price level."),
            cause=marked(
                "An amount in prices of 2025 cannot be indexed to 2024: an index leads to later prices. Amounts of "
                "earlier years are written as they were."
            ),
            remedy=marked(
                "Write the price level of the amounts, let an amount per year begin later, or write `index: none`."
            ),
        ),
    ),
)
"""The problems of amounts that follow from a rule."""
