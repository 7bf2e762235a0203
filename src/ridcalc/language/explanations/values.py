"""Explanations: numbers, dates and words."""

from ridcalc.language.catalogue import marked
from ridcalc.language.explanations.explanation import Explanation, Group

GROUP = Group(
    marked("Numbers, dates and words"),
    (
        Explanation(
            "number-form",
            title=marked("A number is written in a form that is not exact or can be read in two ways."),
            cause=marked(
                "Numbers have digits, a point for the decimals and no thousands separator. `410.000` is four hundred "
                "and ten thousand for a Dutch reader and 410 for a program; a wrong guess would be a factor of a "
                "thousand. ridcalc therefore refuses every form with more than one reading. A calculation such as "
                "`12 * 2345.67` is refused as well: in the files stands the amount that was decided."
            ),
            remedy=marked(
                "Write `410000`, `30000.50`, `410_000` or a fraction `1/3`, without `€`. Percentages are for shares "
                "only. For an unknown amount write `PM`. Instead of a calculation write its outcome, which the hint "
                "gives, and the calculation under `note`."
            ),
        ),
        Explanation(
            "decimal-comma",
            title=marked("A number has a comma inside `{ }` or `[ ]`."),
            cause=marked(
                "Between braces a comma ends an entry. YAML reads `52,5%` there as `52` followed by a new name `5%`, "
                "and would lose the decimals."
            ),
            remedy=marked("Write a point for the decimals, and no thousands separator: `52.5%`, `30000`."),
        ),
        Explanation(
            "amount-precision",
            title=marked("An amount is not a whole number of cents, or of rounding units."),
            cause=marked(
                "Amounts are divided in whole cents, or in the unit of `budget.rounding`. An amount with a part of a "
                "cent or unit cannot be divided so that the parts add up to it."
            ),
            remedy=marked(
                "Write one of the two amounts of the hint, and under `assumption` how it was rounded. The body that "
                "sets the amount decides which of the two it is. Where amounts have cents, the `unit` in "
                "`budget.rounding` is `0.01`."
            ),
        ),
        Explanation(
            "amount-too-large",
            title=marked("An amount is larger than 10^15 euros."),
            cause=marked(
                "A thousand times a thousand billion euros is beyond any budget. Such an amount is a typing mistake, "
                "often two numbers without a space or comma between them."
            ),
            remedy=marked("Write the amount in euros, not in cents, and check the number of zeros."),
        ),
        Explanation(
            "negative",
            title=marked("A share, weight, driver value, price or factor is below zero."),
            cause=marked(
                "A key says which part of an amount each participant bears. A negative part would let one participant "
                "receive what another pays more, which no agreed key says."
            ),
            remedy=marked("Write zero or a positive number. For a refund make a measure with `side: income`."),
        ),
        Explanation(
            "fraction-too-fine",
            title=marked("The fractions of a key have no workable common denominator."),
            cause=marked(
                "Shares are exact fractions. The fractions here together need a denominator of more than a thousand "
                "digits, which no one can check and which makes the calculation slow."
            ),
            remedy=marked(
                "Write percentages or decimals, or numbers that are counted (inhabitants, workplaces) as weights."
            ),
        ),
        Explanation(
            "date-form",
            title=marked("A date is written in another form, or does not exist."),
            cause=marked(
                "Dates are written as year, month, day. `03-04-2024` is 3 April in the Netherlands and 4 March "
                "elsewhere. A day such as 30 February does not exist."
            ),
            remedy=marked("Write `2024-01-20`, or `2024-01` or `2024` if the day or month is unknown."),
        ),
        Explanation(
            "period-form",
            title=marked("A period or year is written in another form."),
            cause=marked(
                "Amounts belong to a year, a half-year, a quarter or a month. ridcalc does not know other periods, "
                "such as weeks: an amount of a week is written in its month."
            ),
            remedy=marked(
                "Write `2024`, `2024-H1`, `2024-H2`, `2024-Q1` to `2024-Q4`, or `2024-M01` to `2024-M12`. Write a year "
                "with four digits."
            ),
        ),
        Explanation(
            "id-form",
            title=marked("A name that other entries refer to is not a valid id."),
            cause=marked(
                "An id is used in references, in `--set` and as the name of a scenario's file. It has small letters, "
                "digits and hyphens, 64 at most, and begins with a letter or digit. `none` and the device names of "
                "Windows are reserved."
            ),
            remedy=marked(
                "Write a short id, and put the text for readers under `name`: `inhuur-2024: {name: Inhuur 2024}`."
            ),
        ),
        Explanation(
            "unknown-value",
            title=marked("A word is not one of the words that the field takes."),
            cause=marked(
                "Some fields take a word from a fixed list: `nature` is `incidental` or `structural`, `side` is "
                "`expense` or `income`. The words are English in every budget, so that files can be exchanged; tables "
                "show them in Dutch."
            ),
            remedy=marked(
                "Write one of the words of the message. An editor with the schema offers them while you type "
                "(docs/editor.md). For a rounding unit that is not among them, such as five cents, divide to a smaller "
                "one and round what is paid outside ridcalc."
            ),
        ),
        Explanation(
            "text-too-long",
            title=marked("A text or name is too long."),
            cause=marked(
                "A name has 300 characters at most, another text 10,000. A longer text is usually a quotation mark "
                "that is not closed, and does not fit in a table or a cell of a workbook."
            ),
            remedy=marked("Shorten the text, or refer to a document under `source`."),
        ),
    ),
)
