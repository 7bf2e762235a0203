"""The sentences of a page: one and several, nothing, PM, nothing changed, and what is assumed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from builders import SMALL_KEYS, Run, write_folder
from ridcalc.core.allocation.result import Total
from ridcalc.language.sentences import Language
from ridcalc.views.report.sentences import amounts_by_year, assumed_sentence, beside_sentence, listed
from ridcalc.views.table import Label

ENGLISH, DUTCH = Language("en"), Language("nl")


def known(cents: int) -> Total:
    """Return a total without PM posts and assumptions."""
    return Total(cents, 0, assumed=False)


@pytest.mark.parametrize(
    ("items", "english", "dutch"),
    [
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a en b"),
        (["a", "b", "c"], "a, b and c", "a, b en c"),
    ],
)
def test_a_list_has_commas_and_the_last_word_before_its_end(items: list[Label], english: str, dutch: str) -> None:
    assert (ENGLISH.text(listed(items)), DUTCH.text(listed(items))) == (english, dutch)


@pytest.mark.parametrize(
    ("totals", "sentence"),
    [
        ({2024: known(10_00), 2025: known(20_50)}, "€ 10,00 in 2024 en € 20,50 in 2025"),
        ({2024: known(0), 2025: known(20_00)}, "€ 20 in 2025"),
        ({2024: known(-5_00)}, "€ -5 in 2024"),
        ({year: known(year * 100) for year in range(2024, 2028)}, "€ 2.024 in 2024, oplopend tot € 2.027 in 2027"),
        ({year: known(-year * 100) for year in range(2024, 2028)}, "€ -2.024 in 2024, aflopend tot € -2.027 in 2027"),
        (dict.fromkeys(range(2024, 2028), known(7_00)), "€ 7 in elk van de jaren 2024, 2025, 2026 en 2027"),
        (
            {2024: known(13_00), 2025: known(11_00), 2026: known(12_00), 2027: known(12_00)},  # neither up nor down
            "per jaar tussen € 11 (2025) en € 13 (2024)",
        ),
    ],
)
def test_years_without_an_amount_are_not_named(totals: dict[int, Total], sentence: str) -> None:
    said = amounts_by_year(totals)
    assert said is not None
    assert DUTCH.text(said) == sentence


def test_nothing_in_any_year_is_no_amount() -> None:
    assert amounts_by_year({2024: known(0), 2025: Total(0, 2, assumed=False)}) is None


@pytest.mark.parametrize(
    ("posts", "sentences"),
    [
        ((), []),
        (("hiring",), ["The amount of hiring is not known yet (PM); it comes on top of this."]),
        (("a", "b"), ["The amounts of a and b are not known yet (PM); these come on top of this."]),
        (("a", "b", "c", "d"), ["The amounts of 4 posts are not known yet (PM); these come on top of this."]),
    ],
)
def test_posts_without_an_amount_are_named_if_they_are_few(posts: tuple[str, ...], sentences: list[str]) -> None:
    assert list(map(ENGLISH.text, beside_sentence(posts))) == sentences


@pytest.mark.parametrize(
    ("count", "sentences"), [(0, []), (1, ["This rests on 1 assumption."]), (2, ["This rests on 2 assumptions."])]
)
def test_assumptions_are_counted(count: int, sentences: list[str]) -> None:
    assert list(map(ENGLISH.text, assumed_sentence(count))) == sentences


@pytest.fixture
def page(ridcalc: Run, tmp_path: Path) -> Callable[..., str]:
    """Return a function that writes a small budget of these measures and returns its page in English."""

    def written(measures: str, *options: str, keys: str = SMALL_KEYS, scenario: str = "") -> str:
        budget = "budget: {name: Shared, years: [2024, 2025]}\n"
        files = {
            "keys.yaml": keys,
            "measures.yaml": budget + measures,
            "scenarios/other.yaml": scenario or "name: Other",
        }
        folder = write_folder(tmp_path / "data", files)
        arguments = ("report", tmp_path / "page.md", "--data", folder, "--lang", "en", "--force", *options)
        outcome = ridcalc(*arguments)
        assert outcome.status == 0, outcome.err
        return (tmp_path / "page.md").read_text(encoding="utf-8")

    return written


ONE = "measures: {m: {name: Hiring, nature: incidental, key: k, amounts: {2024: 100}}}\n"


def test_one_measure_is_what_it_is_for_and_half_of_it_is_half(page: Callable[..., str]) -> None:
    text = page(ONE, "--participant", "a")
    assert "**What does it cost us?** a pays €50 in 2024.\n" in text
    assert "**Why?** In 2024 it is for Hiring (€50). The share of a is 50%, by k.\n" in text
    assert "Every post has an amount.\n\nNothing is assumed.\n" in text
    assert "> The part of a is €50 in 2024. The share of a is 50%, by k.\n" in text
    assert "There is no earlier decision to compare with." in text


def test_what_nobody_pays_is_nothing_and_changes_nothing(page: Callable[..., str]) -> None:
    measures = "measures: {m: {nature: incidental, key: k, amounts: {2024: 0}}}\n"
    assert "**What does it cost?** Together the participants pay nothing in 2024 and 2025.\n" in page(measures)
    assert "**Why?** There is nothing to pay.\n" in page(measures)
    text = page(measures, "--participant", "b")
    assert "**What does it cost us?** b pays nothing in 2024 and 2025.\n" in text
    assert "**What do we decide?** Nothing: no budget changes.\n" in text
    assert "## What is decided" not in text


def test_expense_and_income_that_are_equal_cost_nothing_and_say_why(page: Callable[..., str]) -> None:
    income = ONE.replace("}}}", "}}, i: {nature: incidental, side: income, key: k, amounts: {2024: 100}}}")
    text = page(income)
    assert "**What does it cost?** Together the participants pay nothing in 2024 and 2025.\n" in text
    assert "**Why?** In 2024 expense and income are equal.\n" in text


def test_what_is_pm_alone_is_not_known(page: Callable[..., str]) -> None:
    text = page("measures: {m: {name: Hiring, nature: structural, key: k, amounts: {2024: PM}}}\n")
    assert (
        "**What does it cost?** What Shared costs is not known yet. The amount of Hiring is not known yet (PM)" in text
    )
    assert "**Why?** No amount is known yet." in text
    assert "**What do we decide?** Nothing yet: no amount that changes a budget is known." in text
    assert "1 post has no amount yet (PM). It is known, and in no sum." in text
    assert "> What Shared costs is not known yet." in text
    assert "*No post has an amount yet*" in text


HALVES = "participants: {a: {}, b: {}}\nkeys: {k: {shares: {a: 50%, b: 50%}}, a: {shares: {a: 100%}}}\n"
INHABITANTS = "drivers: {inhabitants: {values: {2023: {a: 1, b: 1}}}}\n"


def test_what_is_pm_alone_is_not_zero_per_inhabitant(page: Callable[..., str]) -> None:
    unknown = "measures: {m: {nature: structural, key: k, amounts: {2024: PM}}}\n"
    assert "What it is per inhabitant in 2024 is not known yet." in page(unknown, keys=HALVES + INHABITANTS)
    both = ONE.replace("}}}", "}}, n: {nature: structural, key: k, amounts: {2024: PM}}}")
    assert "In 2024 it is €50 + 1 PM per inhabitant." in page(both, keys=HALVES + INHABITANTS)


BACK = "measures: {m: {name: Refund, nature: incidental, side: income, key: k, amounts: {2024: 100}}}\n"


def test_what_comes_back_is_not_paid_and_needs_a_purpose_and_no_cover(page: Callable[..., str]) -> None:
    text = page(BACK)
    assert "**What does it cost?** Together the participants get back €100 in 2024.\n" in text
    assert "**Why?** In 2024 it comes back by Refund (€100).\n" in text
    assert "> Together the participants get back €100 in 2024." in text
    assert "- a: what €50 in 2024 is for is still to be decided.\n" in text
    text = page(BACK, "--participant", "a")
    assert "**What does it cost us?** a gets back €50 in 2024.\n" in text
    assert "expense €50 lower in 2024; and what €50 in 2024 is for.\n" in text
    assert "*a gets back €50 in 2024*" in text


def test_what_is_paid_in_one_year_and_comes_back_in_another_is_not_added_up(page: Callable[..., str]) -> None:
    both = BACK.replace("}}}", "}}, n: {name: Hiring, nature: incidental, key: k, amounts: {2025: 30}}}")
    assert "Together the participants pay €30 in 2025, and get back €100 in 2024.\n" in page(both, keys=HALVES)
    text = page(both, "--participant", "b", keys=HALVES)
    assert "**What does it cost us?** b pays €15 in 2025, and gets back €50 in 2024.\n" in text
    assert "; what covers €15 in 2025; and what €50 in 2024 is for.\n" in text
    assert "> The part of b is €15 in 2025. b gets back €50 in 2024." in text


def test_who_pays_most_is_named_if_one_does(page: Callable[..., str]) -> None:
    assert "*The highest contribution in 2024 is €50*" in page(ONE, keys=HALVES)
    dearer = ONE.replace("}}}", "}}, n: {name: For a, nature: incidental, key: a, amounts: {2024: 10}}}")
    assert "*In 2024 a pays most: €60*" in page(dearer, keys=HALVES)
    assert "*In 2024 a pays €100*" in page(ONE.replace("key: k", "key: a"), keys=HALVES)
    assert "*In 2024 a gets back €100*" in page(BACK.replace("key: k", "key: a"), keys=HALVES)


def test_the_largest_posts_are_not_said_to_be_most_of_it(page: Callable[..., str]) -> None:
    three = "".join(
        f"  m{cents}: {{nature: incidental, key: k, amounts: {{2024: {cents}}}}}\n" for cents in (34, 33, 32)
    )
    text = page(f"measures:\n{three}")
    assert "**Why?** The largest posts in 2024 are m34 (€34) and m33 (€33).\n" in text
    assert "*m34 is the largest post*" in text
    assert "*m34 and m33 are the largest posts*" in page(f"measures:\n{three}".replace("2024: 33", "2024: 34"))
    assert "*Hiring is the only post*" in page(ONE)


def test_the_page_of_a_stage_that_is_the_base_files_has_the_name_of_the_stage(page: Callable[..., str]) -> None:
    stages = "stages: {before: {name: Before, scenario: other}, now: {name: Amendment 1, scenario: none}}\n"
    cheaper = "patch: {measures: {m: {amounts: {2024: 60}}}}"
    text = page(ONE + stages, "--stage", "now", scenario=cheaper)
    assert text.startswith("# Shared\n\nAmendment 1\n")
    assert "| **Amendment 1** | **€100** |" in text
    assert "base files without" not in text


def test_one_assumption_is_named_in_the_letter(page: Callable[..., str]) -> None:
    text = page(ONE.replace("amounts", "assumption: A guess., amounts"))
    assert "This rests on 1 assumption." in text
    assert "1 choice is an assumption that no document settles" in text
    assert "The figures rest on an assumption: A guess." in text


def test_nothing_changed_says_so_and_a_change_says_by_which_cause(page: Callable[..., str]) -> None:
    assert "No amount differs from 'Other'." in page(ONE, "--scenario", "none", "--against", "other")
    cheaper = "patch: {measures: {m: {amounts: {2024: 60}}}}"
    text = page(ONE, "--scenario", "none", "--against", "other", scenario=cheaper)
    assert "In 2024 it is €40 more than in 'other'." in text
    assert "*The largest cause in 2024 is amounts: €40*" in text
    dearer = "patch: {measures: {m: {amounts: {2024: 130}}}}"
    text = page(ONE, "--scenario", "none", "--against", "other", scenario=dearer)
    assert "In 2024 it is €30 less than in 'other'." in text


def test_costs_that_are_divided_otherwise_are_a_change_though_the_total_is_the_same(page: Callable[..., str]) -> None:
    other = "patch: {keys: {k: {shares: {a: 30%, b: 70%}}}}"
    against = ("--scenario", "none", "--against", "other")
    text = page(ONE, *against, keys=HALVES, scenario=other)
    assert "The total is that of 'other'; what each participant pays of it is not." in text
    assert "*The change in 2024 is largest for a: €20 more*" in text
    assert "| a | €20 |\n| b | -€20 |\n" in text
    assert "No amount differs" not in text
    dearer = "patch: {keys: {k: {shares: {a: 30%, b: 70%}}}, measures: {m: {amounts: {2024: 90}}}}"
    text = page(ONE, *against, keys=HALVES, scenario=dearer)
    assert "In 2024 it is €10 more than in 'other'." in text
    assert "- What changes for each participant\n  - a: €23 more in 2024\n  - b: €13 less in 2024\n" in text
    assert "In 2024 it is €20 more than in 'other'." in page(
        ONE, *against, "--participant", "a", keys=HALVES, scenario=other
    )


def test_what_was_pm_before_is_no_other_amount_but_is_known(page: Callable[..., str]) -> None:
    measures = ONE.replace("}}}", "}}, p: {nature: incidental, key: k, amounts: {2024: 0}}}")
    unknown = "patch: {measures: {p: {amounts: {2024: PM}}}}"
    text = page(measures, "--scenario", "none", "--against", "other", scenario=unknown)
    assert "No amount differs from 'other'; what is known does." in text


def test_the_letter_is_rounded_as_the_published_figure_is(page: Callable[..., str]) -> None:
    control = "controls: {letter: {year: 2024, amount: 213000, rounded_to: 1000, participant: a}}\n"
    measures = ONE.replace("100", "426400") + control
    assert "> The part of a is about €213,000 in 2024." in page(measures, "--participant", "a")
    whole = control.replace("213000", "426000").replace(", participant: a", "")
    assert "> The cost of Shared is about €426,000 in 2024." in page(ONE.replace("100", "426400") + whole)


def test_the_letter_names_the_years_in_one_sentence_and_the_key(page: Callable[..., str]) -> None:
    text = page(ONE.replace("{2024: 100}", "{2024: 100, 2025: 30}"))
    assert "> The cost of Shared is €100 in 2024 and €30 in 2025. The costs are divided by k.\n" in text


def test_costs_that_are_divided_together_are_by_their_key(page: Callable[..., str]) -> None:
    keys = SMALL_KEYS.replace("other:", "whole: {name: Fixed part, fixed: {a: 10}, shares: {s: 100%}}, other:")
    text = page(ONE.replace("key: k", "key: whole"), keys=keys)
    assert "**Why?** In 2024 it is for Hiring (€100). In 2024 the costs together are divided by Fixed part.\n" in text
    both = ONE.replace("}}}", "}}, r: {name: Rent, nature: structural, key: k, amounts: {2024: 60}}}")
    text = page(both.replace("key: k", "key: whole", 1), keys=keys)
    assert "In 2024 a part of the costs is divided at once, by Fixed part.\n" in text


def test_changes_that_cancel_each_other_leave_the_total_as_it_was(page: Callable[..., str]) -> None:
    two = ONE.replace("}}}", "}}, r: {name: Rent, nature: incidental, key: k, amounts: {2024: 60}}}")
    swapped = (
        "patch: {measures: {m: {amounts: {2024: 130}}, r: null, n: {nature: incidental, key: k, amounts: {2024: 30}}}}"
    )
    text = page(two, "--scenario", "none", "--against", "other", scenario=swapped)  # 100 + 60 = 130 + 30
    assert "No total differs from 'other'; the causes cancel each other." in text


@pytest.mark.parametrize(
    ("own", "headline"),
    [
        (88, "With the package the own figure is €1 above the national one"),  # 88 + 1 - 88
        (87, "With the package the own figure is equal to the national one"),
        (80, "With the package the own figure is €7 below the national one"),
    ],
)
def test_the_headline_beside_others_says_that_the_package_is_in_it(
    own: int, headline: str, page: Callable[..., str]
) -> None:
    benchmark = f"benchmarks: {{ict: {{driver: inhabitants, values: {{2024: 88}}, own: {{2024: {own}}}}}}}\n"
    keys = HALVES + INHABITANTS.replace("a: 1, b: 1", "a: 50, b: 50")  # 100 over 100 inhabitants
    assert f"*{headline}*" in page(ONE + benchmark, keys=keys)


def test_a_draft_of_an_amendment_asks_for_the_purpose_of_what_comes_back(ridcalc: Run, tmp_path: Path) -> None:
    measures = f"budget: {{years: [2024]}}\n{BACK}"
    folder = write_folder(tmp_path / "data", {"keys.yaml": HALVES, "measures.yaml": measures})
    text = ridcalc("amend", "--data", folder, "--lang", "en").out
    assert "a: what €50 in 2024 is for is still to be decided" in text
    assert "what covers" not in text
