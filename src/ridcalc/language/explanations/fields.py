"""Explanations: fields and references."""

from ridcalc.language.catalogue import marked
from ridcalc.language.explanations.explanation import Explanation, Group

GROUP = Group(
    marked("Fields and references"),
    (
        Explanation(
            "unknown-field",
            title=marked("A field is not known in this place."),
            cause=marked(
                "Field names are English and fixed. A misspelt or misplaced field would have no effect and its value "
                "would be missing from the result, so ridcalc does not skip it."
            ),
            remedy=marked(
                "Write the field of the hint, or move the field to the file that the hint names. For a remark of your "
                "own use `note`, or a name that begins with `x-`."
            ),
        ),
        Explanation(
            "missing-field",
            title=marked("A required field is missing."),
            cause=marked(
                "Without this field there is nothing to calculate with: a measure has a nature, a key and amounts; a "
                "partnership has a key for its members; a total has a spread over periods. ridcalc fills in no value "
                "that you did not decide on."
            ),
            remedy=marked(
                "Add the field. If the whole entry seems to be there, check the spelling of its id: a patch of an id "
                "that does not exist makes a new, incomplete entry."
            ),
        ),
        Explanation(
            "several-alternatives",
            title=marked("Two fields stand together of which only one can hold."),
            cause=marked(
                "A measure has either `amounts` or `total`, a key has one way of dividing, and a scenario has either "
                "`only` or `without`. With both, it is not decided which one counts."
            ),
            remedy=marked(
                "Remove one of the two. A scenario that replaces `amounts` by a `total` also writes `amounts: null`."
            ),
        ),
        Explanation(
            "repeated-item",
            title=marked("A list names the same thing twice."),
            cause=marked(
                "A year, member or measure counts once. A second mention is a typing mistake for another one that is "
                "now missing, or it suggests that it counts double."
            ),
            remedy=marked("Remove the repetition, or write the name that should stand there."),
        ),
        Explanation(
            "unknown-participant",
            title=marked("A participant is named that does not exist."),
            cause=marked(
                "A key, driver, member list, control or option names an id that is not under `participants` in "
                "`keys.yaml`. Skipping it would divide its part over the others."
            ),
            remedy=marked(
                "Correct the spelling, or add the participant to `keys.yaml`. Use the id (`zevenaar`), not the name."
            ),
        ),
        Explanation(
            "unknown-key",
            title=marked("A key is named that does not exist."),
            cause=marked(
                "A measure, partnership or blend names a key that is not under `keys` in `keys.yaml`. There is no "
                "default key: who pays is a decision."
            ),
            remedy=marked("Correct the spelling, or add the key to `keys.yaml`."),
        ),
        Explanation(
            "unknown-driver",
            title=marked("A driver is named that does not exist."),
            cause=marked("A key or the option `--per` names a driver that is not under `drivers` in `keys.yaml`."),
            remedy=marked("Correct the spelling, or add the driver with its values per reference year to `keys.yaml`."),
        ),
        Explanation(
            "unknown-measure",
            title=marked("A measure is named that does not exist."),
            cause=marked(
                "A surcharge or control names a measure that is neither in `measures.yaml` nor in any scenario; or "
                "`only` or `without` of a scenario, or an option, names one that is not in the files of that scenario. "
                "A scenario that leaves out a misspelt measure would still contain the real one."
            ),
            remedy=marked(
                "Write the id of the measure as it stands in `measures.yaml`. A new measure of a scenario stands "
                "under `patch: {measures: ...}`."
            ),
        ),
        Explanation(
            "unknown-document",
            title=marked("A source refers to a document that is not listed."),
            cause=marked(
                "`source` says where a figure was found, by the id of an entry under `documents`. A reference that "
                "leads nowhere cannot be checked by the auditor."
            ),
            remedy=marked("Correct the id, or add the document with its `title` to `measures.yaml`."),
        ),
        Explanation(
            "unknown-pc-document",
            title=marked("A planning document is named that is not listed."),
            cause=marked(
                "`pc_document` says in which planning document a change lands, by the id of an entry under "
                "`pc_documents`. Without the entry the change would be in no document."
            ),
            remedy=marked("Correct the id, or add the document with its `year`: `pc_documents: {vgr2: {year: 2024}}`."),
        ),
        Explanation(
            "unknown-control",
            title=marked("`--set` changes a control that no scenario has."),
            cause=marked(
                "The controls of the base files and of the scenarios were read, and none has this id. The change "
                "would have no effect, and the check would seem to say something about it."
            ),
            remedy=marked(
                "Write the id of an existing control; `ridcalc check` shows them. A new one is set as a whole: `--set "
                "'controls.NAME={year: 2024, amount: 80000}'`."
            ),
        ),
    ),
)
