"""A megabyte of each kind of input and of mistake: `python benchmarks/megabyte.py`.

Shows what `ridcalc check` takes for it as a whole process: seconds, memory, and how many times as long as for the files
that ship. Whatever the file says, a megabyte of it should not take more than two seconds or 300 MB.
"""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from measuring import RIDCALC, Run, Section, shown, timed

SIZE = 1_000_000

BUDGET = "budget: {years: [2024]}\n"
MEASURES = BUDGET + "measures:\n"
ONE = BUDGET + "measures: {m: {nature: structural, key: k, amounts: {2024: 1}}}\n"
KEYS = "participants: {a: {}, b: {}}\nkeys:\n  k: {weights: {a: 1, b: 2}}\n"
LONE_KEY = "keys: {k: {weights: {a: 1}}}\nparticipants:\n  a: {}\n"
DRIVER = "keys: {k: {weights: {a: 1}}}\nparticipants: {a: {}}\ndrivers:\n"

SOUND = "nature: structural, key: k, amounts: {2024: 1}"


class Kind(NamedTuple):
    """A file that is filled: which, how it begins, and the line that is repeated, `#` its number."""

    file: str
    head: str
    line: str


KINDS = {
    "sound measures": Kind("measures.yaml", MEASURES, f"  m#: {{{SOUND}}}\n"),
    "measures that are PM": Kind("measures.yaml", MEASURES, f"  m#: {{{SOUND.replace('1}', 'PM}')}}}\n"),
    "assumptions": Kind("measures.yaml", MEASURES, f"  m#: {{{SOUND}, assumption: text #}}\n"),
    "controls": Kind("measures.yaml", ONE + "controls:\n", "  c#: {year: 2024, amount: 1}\n"),
    "controls that are missed": Kind("scenarios/s.yaml", "controls:\n", "  c#: {year: 2024, amount: 3}\n"),
    "documents": Kind("measures.yaml", ONE + "documents:\n", "  d#: {title: x}\n"),
    "sound keys": Kind("keys.yaml", KEYS, "  k#: {weights: {a: 1, b: 2}}\n"),
    "keys that blend": Kind("keys.yaml", KEYS, "  k#: {blend: {k: 1}}\n"),
    "keys with a version": Kind("keys.yaml", KEYS, "  k#: {versions: {2024: {weights: {a: 1}}}}\n"),
    "drivers": Kind("keys.yaml", DRIVER, "  d#: {values: {2024: {a: 1}}}\n"),
    "reference years": Kind("keys.yaml", DRIVER + "  d:\n    values:\n", "      #: {a: 1}\n"),
    "nothing after a name": Kind("measures.yaml", MEASURES, "  m#:\n"),
    "null": Kind("measures.yaml", MEASURES, "  m#: ~\n"),
    "a word for a mapping": Kind("measures.yaml", MEASURES, "  m#: 1\n"),
    "a list for a mapping": Kind("measures.yaml", MEASURES, "  m#: []\n"),
    "empty measures": Kind("measures.yaml", MEASURES, "  m#: {}\n"),
    "empty keys": Kind("keys.yaml", KEYS, "  k#: {}\n"),
    "empty controls": Kind("measures.yaml", ONE + "controls:\n", "  c#: {}\n"),
    "unknown fields": Kind("measures.yaml", MEASURES, "  m#: {a: 1, b: 2, c: 3}\n"),
    "unknown fields at the top": Kind("measures.yaml", "", "f#: 1\n"),
    "unknown fields of a scenario": Kind("scenarios/s.yaml", "", "f#: 1\n"),
    "unknown keys": Kind("measures.yaml", MEASURES, f"  m#: {{{SOUND.replace('key: k', 'key: k#')}}}\n"),
    "unknown keys in blends": Kind("keys.yaml", KEYS, "  k#: {blend: {z#: 1}}\n"),
    "unknown participants": Kind("keys.yaml", KEYS, "  k#: {weights: {c#: 1}}\n"),
    "unknown participants in one key": Kind("keys.yaml", KEYS + "  l:\n    weights:\n", "      p#: 1\n"),
    "unknown values": Kind("measures.yaml", MEASURES, "  m#: {nature: x, key: k, amounts: {2024: 1}}\n"),
    "years outside the budget": Kind("measures.yaml", MEASURES, f"  m#: {{{SOUND.replace('2024', '2029')}}}\n"),
    "years that are none": Kind("keys.yaml", DRIVER + "  d:\n    values:\n", "      p#: {a: 1}\n"),
    "Dutch thousands": Kind("measures.yaml", MEASURES, f"  m#: {{{SOUND.replace('1}', '1.000}')}}}\n"),
    "periods that overlap": Kind("measures.yaml", MEASURES, f"  m#: {{{SOUND[:-1]}, 2024-Q1: 1}}}}\n"),
    "shares of one percent": Kind("keys.yaml", KEYS, "  k#: {shares: {a: 1%}}\n"),
    "weights of nothing": Kind("keys.yaml", KEYS, "  k#: {weights: {a: 0}}\n"),
    "keys that blend themselves": Kind("keys.yaml", KEYS, "  k#: {blend: {k#: 1}}\n"),
    "participants": Kind("keys.yaml", LONE_KEY, "  p#: {}\n"),
    "partnerships in themselves": Kind("keys.yaml", LONE_KEY, "  p#: {members: [p#], key: k}\n"),
    "ids that are none": Kind("measures.yaml", MEASURES, f"  M_#: {{{SOUND}}}\n"),
    "one measure again and again": Kind("measures.yaml", MEASURES, f"  m: {{{SOUND}}}\n"),
    "additions that lack fields": Kind("scenarios/s.yaml", "patch:\n  measures:\n", "    m#: {nature: structural}\n"),
    "nothing to remove": Kind("scenarios/s.yaml", "patch:\n  measures:\n", "    m#: ~\n"),
    "aliases": Kind("measures.yaml", MEASURES, "  m#: *a\n"),
    "tags": Kind("measures.yaml", MEASURES, "  m#: !!int 1\n"),
    "documents in a document": Kind("measures.yaml", BUDGET, "---\n"),
    "brackets": Kind("measures.yaml", "budget: ", "["),
    "braces": Kind("measures.yaml", "budget: ", "{a: "),
    "a list without end": Kind("measures.yaml", "budget: {years: [2024", ", 2#"),
    "one long word": Kind("measures.yaml", "budget: {years: [", "x"),
    "empty lines": Kind("measures.yaml", BUDGET, "\n"),
}


def write_kind(folder: Path, kind: Kind) -> None:
    """Write a folder of which one file is filled to a megabyte."""
    files = {"keys.yaml": KEYS, "measures.yaml": ONE}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / kind.file
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        file.write(kind.head)
        number = 0
        while file.tell() < SIZE:
            file.writelines(kind.line.replace("#", str(one)) for one in range(number, number + 1000))
            number += 1000


def measured(names: Iterable[str] = KINDS) -> Iterator[tuple[str, Run, float]]:
    """Yield for each kind what its run took, and how many times as long as `ridcalc check` of what ships."""
    check = (RIDCALC, "check")
    timed(check)
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            write_kind(Path(folder), KINDS[name])
            run = timed((*check, "--data", folder), ends=(0, 1))
        yield name, run, run.seconds / timed(check).seconds


def section() -> Section:
    """Measure every kind."""
    rows = [(name, run.seconds, run.megabytes, times) for name, run, times in measured()]
    return Section("A megabyte of", ("", "s", "MB", "times a check of what ships"), rows)


if __name__ == "__main__":
    print(shown(section()))
