"""CSV: a row for each line of an allocation, for spreadsheets and other programs."""

from collections.abc import Iterator

from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.keys.plans import Stage
from ridcalc.language.sentences import visible
from ridcalc.render.lines import COLUMNS, Notation, line_pieces
from ridcalc.render.results import Lines

MORE_COLUMNS = (
    "participant_name",
    "parent",
    "leaf",
    "measure_name",
    "key_name",
    "share_decimal",
    "version",
)
"""The columns after those of the fields of a line, so that a spreadsheet needs nothing beside the file."""

_DECIMALS = 12
"""The decimals of `share_decimal`."""

_FORMULA = ("=", "+", "-", "@", "\t")
"""What a text begins with that a spreadsheet would read as a formula."""


def render(lines: Lines) -> Iterator[str]:
    """Yield CSV in pieces: a header with the names of the columns, then a row for each line.

    Only names may need quoting. With `formula_safe`, a name or a negative fraction that a spreadsheet would read as a
    formula gets an apostrophe in front; ids and words never look like a formula.
    """
    notation = Notation(
        "",
        lines.separator,
        "\n",
        named=False,
        decimal_mark=lines.decimal_mark,
        formula_safe=lines.formula_safe,
        more=_More(lines),
    )
    yield notation.between.join((*COLUMNS, *MORE_COLUMNS)) + notation.end
    yield from line_pieces(lines.allocation, lines.selection, notation, lines.progress)


class _More:
    """The texts of MORE_COLUMNS, each with the separators around it."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._budget = lines.allocation.case.budget
        self._tree = lines.allocation.tree

    def of_participant(self, participant: str) -> str:
        """Return the values about a participant: `participant_name`, `parent` and `leaf`."""
        name = self._name(self._budget.participants[participant].name_or(participant))
        leaf = "false" if participant in self._tree.members else "true"
        return self._lines.separator.join(("", name, self._tree.parent.get(participant, ""), leaf, ""))

    def of_measure(self, measure: str | None) -> str:
        """Return `measure_name`; empty for a batch."""
        return "" if measure is None else self._name(self._budget.measures[measure].name_or(measure))

    def of_stage(self, stage: Stage, position: int) -> str:
        """Return the values after `measure_name`; `version` is empty if the key has no versions, all without a key."""
        if stage.key is None:
            return self._lines.separator.join(("", "", "", ""))
        name = self._name(self._budget.keys[stage.key].name_or(stage.key))
        share = "" if stage.amounts is not None else self._decimal(stage.weights[position], stage.total)
        since = stage.versions[0].since
        return self._lines.separator.join(("", name, share, since.text if since else ""))

    def _name(self, name: str) -> str:
        """Return a name as a value of CSV, with its control characters escaped, because CSV goes to terminals too."""
        if self._lines.formula_safe and name.startswith(_FORMULA):
            name = f"'{name}"
        name = visible(name)
        if self._lines.separator in name or '"' in name:
            name = '"' + name.replace('"', '""') + '"'
        return name

    def _decimal(self, weight: int, total: int) -> str:
        """Return a share of 1 with `_DECIMALS` decimals, halves away from zero."""
        one = 10**_DECIMALS
        whole, decimals = divmod(nearest(weight * one, total) // total, one)
        return f"{whole}{self._lines.decimal_mark}{decimals:0{_DECIMALS}d}"
