"""Explanations: files and folders."""

from ridcalc.language.catalogue import marked
from ridcalc.language.explanations.explanation import Explanation, Group

GROUP = Group(
    marked("Files and folders"),
    (
        Explanation(
            "file-missing",
            title=marked("A file or folder does not exist."),
            cause=marked(
                "ridcalc looks for `keys.yaml` and `measures.yaml` in the folder `data` of the current folder, or in "
                "the folder that `--data` or the variable `RIDCALC_DATA` names. The file or folder of the message is "
                "not there."
            ),
            remedy=marked(
                "Go to the folder that holds `data`, or name the data folder: `ridcalc allocate --data DIR`. `ridcalc "
                "init DIR` makes a new budget."
            ),
        ),
        Explanation(
            "file-unreadable",
            title=marked("A file cannot be read."),
            cause=marked(
                "The operating system refuses to give the content of the file: it is a folder, you have no "
                "permission, or the disk or network drive does not answer. The message has the reason."
            ),
            remedy=marked("Give your account permission to read the file, or correct the path."),
        ),
        Explanation(
            "file-not-read",
            title=marked("A file in `scenarios/` is skipped because of its name."),
            cause=marked(
                "ridcalc reads scenarios from files whose names end in `.yaml`. A file that ends in `.yml` or in "
                "another suffix looks like a scenario but is not used; its changes are in no table."
            ),
            remedy=marked("Rename the file so that it ends in `.yaml`, or move it out of the folder `scenarios`."),
        ),
        Explanation(
            "file-exists",
            title=marked("The output file, or a file of a new budget, exists already."),
            cause=marked(
                "ridcalc does not replace a file without an instruction to do so. The file may be the workbook of a "
                "decision, or a data file that somebody has edited."
            ),
            remedy=marked(
                "Choose another name, or add `--force` to replace the file. `ridcalc init` needs a new folder."
            ),
        ),
        Explanation(
            "style-external",
            title=marked("A style would reach outside the page."),
            cause=marked(
                "A page of `ridcalc report` is opened from a mail and kept in an archive, so nothing in it may be "
                "fetched: no `@import`, no `url(` but of `data:` or `#`, no `image-set(`. A `<` could end the style "
                "and begin something else."
            ),
            remedy=marked("Write the rules in the file itself, and put a picture or a font in it as `url(data:…)`."),
        ),
        Explanation(
            "file-not-written",
            title=marked("An output file cannot be written."),
            cause=marked(
                "The folder does not exist, you have no permission, the disk is full, or another program such as "
                "Excel has the file open. The message has the reason. A file that existed before is unchanged."
            ),
            remedy=marked("Close the file in the other program, make the folder, or choose another path after `-o`."),
        ),
        Explanation(
            "output-not-written",
            title=marked("The result cannot be written to the screen, a pipe or a redirected file."),
            cause=marked(
                "Standard output is closed or full: for example the disk that `> FILE` writes to has no space left. "
                "Part of the text may be missing, so the run ends with status 1."
            ),
            remedy=marked(
                "Free some space, or write to another disk. With `-o FILE` the file is written as a whole or not at "
                "all."
            ),
        ),
        Explanation(
            "not-utf-8",
            title=marked("A file has characters in an encoding other than UTF-8."),
            cause=marked(
                "The files are read as UTF-8. An older editor or a spreadsheet program may save letters such as é and "
                "the sign € in the Windows encoding, or a whole file in UTF-16 (`Unicode` in Notepad and Excel); "
                "ridcalc does not guess which letter a byte stands for."
            ),
            remedy=marked(
                "Save the file again with the encoding UTF-8. In Notepad: Save as, Encoding: UTF-8. In Excel: Save as, "
                "file type CSV UTF-8."
            ),
        ),
        Explanation(
            "control-character",
            title=marked("A file holds an invisible character."),
            cause=marked(
                "Control characters, soft hyphens, zero-width spaces and direction marks come along when text is "
                "copied from a PDF, a word processor or a website. Nobody sees them, but `Duiven` with such a "
                "character is another name than `Duiven`, and the table would show its number in the middle of the "
                "name. In a comment only characters that could deceive a reader are refused: control characters, "
                "hidden line breaks and direction marks. A no-break space counts as a space."
            ),
            remedy=marked(
                "Type the text again, or copy it from the tip; the message names the place of the character."
            ),
        ),
        Explanation(
            "empty-file",
            title=marked("A data file is empty."),
            cause=marked(
                "An empty `keys.yaml` or `measures.yaml` has no participants, keys or amounts. A scenario without "
                "changes has to be visible as a choice, so an empty scenario file is refused too."
            ),
            remedy=marked(
                "Write the content, put back an earlier version, or remove the file. A scenario that changes nothing "
                "can hold only a `name`."
            ),
        ),
    ),
)
