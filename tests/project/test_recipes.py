"""Each recipe of docs/recipes.md gives what the page shows, and each field of the files stands in an example."""

import re
from pathlib import Path

import field_examples
import pages
import pytest
from field_examples import all_fields, fields_in, shipped_examples

from builders import Run
from engines import stored_values

RECIPES = pages.split(pages.RECIPES.read_text(encoding="utf-8"))[1]


@pytest.fixture
def recipe(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pages.Section:
    """Stand where the folder `data` has the files of a recipe, with a Dutch locale; return the recipe."""
    chosen: pages.Section = request.param
    chosen.write(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "nl")
    return chosen


every_recipe = pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.anchor, indirect=True)


@every_recipe
def test_check_warns_of_nothing_that_the_recipe_does_not_explain(recipe: pages.Section, ridcalc: Run) -> None:
    outcome = ridcalc("check")
    assert outcome.status == 0
    assert [code for code in re.findall(r"warning\[(.*?)\]", outcome.err) if f"`{code}`" not in recipe.text] == []


@every_recipe
def test_the_bold_figures_of_the_arithmetic_are_those_of_the_output(recipe: pages.Section, ridcalc: Run) -> None:
    shown = "".join(ridcalc(*arguments).out for arguments in recipe.commands)
    workbooks = [value for path in Path().glob("*.xlsx") for value in stored_values(path).values()]
    shown += "".join(f"€ {value:,} ".replace(",", ".") for value in workbooks if isinstance(value, int | float))
    words, shown = (re.sub(r"\s+", " ", text) for text in (recipe.text.rsplit("```", 1)[1], shown))
    figures = re.findall(r"\*\*(.*?)\*\*", words)
    assert figures, "the figures of the arithmetic stand in **bold**"
    assert [figure for figure in figures if not re.search(rf"{re.escape(figure)}(?![\d.])", shown)] == []


def test_every_field_of_the_files_stands_in_an_example_or_a_recipe(tmp_path: Path) -> None:
    folders = [example.folder for example in shipped_examples()]
    for recipe in RECIPES:
        recipe.write(tmp_path / recipe.anchor)
        folders.append(tmp_path / recipe.anchor / "data")
    assert len(all_fields()) > 80
    assert all_fields() - set().union(*map(fields_in, folders)) == set()


def test_the_page_begins_with_the_list_of_its_recipes() -> None:
    written = pages.WRITTEN.search(pages.RECIPES.read_text(encoding="utf-8"))
    assert written
    assert written[0] == pages.questions(RECIPES), "python tools/pages.py writes the list"


def test_the_reference_says_which_example_shows_which_field() -> None:
    written = pages.WRITTEN.search(pages.FIELDS.read_text(encoding="utf-8"))
    assert written
    assert written[0] == pages.examples_of_fields(RECIPES), "python tools/pages.py writes the table"


def test_a_model_without_a_heading_in_the_table_of_fields_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(field_examples.HEADINGS, "Measure")
    with pytest.raises(LookupError, match=r"HEADINGS of field_examples.py lacks Measure$"):
        field_examples.table_of_fields([])
