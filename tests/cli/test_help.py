"""The help: each command on one line of 80 columns, in groups, in both languages."""

import re

import pytest

from builders import Run
from ridcalc import cli
from ridcalc.cli.root import GROUPS
from ridcalc.language.catalogue import translation
from ridcalc.language.languages import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_command_has_one_line_of_80_columns_below_the_heading_of_its_group(
    language: str, ridcalc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = ridcalc("--lang", language, "--help").out
    assert max(map(len, shown.splitlines())) <= 80
    for heading, names in GROUPS.items():
        group = shown.split(f"\n{translation(language)(heading)}:\n")[1].split("\n\n")[0]
        assert [line.split()[0] for line in group.splitlines()] == list(names)
        assert all(line.endswith(".") for line in group.splitlines()), "the whole sentence, on its line"


def test_each_command_is_in_one_group() -> None:
    assert sorted(cli.COMMANDS) == sorted(set(cli.COMMANDS))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_option_of_allocate_has_a_help_text_in_each_language(language: str, ridcalc: Run) -> None:
    shown = ridcalc("--lang", language, "allocate", "--help").out
    options = re.split(r"\n  (?=-)", shown)[1:]
    assert len(options) > 20
    assert [option for option in options if len(re.sub(r"<.*?>", "", option).split()) < 4] == []
