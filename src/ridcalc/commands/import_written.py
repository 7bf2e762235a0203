"""The YAML of an imported section, and the sums of what stands in it."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction

from ridcalc.core.values.money import PM, parse_cents
from ridcalc.core.values.problems import refuse, say
from ridcalc.files import MOST_BYTES
from ridcalc.language.sentences import Language
from ridcalc.reading.spreadsheets.entries import Entry, Gap
from ridcalc.reading.spreadsheets.table import Table
from ridcalc.render import yaml

_QUOTED = frozenset({"name", "programma", "taakveld", "category"})
"""The fields with a free text; others hold ids, numbers and options."""
Entries = tuple[str, Entry] | tuple[str, list[Entry]]
"""An id with its entry, or an organisation with its lines."""


class Written:
    """The YAML of a section, with the sums of what stands in it."""

    def __init__(self, language: Language, table: Table) -> None:
        """Begin with a remark where the section comes from."""
        file = os.path.basename(table.path)
        source = say("From {file}.", file=file)
        if table.sheet is not None:
            source = say("From {file}, sheet {sheet}.", file=file, sheet=table.sheet)
        self.texts = [f"# {language.text(source)}\n"]
        self.entries = 0
        self.sums: dict[str, Fraction] = defaultdict(Fraction)
        """The sum of each year, in cents, income negative; of counts the number."""
        self.unknown: Counter[str] = Counter()
        """The PM posts of each year."""
        self.gap = language.text(say("fill-in"))
        """The word that stands where the sheet does not say what the files need."""
        self._language = language
        self._path = table.path

    def add(self, names: Sequence[str], entries: Iterable[Entries]) -> None:
        """Add entries below names.

        Raises:
            ProblemsFoundError: the files would be larger than ridcalc reads.
        """
        self.texts += (f"{'  ' * depth}{name}:\n" for depth, name in enumerate(names))
        size = 0
        for name, entry in entries:
            lines = entry if isinstance(entry, list) else [entry]
            self.entries += len(lines)
            for one in lines:
                self._count(one)
            as_yaml = [self._as_yaml(one) for one in lines]
            text = "".join(yaml.lines({name: as_yaml if isinstance(entry, list) else as_yaml[0]}, len(names)))
            size += len(text)
            if size > MOST_BYTES:
                message = say("this sheet gives a file that is larger than {most} megabytes", most=MOST_BYTES // 10**6)
                refuse("file-too-large", message, say("divide it over several budgets"), place=self._path)
            self.texts.append(text)

    def _as_yaml(self, entry: Entry) -> dict[str, object]:
        """Return an entry with its texts as YAML writes them."""
        written: dict[str, object] = {}
        for name, value in entry.items():
            if isinstance(value, Gap):
                written[name] = f"{self.gap} # {self._language.text(value.remark)}"
            elif isinstance(value, str):
                written[name] = yaml.text_of(value) if name in _QUOTED else value
            else:
                written[name] = self._as_yaml(value)
        return written

    def _count(self, entry: Entry) -> None:
        """Add the amounts or counts of an entry to the sums, read from the texts that are written."""
        for field in ("amounts", "parts", "values"):
            periods = entry.get(field, {})
            for period, texts in periods.items() if isinstance(periods, dict) else ():
                year = "" if period == self.gap else period[:4]
                for text in texts.values() if isinstance(texts, dict) else (texts,):
                    if text == PM:
                        self.unknown[year] += 1
                    elif field == "values":
                        self.sums[year] += Fraction(str(text))
                    else:
                        self.sums[year] += parse_cents(str(text)) * (-1 if entry.get("side") == "income" else 1)
