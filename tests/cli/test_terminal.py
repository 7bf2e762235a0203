"""A terminal: rich tables in its width, in which no amount is cut."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from builders import ROOT, Run, write_folder


@pytest.mark.usefixtures("shipped")
def test_a_terminal_gets_rich_tables_in_its_width(ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    plain = ridcalc("allocate").out
    assert "\x1b" not in plain
    assert max(map(len, plain.splitlines())) <= 80
    monkeypatch.delenv("NO_COLOR")
    assert "\x1b[1m" in ridcalc("allocate").out
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in ridcalc("allocate").out


def test_a_real_terminal_is_recognised() -> None:
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "ridcalc", "allocate"]
    subprocess.run(command, stdout=follower, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment, check=True)
    os.close(follower)
    assert "\x1b[1m" in os.read(leader, 10_000).decode(errors="replace")
    os.close(leader)


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("width", range(60, 131, 7))
@pytest.mark.parametrize("by", ["participant", "nature", "measure", "period", "task"])
def test_a_terminal_never_cuts_an_amount(by: str, width: int, ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    shown = ridcalc("allocate", "--by", by, "--share" if by == "measure" else "--notes").out
    assert max(map(len, shown.splitlines())) <= width
    assert not re.search(r"([0-9,*%]|\bP|PM|€ ?)…", shown.partition("\n\n")[2])


LONG = "Samenwerkingsverband van de gemeenten in de regio Zuidelijk Kennemerland en Omstreken"


@pytest.mark.parametrize("where", ["terminal", "pipe"])
@pytest.mark.parametrize("options", [("--matrix",), ("--by", "period"), ("--notes",)])
def test_long_names_and_headings_are_cut_and_amounts_are_not(
    options: tuple[str, ...], where: str, ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = f"participants: {{lang: {{name: {LONG}}}}}\nkeys: {{alles: {{shares: {{lang: 100%}}}}}}\n"
    measures = (
        "budget: {years: [2024], executor: {id: sdl}, language: nl}\nmeasures:\n"
        "  huur: {nature: structural, key: alles, amounts: {2024: 123456.78}, assumption: gekozen}\n"
        "  inhuur: {nature: incidental, key: alles, amounts: {2024: PM}}\n"
    )
    data = write_folder(tmp_path, {"keys.yaml": keys, "measures.yaml": measures})
    monkeypatch.setattr(sys.stdout, "isatty", lambda: where == "terminal")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    for width in (40, 60, 80):
        shown = ridcalc("allocate", "--data", data, "--width", str(width), *options).out
        hints = [line for line in shown.splitlines() if "ridcalc " in line]  # a command stays on one line
        assert max(len(line) for line in shown.splitlines() if line not in hints) <= width
        assert "€ 123.456,78" in shown


def test_a_terminal_shows_an_amount_that_is_wider_than_its_column_of_labels_leaves(
    ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = "participants: {noord: {}}\nkeys: {alles: {shares: {noord: 100%}}}\n"
    posts = "".join(
        f"  pm-{number}: {{nature: structural, key: alles, amounts: {{2024: PM}}}}\n" for number in range(10)
    )
    large = "  a: {nature: structural, key: alles, amounts: {2024: 999999999999999}, assumption: gekozen}\n"
    measures = f"budget: {{years: [2024], executor: {{id: sdl}}, language: nl}}\nmeasures:\n{large}{posts}"
    data = write_folder(tmp_path, {"keys.yaml": keys, "measures.yaml": measures})
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    shown = ridcalc("allocate", "--data", data, "--width", "40").out
    assert "€ 999.999.999.999.999* + 10 PM" in shown
