"""Whatever a sheet holds: what is written says the same, or there are problems in words of ours."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builders import write_folder
from effort import times
from ridcalc.commands.import_ import run
from ridcalc.core.values.problems import ProblemsFoundError
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from ridcalc.reading.spreadsheets.ids import id_of
from ridcalc.reading.spreadsheets.labels import is_balance, is_total
from ridcalc.reading.spreadsheets.options import Options
from ridcalc.render.problems import render
from ridcalc.render.yaml import text_of
from spreadsheets import MADE

ENGLISH = Language("en")
OPTIONS = Options("measures", nature="structural", key="k")
KEYS = "participants: {a: {}}\nkeys: {k: {weights: {a: 1}}}\n"
BUDGET = "budget: {years: [2027, 2028], executor: {id: x}}\n"


def cell(text: str) -> str:
    """Return a text as a field of CSV."""
    return '"' + text.replace('"', '""') + '"'


def dutch(cents: int) -> str:
    """Return an amount in cents as a Dutch hand writes it: 1.234,50."""
    whole = f"{abs(cents) // 100:,}".replace(",", ".")
    return f"{'-' if cents < 0 else ''}{whole},{abs(cents) % 100:02d}"


NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(
    lambda name: any(character.isalnum() for character in name) and not is_total(name) and not is_balance(name)
)
AMOUNTS = st.integers(-(10**13), 10**13)


@settings(max_examples=times(10))
@given(st.lists(st.tuples(NAMES, AMOUNTS, AMOUNTS), min_size=1, max_size=6))
@example([("null", 1, 0), ("0.4", 1, 0), ("a: b # c", -1, 2), ("- lijst", 3, 4), ("'t Huis", 5, 6), ("1e3", 7, 8)])
@example([("yes", 1, 0), ("Huur\u200b kantoor", 1, 0), ("\\", 1, 1), ("{x}", 1, 1), ("=SOM(A1)", 1, 1), ("Z:", 1, 1)])
def test_what_is_written_loads_and_has_the_names_and_amounts_of_the_sheet(posts: list[tuple[str, int, int]]) -> None:
    lines = ["Omschrijving;2027;2028", *(f"{cell(name)};{dutch(one)};{dutch(two)}" for name, one, two in posts)]
    with TemporaryDirectory() as folder:
        path = write_folder(Path(folder), {"sheet.csv": "\n".join(lines).encode()}) / "sheet.csv"
        outcome = run(str(path), OPTIONS, None, ENGLISH)
        write_folder(Path(folder), {"keys.yaml": KEYS, "measures.yaml": BUDGET + "".join(outcome.texts)})
        measures = load(Folder(folder), None, ()).case.measures.values()
    assert [[amount for _, amount in sorted((one.amounts or {}).items())] for one in measures] == [
        [one, two] for _, one, two in posts
    ]
    assert [one.file for one in outcome.imported.sums] == [one.written for one in outcome.imported.sums]


@settings(max_examples=times(15))
@given(st.lists(st.lists(st.sampled_from(["", "2027", "Totaal", "Baten", "x", "1.234", "PM", "-", "0.4 Y", "Jaar"]))))
@example([["Post", "2027"], ["Huur", "1"], ["", "1"]])
def test_any_table_gives_measures_or_problems(rows: list[list[str]]) -> None:
    with TemporaryDirectory() as folder:
        text = "\n".join(";".join(row) for row in rows)
        path = write_folder(Path(folder), {"sheet.csv": text.encode()}) / "sheet.csv"
        try:
            outcome = run(str(path), OPTIONS, None, ENGLISH)
        except ProblemsFoundError as error:
            render(error.problems, ENGLISH)
            return
    assert [one.file for one in outcome.imported.sums] == [one.written for one in outcome.imported.sums]


@settings(max_examples=times(10))
@given(st.sampled_from(["thousands.xlsx", "ledger.csv"]), st.data())
def test_a_damaged_file_gives_what_it_says_or_problems(name: str, data: st.DataObject) -> None:
    content = bytearray((MADE / name).read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with TemporaryDirectory() as folder:
        path = write_folder(Path(folder), {name: bytes(content)}) / name
        try:
            outcome = run(str(path), OPTIONS, None, ENGLISH)
        except ProblemsFoundError as error:
            render(error.problems, ENGLISH)
            return
    assert [one.file for one in outcome.imported.sums] == [one.written for one in outcome.imported.sums]


@pytest.mark.parametrize(
    ("name", "made"),
    [("Huur & energie", "huur-en-energie"), ("Café “De Brug”", "cafe-de-brug"), ("none", "post-none"), ("🙂", "post")],
)
def test_an_id_is_made_of_a_name(name: str, made: str) -> None:
    assert id_of(name) == made


def test_a_text_that_yaml_would_read_otherwise_is_quoted() -> None:
    assert [text_of(text) for text in ("Huur", "0.4", "no", "a: b", 'zeg "ja"', "2027")] == [
        "Huur",
        '"0.4"',
        '"no"',
        '"a: b"',
        'zeg "ja"',
        '"2027"',
    ]


def test_a_reader_counts_the_cells_beyond_the_first_twenty_with_one_problem() -> None:
    with TemporaryDirectory() as folder:
        text = "Post;2027\n" + "".join(f"P{number};x\n" for number in range(30))
        path = write_folder(Path(folder), {"sheet.csv": text.encode()}) / "sheet.csv"
        with pytest.raises(ProblemsFoundError) as found:
            run(str(path), OPTIONS, None, ENGLISH)
    assert len(found.value.problems) == 21
    assert "and 10 more cells" in render(found.value.problems, ENGLISH)
