"""Explanations: warnings: the run goes on."""

from ridcalc.language.catalogue import marked
from ridcalc.language.explanations.explanation import Explanation, Group

GROUP = Group(
    marked("Warnings: the run goes on"),
    (
        Explanation(
            "vat-unknown",
            title=marked("It is unknown whether amounts include VAT."),
            cause=marked(
                "`vat: unknown` stands for the budget, a measure or a control. Municipalities get most of their VAT "
                "back from the BTW-compensatiefonds, so whether an amount includes it makes a difference of up to "
                "21%."
            ),
            remedy=marked("Ask the author of the figure and write `vat: excluded` or `vat: included`."),
        ),
        Explanation(
            "vat-mixed",
            title=marked("Amounts with and without VAT stand in one budget."),
            cause=marked(
                "A measure or control has another `vat` than the budget. The amounts are added as they are; the total "
                "is then neither with nor without VAT. ridcalc does not convert, because the rate and the right to "
                "compensation differ per cost."
            ),
            remedy=marked(
                "Write the amount on the same basis as the budget, and note how it was converted under `assumption`."
            ),
        ),
        Explanation(
            "price-levels-mixed",
            title=marked("Amounts in the prices of different years are added up."),
            cause=marked(
                "Measures have a `price_level` that differs from that of others, and no index leads to the same prices."
            ),
            remedy=marked("Give the measures an index, or write their amounts in the prices of one year."),
        ),
        Explanation(
            "index-provisional",
            title=marked("Amounts follow from a provisional index."),
            cause=marked("The index, or one that it mixes, has `provisional: true`: its rates may still change."),
            remedy=marked("Fill in the rates that are decided, and take `provisional` away."),
        ),
        Explanation(
            "incidental-indexed",
            title=marked("An incidental measure is indexed."),
            cause=marked(
                "What occurs once is usually estimated in the prices of its own year. The index of the budget leaves "
                "incidental measures alone, but this measure names an index itself."
            ),
            remedy=marked("Take `index` away, unless the amount is in earlier prices."),
        ),
        Explanation(
            "long-incidental",
            title=marked("An incidental measure lasts more than three years."),
            cause=marked(
                "The notitie Structurele en incidentele baten en lasten of the Commissie BBV takes costs as "
                "incidental if they end, as a rule within three years. The council judges by that whether the budget "
                "is structurally balanced."
            ),
            remedy=marked(
                "Write `nature: structural`, or keep `incidental` and name the decision that fixes the end under "
                "`note`."
            ),
        ),
        Explanation(
            "structural-stops",
            title=marked("A structural measure has no amount in a later year."),
            cause=marked(
                "Structural costs return every year. A year without an amount makes the multi-year estimates too low, "
                "or the measure is incidental."
            ),
            remedy=marked(
                "Give the amount for each later year, write `PM` if it is not known yet, or write `nature: incidental`."
            ),
        ),
        Explanation(
            "one-off-coverage",
            title=marked("Structural costs are covered by a source that pays once."),
            cause=marked(
                "A reserve and the item for unforeseen expenses can be spent once. Article 189 of the Gemeentewet "
                "asks for a budget that is structurally and really balanced, so structural costs need structural "
                "coverage."
            ),
            remedy=marked(
                "Choose `source: saldo` or `existing` for those years, or explain under `remark` until when the "
                "reserve pays."
            ),
        ),
        Explanation(
            "current-unused",
            title=marked("A current estimate stands on an account that the amendment does not touch."),
            cause=marked(
                "An amendment shows the estimate before and after the change for each programma, taakveld and side "
                "that its lines have. A line under `current` with any other programma, taakveld or side is not shown, "
                "and the account for which it was written is without its current estimate."
            ),
            remedy=marked(
                "Write programma, taakveld and side as under `booking` of the measure, or of the participant. The "
                "contributions that pay for a measure are income on its programma and taakveld."
            ),
        ),
        Explanation(
            "surcharge-of-nothing",
            title=marked("A surcharge comes to nothing."),
            cause=marked(
                "None of the measures that the surcharge is over is selected: the scenario leaves them out, or no "
                "measure has the key or the task under `of`."
            ),
            remedy=marked("Name measures that are selected under `of`, or leave out the surcharge too."),
        ),
        Explanation(
            "negative-income",
            title=marked("Income has a negative amount and so adds to the cost."),
            cause=marked(
                "With `side: income` an amount already lowers the contributions. A minus turns that around: minus "
                "times minus is plus."
            ),
            remedy=marked("Write the amount without a minus. Keep it only if you correct income that was too high."),
        ),
        Explanation(
            "missing-category",
            title=marked("Measures or participants have no economic category."),
            cause=marked(
                "The budget amendment and the report to CBS (Iv3) need an economic category for each line: what kind "
                "of cost it is. Without it the line in the workbook is incomplete."
            ),
            remedy=marked(
                'Write it under `booking`: `booking: {category: "4.3.3"}` for a contribution, `"3.8"` for other goods '
                "and services."
            ),
        ),
        Explanation(
            "member-left-out",
            title=marked("The key of a partnership leaves out a member."),
            cause=marked(
                "A member that the key does not name pays nothing. That can be agreed, but a new member is also "
                "easily forgotten."
            ),
            remedy=marked(
                "Add the member to the key. If it pays nothing by agreement, give it a share of `0`; then the choice "
                "is visible and the warning ends."
            ),
        ),
        Explanation(
            "text-cut",
            title=marked("A text ends at a #, and the rest is lost."),
            cause=marked(
                "In YAML a # after a space begins a comment, also in the middle of a name or an assumption. What "
                "follows it is in no table and no workbook. ridcalc warns where a letter or digit stands directly "
                "behind the #, as in `zaak #4711`; a comment that begins with `# ` is an ordinary comment, and so is "
                "each comment after an amount or an id."
            ),
            remedy=marked(
                "Put the text in quotation marks. If it is a comment, write a space behind the #: `# 2024 as decided`."
            ),
        ),
        Explanation(
            "same-name",
            title=marked("Participants, drivers, keys or measures have the same name."),
            cause=marked(
                "Rows with the same name look the same: there are two municipalities Bergen. ridcalc therefore "
                "shows the id beside such a name, as in `Bergen (bergen-nh)`. Capitals and the number of spaces make "
                "no difference. Measures count if the scenario takes them."
            ),
            remedy=marked("Give each a name of its own, such as `Bergen (NH)` and `Bergen (L)`."),
        ),
        Explanation(
            "count-left-out",
            title=marked("A version of a key drops a participant that the driver still counts."),
            cause=marked(
                "After a merger the counts of an earlier year still stand under the municipality that has gone. A "
                "version of the key that no longer names it divides as if its inhabitants did not exist, and the "
                "successor pays too little. ridcalc compares each version with the earlier versions of the same key, "
                "whatever these divide by; a participant that none of them names is left out by choice."
            ),
            remedy=marked(
                "Write `successor` and `until` under the participant that has gone: `rijnwaarden: {successor: "
                "zevenaar, until: 2017}`. Its counts then count for the successor in amounts after that year. If it "
                "has left the arrangement, the figures are right and the warning can stay."
            ),
        ),
        Explanation(
            "id-like-number",
            title=marked("A spreadsheet takes an id for a number or a date."),
            cause=marked(
                "Excel and LibreOffice read `0299` as 299, `7e5` as 700000 and `1-2` as a date when they open a CSV "
                "file. The id can then no longer be found in the files."
            ),
            remedy=marked("Let the id begin with a letter, such as `gm0299`."),
        ),
        Explanation(
            "replaced-unread",
            title=marked("A value that cannot be read is replaced by the scenario."),
            cause=marked(
                "The scenario that is shown replaces a value of the base files, and that value is wrong. The result "
                "does not change, but without the scenario the files cannot be read."
            ),
            remedy=marked("Correct the value in the base file as well, or take it out of the scenario."),
        ),
    ),
)
