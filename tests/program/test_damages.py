"""Damaged files: whatever the bytes, ridcalc ends with status 0 or 1 and says something, and nothing goes unnoticed.

Equally many damages to workbooks, to the YAML files and to `--set` texts. The same effort always gives the same
damages.
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

from builders import SHIPPED, Outcome, Run
from effort import times

COUNT = times(5)
"""Damages of each kind of input."""
LARGEST_BLOCK = 600


def one_bit(content: bytearray, place: int, _: int, chance: Random) -> None:
    content[place] ^= 1 << chance.randrange(8)


def overwritten(content: bytearray, place: int, length: int, chance: Random) -> None:
    content[place : place + length] = chance.randbytes(length)


def emptied(content: bytearray, place: int, length: int, _: Random) -> None:
    content[place : place + length] = bytes(length)


def cut_off(content: bytearray, place: int, _: int, __: Random) -> None:
    del content[place:]


def left_out(content: bytearray, place: int, length: int, _: Random) -> None:
    del content[place : place + length]


def doubled(content: bytearray, place: int, length: int, _: Random) -> None:
    content[place:place] = content[place : place + length]


def moved(content: bytearray, place: int, length: int, chance: Random) -> None:
    block = content[place : place + length]
    del content[place : place + length]
    content[(to := chance.randrange(len(content) + 1)) : to] = block


DAMAGES: tuple[Callable[[bytearray, int, int, Random], None], ...] = (
    one_bit,
    overwritten,
    emptied,
    cut_off,
    left_out,
    doubled,
    moved,
)


def damaged(content: bytes, number: int) -> bytes:
    """Return the content with the damage of this number; a single bit every other time."""
    chance = Random(f"{number} of {len(content)}")  # noqa: S311  damage is no secret
    damage = one_bit if number % 2 else DAMAGES[number // 2 % len(DAMAGES)]
    result = bytearray(content)
    damage(result, chance.randrange(len(content)), chance.randint(1, min(LARGEST_BLOCK, len(content))), chance)
    return bytes(result)


def parts_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def damaged_inside(content: bytes, number: int) -> bytes:
    """Return a workbook of which a part is damaged before it was packed, so that the archive itself is sound."""
    parts = parts_of(content)
    name = Random(number).choice([*parts])  # noqa: S311  damage is no secret
    parts[name] = damaged(parts[name], number)
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for part, inside in parts.items():
            archive.writestr(part, inside)
    return target.getvalue()


def assert_said(outcome: Outcome, what: object, statuses: tuple[int, ...] = (0, 1)) -> None:
    """Assert that a run ended with one of these statuses, and said something."""
    assert outcome.status in statuses, what
    assert outcome.out or outcome.err, what
    assert "Traceback" not in outcome.out + outcome.err, what


def saved_by_another_program(path: Path) -> bytes:
    """Return the workbook with its texts in a part of their own, and without values."""
    target = BytesIO()
    openpyxl.load_workbook(path).save(target)
    return target.getvalue()


def test_a_damaged_workbook_is_damaged_or_differs(ridcalc: Run, workbook: Path) -> None:
    own, other = workbook.read_bytes(), saved_by_another_program(workbook)
    for number in range(COUNT):
        damage = damaged_inside if number % 4 == 3 else damaged
        content = damage(other if number % 8 == 2 else own, number)
        workbook.write_bytes(content)
        outcome = ridcalc("verify", workbook)
        assert_said(outcome, number)
        if outcome.status == 0 and damage is damaged:
            assert parts_of(content) == parts_of(own), number


def test_a_damaged_data_file_gives_figures_or_problems(ridcalc: Run, workbook: Path, shipped: Path) -> None:
    for number in range(COUNT):
        name = SHIPPED[number % len(SHIPPED)]
        path = shipped / f"{name}.yaml"
        sound = path.read_bytes()
        path.write_bytes(damaged(sound, number))
        is_equal = path.read_bytes() == sound
        for command in ("check", "allocate"):
            assert_said(ridcalc(command), (command, number))
        outcome = ridcalc("verify", workbook)
        assert_said(outcome, ("verify", number))
        if name in {"keys", "measures", "scenarios/raadsbrief"} and not is_equal:
            assert outcome.status == 1, number
        path.write_bytes(sound)


SETTINGS = (
    "measures.tijdelijke-inhuur.amounts.2023=250000",
    "keys.rid.shares={duiven: 20%, westervoort: 20%, zevenaar: 60%}",
    "budget.years=[2023, 2024, 2025]",
    'budget.name="Een begroting"',
    "measures.tijdelijke-inhuur=null",
)


def test_a_damaged_setting_gives_figures_or_problems(ridcalc: Run, shipped: Path) -> None:
    assert shipped.is_dir()
    for number in range(COUNT):
        setting = damaged(SETTINGS[number % len(SETTINGS)].encode(), number).decode("utf-8", "surrogateescape")
        outcome = ridcalc("allocate", "--set", setting)
        assert_said(outcome, (number, setting), (0, 1, 2))  # 2: what is no path and value is wrong usage
