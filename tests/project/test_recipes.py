"""Each recipe of docs/recipes.md gives what the page shows, and each field of the files stands in an example."""

import re
from pathlib import Path

import pytest
from field_examples import all_fields, fields_in, shipped_examples
from recipes_page import FIELDS, PAGE, Recipe, fields_page, split

from builders import Run
from engines import stored_values

RECIPES = split(PAGE.read_text(encoding="utf-8"))[1]


@pytest.fixture
def recipe(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recipe:
    """Stand where the folder `data` has the files of a recipe, with a Dutch locale; return the recipe."""
    chosen: Recipe = request.param
    chosen.write(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "nl")
    return chosen


every_recipe = pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.anchor, indirect=True)


@every_recipe
def test_the_output_on_the_page_is_what_the_commands_show(recipe: Recipe, ridcalc: Run) -> None:
    assert recipe.commands
    for arguments, shown in recipe.commands:
        outcome = ridcalc(*arguments)
        assert outcome.out + outcome.err == shown, "python tools/recipes_page.py writes it"
        assert outcome.status == 0


@every_recipe
def test_check_warns_of_nothing_that_the_recipe_does_not_explain(recipe: Recipe, ridcalc: Run) -> None:
    outcome = ridcalc("check")
    assert outcome.status == 0
    assert [code for code in re.findall(r"warning\[(.*?)\]", outcome.err) if f"`{code}`" not in recipe.text] == []


@every_recipe
def test_the_bold_figures_of_the_arithmetic_are_those_of_the_output(recipe: Recipe, ridcalc: Run) -> None:
    shown = "".join(ridcalc(*arguments).out for arguments, _ in recipe.commands)
    workbooks = [value for path in Path().glob("*.xlsx") for value in stored_values(path).values()]
    shown += "".join(f"€ {value:,} ".replace(",", ".") for value in workbooks if isinstance(value, int | float))
    words, shown = (re.sub(r"\s+", " ", text) for text in (recipe.text.rsplit("```", 1)[1], shown))
    figures = re.findall(r"\*\*(.*?)\*\*", words)
    assert figures
    assert [figure for figure in figures if not re.search(rf"{re.escape(figure)}(?![\d.])", shown)] == []


def test_every_field_of_the_files_stands_in_an_example_or_a_recipe(tmp_path: Path) -> None:
    folders = [example.folder for example in shipped_examples()]
    for recipe in RECIPES:
        recipe.write(tmp_path / recipe.anchor)
        folders.append(tmp_path / recipe.anchor / "data")
    assert len(all_fields()) > 80
    assert all_fields() - set().union(*map(fields_in, folders)) == set()


def test_the_reference_says_which_example_shows_which_field() -> None:
    page = FIELDS.read_text(encoding="utf-8")
    assert fields_page(page, RECIPES) == page, "python tools/recipes_page.py writes the table"
