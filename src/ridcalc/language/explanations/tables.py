"""Explanations: tables, workbooks and commands."""

from ridcalc.language.catalogue import marked
from ridcalc.language.explanations.explanation import Explanation, Group

GROUP = Group(
    marked("Tables, workbooks and commands"),
    (
        Explanation(
            "nothing-selected",
            title=marked("The chosen part has no amount and no PM post."),
            cause=marked(
                "The filters (`--year`, `--participant`) leave only zeros, and rows of zeros are not shown. An empty "
                "table would look like a mistake of the program."
            ),
            remedy=marked("Add `--zeros` to see the zeros, or choose another year or participant."),
        ),
        Explanation(
            "table-too-long",
            title=marked("A table would have too many amounts for a screen."),
            cause=marked(
                "A table with measures as rows and participants as columns grows with both. Beyond 200,000 amounts a "
                "year nobody reads it, and it takes much memory."
            ),
            remedy=marked("Choose participants with `--participant`, or write every line with `--format csv -o FILE`."),
        ),
        Explanation(
            "workbook-too-large",
            title=marked("A sheet cannot hold the rows, or a cell cannot hold the text."),
            cause=marked(
                "A sheet of Excel has 1,048,576 rows at most and a cell 32,767 characters. ridcalc does not cut rows "
                "or texts off."
            ),
            remedy=marked(
                "For rows: `ridcalc allocate --format csv -o FILE` has no such limit. For a text: write shorter "
                "names, notes or codes."
            ),
        ),
        Explanation(
            "workbook-damaged",
            title=marked("A workbook cannot be read completely."),
            cause=marked(
                "An `.xlsx` file is an archive of parts. One of the parts is missing, was cut off or has other "
                "content than a workbook has, so `ridcalc verify` cannot say that the workbook is right."
            ),
            remedy=marked(
                "Ask the sender for the file again, or open it in Excel, save it and verify it again. `ridcalc "
                "export` makes a new workbook."
            ),
        ),
        Explanation(
            "workbook-refused",
            title=marked("A file is not a workbook of `ridcalc export`, or is not safe to read."),
            cause=marked(
                "`ridcalc verify` compares a workbook that ridcalc wrote with the data files. Another kind of file, "
                "an old `.xls`, or an archive with unusual parts cannot be compared and is not opened further. "
                "`ridcalc adopt` takes over all changed inputs of such a workbook or nothing: not from a workbook of "
                "values, of other files or of another version, with rows that were added or removed, or with an input "
                "that is empty, a text or a formula. "
                "`ridcalc import` reads workbooks of other programs, but none that unpacks to more than 500 megabytes."
            ),
            remedy=marked(
                "For `verify` and `adopt`, name the `.xlsx` file that `ridcalc export` wrote, and put right what "
                "stands in the cell that the message names; for `import`, save the sheet as a workbook of its own."
            ),
        ),
        Explanation(
            "unknown-example",
            title=marked("`ridcalc init --example` names an example that does not exist."),
            cause=marked("ridcalc ships with a few whole budgets as examples. None of them has this name."),
            remedy=marked(
                "Choose one of the names of the hint, or leave `--example` out for a small budget with comments."
            ),
        ),
        Explanation(
            "unknown-problem",
            title=marked("`ridcalc problem` is asked about a code that does not exist."),
            cause=marked(
                "The code of a problem stands between brackets in its message: `error[number-form]`. ridcalc has no "
                "message with this code."
            ),
            remedy=marked("Copy the code from the message. `ridcalc problem` without a code lists them all."),
        ),
    ),
)
