"""`ridcalc explain` and `ridcalc scenarios`: where a figure comes from, and what there is to choose from."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import GOLDEN, Run, write_folder
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.analysis.explain import explain
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("explain", ("explain", "duiven", "2023", "--measure", "i-strategie")),
        ("explain-all", ("explain", "zevenaar")),
        ("explain-notes", ("explain", "zevenaar", "--notes")),
        ("explain-markdown", ("explain", "1stroom", "2024", "--format", "markdown")),
        ("scenarios", ("scenarios",)),
    ],
)
def test_the_outlines_look_as_before(
    name: str, arguments: tuple[str, ...], language: str, ridcalc: Run, golden: Callable[[Path, str], None]
) -> None:
    outcome = ridcalc(*arguments, "--lang", language)
    assert outcome.status == 0
    assert max(map(len, outcome.out.splitlines())) <= 100 or "markdown" in name
    golden(GOLDEN / f"{name}.{language}.txt", outcome.out)


@pytest.mark.usefixtures("shipped")
def test_a_terminal_shows_the_tree_in_its_width(ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "70")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    shown = ridcalc("explain", "duiven", "2023").out
    assert max(map(len, shown.splitlines())) <= 70
    assert "└─" in shown


def test_the_numbers_are_the_allocation_s_own(shipped: Path) -> None:
    allocation = allocate(load(Folder(str(shipped))).case)
    explanation = explain(allocation, "duiven")
    for figure in explanation.figures:
        assert figure.total is allocation.totals["duiven", figure.year, figure.nature]
        assert sum(origin.part or 0 for origin in figure.origins) == figure.total.amount
        for origin in figure.origins:
            assert any(origin.division is division for division in allocation.divisions)
            for chain in origin.chains:
                assert [step.whole for step in chain[1:]] == [step.part for step in chain[:-1]]


@pytest.mark.usefixtures("shipped")
def test_json_has_every_step(ridcalc: Run) -> None:
    outcome = ridcalc("explain", "westervoort", "2023", "--measure", "programmamanager", "--format", "json")
    found = json.loads(outcome.out)
    assert (found["format"], found["version"], found["participant"]) == ("ridcalc/explanation", 1, "westervoort")
    (figure,) = found["figures"]
    assert figure["amount"] == "73711.57"
    (origin,) = figure["origins"]
    (chain,) = origin["steps"]
    assert [step["key"] for step in chain] == ["rid", "1stroom"]
    last = chain[-1]
    assert (last["amount"], last["went_up"], last["rank"], last["odd_units"]) == ("8989.22", True, 1, 1)
    assert last["versions"][0]["reference_year"] == 2021


BUDGET = {
    "keys.yaml": """\
participants: {a: {}, s: {members: [b, c], key: inner}, b: {}, c: {}, d: {}}
keys:
  k: {versions: {2024: {weights: {a: 1, b: 1, c: 1}, source: {document: doc, page: 7}}}}
  inner: {weights: {b: 1, c: 2}}
  mix: {blend: {k: 50%, one: 50%}}
  one: {shares: {a: 1}, source: {document: doc}}
""",
    "measures.yaml": """\
budget: {years: [2024]}
documents: {doc: {title: Besluit}}
measures:
  m: {nature: incidental, key: k, amounts: {2024: 100}}
  n: {nature: incidental, key: mix, side: income, amounts: {2024: 10}}
  p: {nature: structural, key: k, amounts: {2024: PM}}
""",
}


def test_a_partnership_reached_through_members_blends_and_versions_are_explained(ridcalc: Run, tmp_path: Path) -> None:
    data = write_folder(tmp_path, BUDGET)
    shown = " ".join(ridcalc("explain", "s", "--data", data, "--lang", "en").out.split())
    assert "2024, Incidental: €63.33" in shown
    assert "for b" in shown
    assert "for c" in shown
    assert "version in force from 2024" in shown
    assert "source: Besluit, page 7" in shown
    assert "50% by key one: " in shown
    assert "PM from p, 2024" in shown
    assert "by key k: 33.33%" in shown
    assert "nothing falls to this participant" in ridcalc("explain", "d", "--data", data, "--lang", "en").out


def test_other_ways_of_rounding_are_explained(ridcalc: Run, tmp_path: Path) -> None:
    data = write_folder(tmp_path, BUDGET)
    share = ("--set", "budget.rounding.method=largest-share")
    assert "the largest share takes the rest" in " ".join(
        ridcalc("explain", "a", "--data", data, "--lang", "en", *share).out.split()
    )
    total = ("--set", "budget.rounding.level=total")
    assert "from the batch of m" in ridcalc("explain", "a", "--data", data, "--lang", "en", *total).out


BLENDS = {
    "keys.yaml": """\
participants: {noord: {}, zuid: {}}
keys:
  oud: {shares: {noord: 40%, zuid: 60%}}
  nieuw: {weights: {noord: 1, zuid: 2}, source: {document: doc}}
  ingroei: {blend: {oud: 75%, nieuw: 25%}}
  nest: {blend: {ingroei: 50%, oud: 50%}}
  dubbel: {blend: {nest: 50%, ingroei: 50%}}
""",
    "measures.yaml": """\
budget: {years: [2024]}
documents: {doc: {title: Besluit}}
measures:
  m: {nature: incidental, key: nest, amounts: {2024: 8000}}
  p: {nature: structural, key: nest, amounts: {2024: PM}}
""",
}


def shown_lines(ridcalc: Run, data: Path, *arguments: str) -> list[str]:
    """Return the lines of an explanation in English, without the lines of the tree."""
    outcome = ridcalc("explain", *arguments, "--data", data, "--lang", "en")
    assert outcome.status == 0
    return [line.strip("│├└─ ") for line in outcome.out.splitlines()]


def test_a_blend_is_a_tree_with_the_percentage_of_each_key_and_what_it_gives(ridcalc: Run, tmp_path: Path) -> None:
    # ingroei: 4.000 × (75% × 40% + 25% × 1/3) = 4.000 × 23/60 = 1.533,3333; oud: 4.000 × 40% = 1.600
    lines = shown_lines(ridcalc, write_folder(tmp_path, BLENDS), "noord")
    start = lines.index("50% by key ingroei: 4,000 × 38.3333% (23/60) = 1,533.3333 euro")
    assert lines[start + 1 : start + 5] == [
        "75% by key oud: 3,000 × 40% = 1,200 euro",
        "25% by key nieuw: 1,000 × 33.3333% (1/3) = 333.3333 euro",
        "source: Besluit",
        "50% by key oud: 4,000 × 40% = 1,600 euro",
    ]
    assert "50% by key ingroei: 38.3333% (23/60)" in lines, "PM has percentages alone"


def test_a_key_that_stands_twice_in_a_blend_is_taken_apart_once(ridcalc: Run, tmp_path: Path) -> None:
    data = write_folder(tmp_path, BLENDS)
    lines = shown_lines(ridcalc, data, "noord", "--set", "measures.m.key=dubbel", "--measure", "m")
    assert sum(line.startswith("75% by key oud") for line in lines) == 1
    assert lines.count("this key blends other keys; they are not taken apart again") == 1


def test_a_very_long_chain_of_blends_is_taken_apart_for_some_levels(ridcalc: Run, tmp_path: Path) -> None:
    chain = "".join(f"  k{number}: {{blend: {{k{number + 1}: 100%}}}}\n" for number in range(40))
    keys = f"participants: {{a: {{}}}}\nkeys:\n{chain}  k40: {{weights: {{a: 1}}}}\n"
    measures = "budget: {years: [2024]}\nmeasures: {m: {nature: incidental, key: k0, amounts: {2024: 5}}}"
    lines = shown_lines(ridcalc, write_folder(tmp_path, {"keys.yaml": keys, "measures.yaml": measures}), "a")
    assert "100% by key k21:" in " ".join(lines)
    assert "k22" not in " ".join(lines)
    assert " ".join(lines).count("this key blends other keys; they are not taken apart again") == 1


@pytest.mark.usefixtures("shipped")
def test_a_figure_begins_with_the_whole_where_one_share_holds_for_all(ridcalc: Run) -> None:
    lines = ridcalc("explain", "zevenaar", "2023", "--lang", "nl").out.splitlines()
    assert lines[5] == "├─ samen € 410.000 × 52% = € 213.200"
    rounded = " ".join(ridcalc("explain", "duiven", "2023", "--lang", "nl").out.replace("│", " ").split())
    wanted = "samen € 410.000,00 × 30,0216% (25053/83450) = 123.088,4362 euro; elk bedrag is apart afgerond en dat"
    assert f"{wanted} komt uit op € 123.088,43" in rounded


def test_there_is_no_whole_where_the_shares_differ_or_all_is_pm(ridcalc: Run, tmp_path: Path) -> None:
    measures = BLENDS["measures.yaml"] + "  n: {nature: incidental, key: oud, amounts: {2024: 100}}\n"
    lines = shown_lines(ridcalc, write_folder(tmp_path, {**BLENDS, "measures.yaml": measures}), "noord")
    assert not any(line.startswith("together") for line in lines)


def test_a_share_through_several_members_is_their_sum(ridcalc: Run, tmp_path: Path) -> None:
    # s has b and c, each 1/3 of m: 100 × 2/3 = 66,6667, as 33,33 + 33,33 = 66,66
    lines = shown_lines(ridcalc, write_folder(tmp_path, BUDGET), "s", "--measure", "m")
    wanted = "together €100.00 × 66.6667% (2/3) = 66.6667 euro; each amount is rounded by itself, which comes to €66.66"
    assert wanted in " ".join(lines)


def test_the_cent_of_a_negative_amount_is_rounded_up_or_down_as_of_a_positive_one(ridcalc: Run, tmp_path: Path) -> None:
    measures = (
        "budget: {years: [2024]}\nmeasures: {m: {nature: incidental, side: income, key: k, amounts: {2024: 0.05}}}"
    )
    files = {"keys.yaml": "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 1, b: 1}}}", "measures.yaml": measures}
    data = write_folder(tmp_path, files)
    for name, way, rank in (("a", "up", 1), ("b", "down", 2)):
        shown = " ".join(shown_lines(ridcalc, data, name))
        assert f"exactly -0.025 euro, rounded {way} to €0.01, the minus sign aside" in shown
        assert (
            f"its remainder of 0.5 cent is number {rank} in size; -€0.01 was left and went to the largest: a" in shown
        )


@pytest.mark.usefixtures("shipped")
def test_of_many_amounts_each_has_a_line_unless_more_is_asked_for(ridcalc: Run) -> None:
    every_year, one_year = ridcalc("explain", "duiven"), ridcalc("explain", "duiven", "2023")
    assert "├─ €9,006.47 of €30,000.00 from Hulp bij de i-strategie" in every_year.out
    assert "source:" not in every_year.out
    assert "--measure NAME" in every_year.out
    assert "source:" in one_year.out, "five amounts are shown in full"
    assert "--measure NAME" not in one_year.out
    for more in ("--notes", "--measure=i-strategie"):
        assert "source:" in ridcalc("explain", "duiven", more).out
    refused = ridcalc("explain", "duiven", "--notes", "--format", "json")
    assert (refused.status, "this is for tables, not for json" in refused.err) == (2, True)


def test_amounts_in_one_sentence_have_one_style_of_decimals(ridcalc: Run, tmp_path: Path) -> None:
    shown = " ".join(shown_lines(ridcalc, write_folder(tmp_path, BUDGET), "a", "--measure", "m"))
    assert "€100.00 × 33.3333% (1/3) = €33.34 for a" in shown
    assert "the whole is €100 (expense)" in shown


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("explain", "duivn"), "did you mean 'duiven'?"),
        (("explain", "2023"), "write the participant first: ridcalc explain zevenaar 2023"),
        (("explain", "2050"), "participant '2050' is not in keys.yaml"),
        (("allocate", "--against", "rapprt"), "--against rapprt: error[unknown-scenario]"),
        (("compare", "rapport", "rapprt"), "\nrapprt: error[unknown-scenario]"),
        (("explain", "duiven", "2050"), "not one of the budget's years"),
        (("explain", "duiven", "--measure", "programmamanger"), "did you mean 'programmamanager'?"),
    ],
)
def test_wrong_questions_get_a_message(arguments: tuple[str, ...], message: str, ridcalc: Run) -> None:
    outcome = ridcalc(*arguments)
    assert (outcome.status, outcome.out) == (1, "")
    assert message in f"\n{outcome.err}"


def test_scenarios_show_what_each_changes(ridcalc: Run, tmp_path: Path) -> None:
    scenarios = {
        "scenarios/een.yaml": "name: Eerste\nonly: [m]\npatch: {measures: {m: {amounts: {2024: 5}, note: x}}}",
        "scenarios/twee.yaml": "base: een",
    }
    data = write_folder(tmp_path, {**BUDGET, **scenarios})
    shown = " ".join(ridcalc("scenarios", "--data", data, "--lang", "en").out.split())
    assert "none (default)" in shown
    assert "een, Eerste: only m, changes 2 values of m" in shown
    assert "twee: based on een" in shown
    (data / "scenarios" / "drie.yaml").write_text("base: vier")
    assert ridcalc("scenarios", "--data", data).status == 1


@pytest.mark.usefixtures("shipped")
def test_a_measure_that_the_scenario_leaves_out_is_named(ridcalc: Run) -> None:
    shown = " ".join(
        ridcalc("explain", "duiven", "2023", "--measure", "ingehuurd-personeel", "--lang", "en").out.split()
    )
    assert "the scenario leaves out Meerkosten van personeel" in shown


def test_a_negative_amount_is_explained_too(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 1, b: 1}}}",
        "measures.yaml": """\
budget: {years: [2024], rounding: {level: total}}
measures: {m: {nature: incidental, key: k, side: income, total: 0.03, spread: {2024: 1}}}
""",
    }
    shown = " ".join(ridcalc("explain", "b", "--data", write_folder(tmp_path, files), "--lang", "en").out.split())
    assert "exactly -0.015 euro, rounded down to €0.01, the minus sign aside" in shown
    assert "its remainder of 0.5 cent is number 2 in size; -€0.01 was left and went to the largest: a" in shown
    assert "of a total of €0.03" in shown


def test_the_remainder_of_a_part_in_whole_euros_is_said_in_euros(ridcalc: Run, shipped: Path) -> None:
    """Of 30.000 Duiven has 9.006,4709: 0,4709 of a whole euro is left over."""
    shown = ridcalc("explain", "duiven", "2023", "--set", "budget.rounding.unit=1", "--notes", "--data", shipped).out
    assert "its remainder of 0.4709 ×" in shown
