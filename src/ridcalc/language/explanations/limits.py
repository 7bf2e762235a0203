"""Explanations: limits."""

from ridcalc.language.catalogue import marked
from ridcalc.language.explanations.explanation import Explanation, Group

GROUP = Group(
    marked("Limits"),
    (
        Explanation(
            "file-too-large",
            title=marked("A file is larger than 50 megabytes."),
            cause=marked(
                "A budget of all Dutch municipalities fits in a few megabytes. A larger file is usually not a data "
                "file, or something is in it many times; the limit keeps the memory of the computer free."
            ),
            remedy=marked("Check that the path is right, or divide the file over several budgets."),
        ),
        Explanation(
            "too-deep",
            title=marked("Braces, partnerships or blends are nested more than 50 levels deep."),
            cause=marked(
                "No budget has 50 levels. It points to a file that a program wrote wrongly, and reading on would cost "
                "memory without end."
            ),
            remedy=marked("Remove levels that add nothing, or correct the program that writes the file."),
        ),
        Explanation(
            "too-many-entries",
            title=marked("A list or file has too many entries."),
            cause=marked(
                "A list has 20,000 items at most and a file 2,000,000 entries, far beyond any budget. The limit keeps "
                "a run within the memory of an ordinary computer."
            ),
            remedy=marked("Divide the file over several budgets, each in its own data folder."),
        ),
        Explanation(
            "too-many-participants",
            title=marked("A budget has more than 10,000 participants."),
            cause=marked(
                "The Netherlands has fewer than 400 municipalities. More than 10,000 participants point to a file in "
                "which something else stands under `participants`."
            ),
            remedy=marked("Check what stands under `participants`, or divide the budget."),
        ),
        Explanation(
            "too-many-years",
            title=marked("A budget has more than 100 years."),
            cause=marked(
                "A budget and its multi-year estimates cover some years, not a century. Every year is a column of the "
                "tables."
            ),
            remedy=marked("List in `budget.years` only the years that the budget has."),
        ),
    ),
)
