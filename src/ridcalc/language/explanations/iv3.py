"""Explanations: bookings and the lists of Iv3."""

from ridcalc.language.catalogue import marked
from ridcalc.language.explanations.explanation import Explanation, Group

GROUP = Group(
    marked("Bookings and the lists of Iv3"),
    (
        Explanation(
            "taakveld-not-valid-in-year",
            title=marked("A taakveld is not in the list of its year."),
            cause=marked(
                "Statistics Netherlands (CBS) publishes each year which taakvelden there are; some were "
                "split in 2023 and 2025. The code is not in the list of the year of the amount."
            ),
            remedy=marked("Write the code of that year; the hint names what replaced it."),
        ),
        Explanation(
            "category-not-on-this-side",
            title=marked("A category does not exist on this side."),
            cause=marked(
                "The economic categories of expense and of income are two lists. This category is not in "
                "the list of its side."
            ),
            remedy=marked(
                "Look the code up in the list of the side; `ridcalc amend --format csv` shows which cells are open."
            ),
        ),
        Explanation(
            "category-not-valid-in-year",
            title=marked("A category is not in the list of its year."),
            cause=marked(
                "Categories come and go: 4.4.x ended in 2024, 4.5.x and 4.6.x began in 2025. This one is "
                "not in the list of the year of the amount."
            ),
            remedy=marked("Write the code of that year."),
        ),
        Explanation(
            "impossible-combination",
            title=marked("A taakveld and a category exclude each other."),
            cause=marked(
                "In the matrix of Iv3 some cells are grey: no amount may stand there, such as a purchase on "
                "taakveld 0.10."
            ),
            remedy=marked("Choose another category, or the taakveld of the task itself."),
        ),
        Explanation(
            "iv3-year-unknown",
            title=marked("There is no list of Iv3 for a year."),
            cause=marked(
                "The lists that come with ridcalc go up to 2026. Bookings of later years are held against "
                "the newest list, which may change; those of years before the first list are not held "
                "against any."
            ),
            remedy=marked("Nothing needs to be written; check the codes when the list of the year is published."),
        ),
    ),
)
