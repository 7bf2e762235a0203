"""Explanations: the form of YAML."""

from ridcalc.language.catalogue import marked
from ridcalc.language.explanations.explanation import Explanation, Group

GROUP = Group(
    marked("The form of YAML"),
    (
        Explanation(
            "yaml-syntax",
            title=marked("A line is not valid YAML."),
            cause=marked(
                "YAML gives a meaning to indentation, colons, dashes, braces and quotation marks. Here one of them is "
                "missing, is not closed, or stands inside a text without quotation marks. The rest of the file cannot "
                "be read reliably, so ridcalc stops at the first such place."
            ),
            remedy=marked(
                "Indent with spaces, write `name: value` with a space after the colon, close every brace, and put a "
                'text with a colon or another special character in quotation marks: `name: "Inhuur: tijdelijk"`. A '
                'name that begins with an apostrophe needs double ones: `name: "\'s-Gravenhage"`.'
            ),
        ),
        Explanation(
            "duplicate-name",
            title=marked("A name stands twice in the same place."),
            cause=marked(
                "Of two values under one name, most YAML programs silently use the last. In a budget that hides an "
                "amount, so ridcalc refuses both. A scenario's control may not have the id of a control in the base "
                "files either."
            ),
            remedy=marked("Remove one of the two, or give one another id."),
        ),
        Explanation(
            "empty-value",
            title=marked("A name has no value, or a list or mapping is empty."),
            cause=marked(
                "An empty place can be a value that is still to come, a zero, or a mistake. ridcalc does not choose "
                "between them."
            ),
            remedy=marked(
                "Write the value, or remove the name. For a known post with an unknown amount write `PM`, for no "
                "amount `0`. In the patch of a scenario, `null` removes an entry."
            ),
        ),
        Explanation(
            "null-value",
            title=marked("`null` stands where a value is needed."),
            cause=marked(
                "`null` (also `~`) means nothing. Only the patch of a scenario and `--set` use it, to remove an entry "
                "of the base files. In the base files there is nothing to remove."
            ),
            remedy=marked("Remove the whole entry. If `null` is a text, put it in quotation marks."),
        ),
        Explanation(
            "null-without-target",
            title=marked("A scenario removes something that does not exist."),
            cause=marked(
                "`null` in a patch removes an entry of the base files or of the scenario's base. There is no such "
                "entry: the name has a spelling mistake, or the entry was removed before. Without this check the "
                "scenario would seem to change something that it does not change."
            ),
            remedy=marked("Correct the name, or remove the line from the patch."),
        ),
        Explanation(
            "wrong-type",
            title=marked("A single value, a list or a mapping stands where another of them is needed."),
            cause=marked(
                "Each field holds one kind of value: a single value (`key: dienst`), a list (`years: [2024, 2025]`) "
                "or a mapping of names to values (`amounts: {2024: 80000}`). One amount without a period, for "
                "example, does not say to which year it belongs."
            ),
            remedy=marked(
                "Write the form that the hint shows; docs/files.md has the form of every field. Amounts per "
                "participant are one measure with the sum, and a key with these amounts as `weights`, or a measure "
                "for each participant. Shares that differ per year are `versions` of the key."
            ),
        ),
        Explanation(
            "name-not-text",
            title=marked("A name is a list, a mapping or an alias."),
            cause=marked(
                "YAML allows a list or a mapping as a name, after `? `. Names in these files are ids, fields, years "
                "and periods: a single text."
            ),
            remedy=marked("Write one text before the colon: `name: value`."),
        ),
        Explanation(
            "alias",
            title=marked("An anchor (`&name`) or alias (`*name`) of YAML is used."),
            cause=marked(
                "With an anchor and an alias one value appears in several places. A reader of one line then does not "
                "see what it says, and a small file can grow to millions of values. ridcalc reads every value where "
                "it stands."
            ),
            remedy=marked(
                "Write the value itself in each place. Put a text that begins with `&` or `*` in quotation marks."
            ),
        ),
        Explanation(
            "tag",
            title=marked("A YAML tag such as `!!int` is used."),
            cause=marked(
                "A tag changes how a YAML program reads a value. ridcalc knows from the field what a value is, and "
                "reads the text exactly as it stands."
            ),
            remedy=marked("Remove the tag. Put a text that begins with `!` in quotation marks."),
        ),
        Explanation(
            "second-document",
            title=marked("A second YAML document begins in the same file."),
            cause=marked(
                "A line `---` begins a new document. Everything after it would be ignored, so that measures or keys "
                "would be missing without a sign."
            ),
            remedy=marked("Remove the line `---`, or put the second part in a file of its own."),
        ),
    ),
)
