"""Explanations: spreadsheets that come in with `ridcalc import`."""

from ridcalc.language.catalogue import marked
from ridcalc.language.explanations.explanation import Explanation, Group

GROUP = Group(
    marked("Spreadsheets that come in"),
    (
        Explanation(
            "table-unreadable",
            title=marked("A file is neither a workbook nor a CSV file that can be read."),
            cause=marked(
                "`ridcalc import` reads `.xlsx` and CSV. An old `.xls`, a workbook with a password, an OpenDocument "
                "file and a page of a web site have other contents, whatever their names end in."
            ),
            remedy=marked("Open the file in a spreadsheet program and save it as `.xlsx`, without a password."),
        ),
        Explanation(
            "sheet-unknown",
            title=marked("The sheet is not in the workbook, or there are several to choose from."),
            cause=marked(
                "One sheet is imported at a time. If more than one has headings of amounts, ridcalc does not choose."
            ),
            remedy=marked("Name the sheet as its tab does: `--sheet 'Begroting 2027'`."),
        ),
        Explanation(
            "heading-missing",
            title=marked("The headings of a sheet do not say what is needed."),
            cause=marked(
                "A sheet of measures has at least a column of names and one of amounts, and says the year of these: in "
                "the heading, in a column of its own, or in the title."
            ),
            remedy=marked(
                "Say what the sheet does not say: `--header ROW` for the row with the headings, `--map name=B` for a "
                "column, `--map year=2027` for the year. docs/from-excel.md lists the headings that are recognised."
            ),
        ),
        Explanation(
            "heading-twice",
            title=marked("Two columns hold amounts of the same period."),
            cause=marked(
                "Two headings say the same year and side, such as the budget before and after a change. Both would "
                "become the amount of one post."
            ),
            remedy=marked("Say which columns of amounts to read: `--map amount=D`, or a range, `--map amount=D:G`."),
        ),
        Explanation(
            "column-unknown",
            title=marked("`--map` names a column that the sheet does not have."),
            cause=marked("A column is named by its letter or by its heading as it stands in the sheet."),
            remedy=marked("Copy the heading from the sheet, or write the letter that stands above the column."),
        ),
        Explanation(
            "cell-unreadable",
            title=marked("A cell holds something else than is expected."),
            cause=marked(
                "A text, an error or a date stands where an amount is expected, or a word that is no nature, side or "
                "year. A spreadsheet program makes dates of numbers such as 1-5, and does not keep what was typed."
            ),
            remedy=marked(
                "Correct the cell in the sheet. An amount that is not known yet is PM; a cell may be empty or hold a "
                "dash for nothing."
            ),
        ),
        Explanation(
            "cell-two-readings",
            title=marked("A number can be read with a decimal comma and with a decimal point."),
            cause=marked(
                "1.234 is a Dutch thousand or a number with three decimals. In a workbook numbers are stored as "
                "numbers; in CSV, and in cells with text, only another number of the same column can decide, such as "
                "1.234,50."
            ),
            remedy=marked("Say which mark the decimals have: `--decimal comma` or `--decimal point`."),
        ),
        Explanation(
            "row-without-name",
            title=marked("A row has amounts and no name."),
            cause=marked(
                "Such a row may be a post or a total. A total is recognised by its name, by formulas that add up its "
                "column, or because it adds up; this one is none of these."
            ),
            remedy=marked("Write the name in the sheet: of the post, or Totaal."),
        ),
        Explanation(
            "counted-twice",
            title=marked("A participant stands twice among the counts of a year."),
            cause=marked("Each participant has one count a year. Which of the two holds, the sheet does not say."),
            remedy=marked("Take one of the rows out, or give each a name of its own."),
        ),
        Explanation(
            "total-differs",
            title=marked("A total in the sheet is not the sum of the rows above it."),
            cause=marked(
                "A total is not imported, but compared: with the rows from the beginning, or from any heading or total "
                "above it. None of these sums is the total; the message shows the nearest."
            ),
            remedy=marked(
                "Look for a row that is missing, hidden or counted twice. If the total was typed and is wrong, tell "
                "who made the sheet; what was imported are the rows."
            ),
        ),
        Explanation(
            "total-suspected",
            title=marked("A row that was read as a post may be a total."),
            cause=marked(
                "Each of its amounts is the sum of the rows above it, and its name is not that of a total. It was "
                "imported; if it is a total, all these amounts came in twice."
            ),
            remedy=marked(
                "If it is a total, give it a name in the sheet that begins with Totaal, or empty its amounts. If it is "
                "a post, nothing is needed."
            ),
        ),
    ),
)
