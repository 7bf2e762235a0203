"""The cases: budgets in YAML and what they must come to. tests/cases/README.md says how to add one, without Python."""

import difflib
import re
from collections.abc import Collection, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, NoReturn

import pytest

from builders import CASES, Run, as_text, write_folder
from case_files import parse_cases, read_cases
from case_program import Case, Program, Row
from case_results import QUESTIONS, RESULTS

FOLDERS = ("budgets", "compare", "explain", "reconcile", "amendments", "decisions", "calendar", "benchmark")
"""The folders with cases; the others in tests/cases are data folders."""

NEEDED = ("name", "why", "keys", "measures", "expect")
OPTIONAL = ("scenarios", "scenario", "set", *QUESTIONS)
NEEDED_OF_DIVISION = ("name", "amount", "parts", "why")
OPTIONAL_OF_DIVISION = ("shares", "weights", "unit", "method", "note")


def wrong(place: str, message: str) -> NoReturn:
    """Fail with one sentence, and without the code that found it."""
    pytest.fail(f"{place}: {message}", pytrace=False)


def check_names(place: str, names: Collection[str], known: Collection[str], needed: Collection[str] = ()) -> None:
    """Fail on a name that is not known, with the name that resembles it, or on one that is needed and not there."""
    for name in names:
        if name not in known:
            similar = difflib.get_close_matches(name, known, 1)
            guess = f" (did you mean {similar[0]!r}?)" if similar else ""
            wrong(place, f"there is no {name!r}{guess}; there are: {', '.join(known) or 'none'}")
    for name in needed:
        if name not in names:
            wrong(place, f"{name!r} is missing")


def check_form(case: Case) -> None:
    """Fail on a field that no case has, on one that is missing, and on a question without an expected answer."""
    check_names("the case", case, (*NEEDED, *OPTIONAL), NEEDED)
    if not case["why"].strip():
        wrong("why", "the sum is missing")
    expected = case["expect"]
    if not isinstance(expected, dict) or not expected:
        wrong("expect", "nothing is expected")
    if "problems" in expected and len(expected) > 1:
        wrong("expect", "a budget with problems has no other results")
    check_names("expect", expected, RESULTS)
    for question, answer in QUESTIONS.items():
        if (question in case) != (answer in expected):
            wrong("the case", f"{question!r} and 'expect: {answer}' go together")


def compare(place: str, wanted: Any, found: Any, *, listed: bool = False) -> None:  # noqa: ANN401  whatever a case holds
    """Fail unless everything that a case wants is found.

    A mapping may leave names out; a list is complete, and so is a mapping in it (`listed`) that is not a row of fields.
    """
    match wanted, found:
        case dict(), dict():
            _compare_names(place, wanted, found, complete=listed and not isinstance(found, Row))
            for name in wanted:
                compare(f"{place}, {name}", wanted[name], found[name])
        case list(), list():
            if len(wanted) != len(found):
                wrong(place, f"the case has {len(wanted)}, ridcalc has {len(found)}: {found}")
            for number, (one, other) in enumerate(zip(wanted, found, strict=True), 1):
                compare(f"{place}, number {number}", one, other, listed=True)
        case str(), Row():
            compare(place, wanted, found.value)
        case str(), str():
            if meaning(wanted) != meaning(found):
                wrong(place, f"the case says {wanted}, ridcalc says {found}")
        case _:
            wrong(place, f"the case has {wanted}, which has another form than {found}")


def _compare_names(place: str, wanted: Case, found: Case, *, complete: bool) -> None:
    """Fail on a name that is not found; with `complete`, also on one that is found and not wanted."""
    if not wanted:
        wrong(place, "nothing is expected")
    if complete and wanted.keys() != found.keys():
        wrong(place, f"the case has {', '.join(wanted)}; ridcalc has {', '.join(found)}")
    check_names(place, wanted, found)


def meaning(text: str) -> Fraction | str:
    """Return the number that a text is, or the text."""
    number = re.fullmatch(r"-?[0-9][0-9_]*(\.[0-9]+|/[1-9][0-9]*)?", text)
    return Fraction(text.replace("_", "")) if number else text


def results(case: Case, ridcalc: Run, folder: Path) -> Iterator[tuple[str, Any, Any]]:
    """Yield each section of what a case expects, with what ridcalc has; `folder` is made for the files of the case."""
    check_form(case)
    files = {"keys.yaml": as_text(case["keys"]), "measures.yaml": as_text(case["measures"])}
    files |= {f"scenarios/{name}.yaml": as_text(scenario) for name, scenario in case.get("scenarios", {}).items()}
    program = Program(ridcalc, write_folder(folder, files), case)
    for section, wanted in case["expect"].items():
        yield section, wanted, RESULTS[section](program)


def check(case: Case, ridcalc: Run, folder: Path) -> None:
    """Fail unless ridcalc has what a case expects."""
    for section, wanted, found in results(case, ridcalc, folder):
        compare(f"expect, {section}", wanted, found)


def all_cases() -> Iterator[tuple[str, Case]]:
    """Yield every case with its file."""
    for folder in FOLDERS:
        for path in sorted((CASES / folder).glob("*.yaml")):
            for case in read_cases(path):
                yield f"{folder}/{path.name}", case


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{file}: {case['name']}") for file, case in all_cases()])
def test_a_case(case: Case, ridcalc: Run, tmp_path: Path) -> None:
    check(case, ridcalc, tmp_path / "data")


@pytest.mark.parametrize("case", read_cases(CASES / "divisions.yaml"), ids=lambda case: case["name"])
def test_a_division(case: Case, ridcalc: Run, tmp_path: Path) -> None:
    check_names("the case", case, (*NEEDED_OF_DIVISION, *OPTIONAL_OF_DIVISION), NEEDED_OF_DIVISION)
    check(budget_of(case), ridcalc, tmp_path / "data")


def budget_of(division: Case) -> Case:
    """Return the case of a single division as the case of a budget."""
    key = {name: division[name] for name in ("shares", "weights") if name in division}
    rounding = {name: division[name] for name in ("unit", "method") if name in division}
    measure = {"nature": "incidental", "key": "key", "amounts": {"2024": division["amount"]}}
    check_names("parts", division["parts"], next(iter(key.values())), next(iter(key.values())))
    return {
        "name": division["name"],
        "why": division["why"],
        "keys": {"participants": {name: {} for name in division["parts"]}, "keys": {"key": key}},
        "measures": {"budget": {"years": ["2024"], "rounding": rounding}, "measures": {"measure": measure}},
        "expect": {"lines": {"measure 2024": division["parts"]}},
    }


def test_every_title_is_another() -> None:
    titles = [case["name"] for _, case in all_cases()]
    assert sorted(titles) == sorted(set(titles))


def example() -> Case:
    """Return the example of the page that says how to add a case."""
    page = CASES / "README.md"
    (case,) = parse_cases(page.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0], page)
    return case


def test_the_example_of_the_page_comes_out(ridcalc: Run, tmp_path: Path) -> None:
    check(example(), ridcalc, tmp_path / "data")


def test_the_page_names_every_field() -> None:
    page = (CASES / "README.md").read_text(encoding="utf-8")
    names = {*NEEDED, *OPTIONAL, *NEEDED_OF_DIVISION, *OPTIONAL_OF_DIVISION, *RESULTS, *QUESTIONS}
    assert {name for name in names if f"`{name}" not in page} == set()
    assert {folder for folder in FOLDERS if f"[{folder}/]({folder}/)" not in page} == set()


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("expect/totals/zuid/2024 incidental", "40000.01", "the case says 40000.01, ridcalc says 40000.00"),
        ("expect/totals/zuid/2024 incidental", "40.000,00", "the case says 40.000,00, ridcalc says 40000.00"),
        ("expect/totals/zuid/2024 incidental", "40000.00 + 1 PM", "ridcalc says 40000.00"),
        ("expect/totals/zuid/2024 incidental", ["40000.00"], "another form"),
        ("expect/totals/zuit", {"2024 incidental": "40000.00"}, "there is no 'zuit' (did you mean 'zuid'?)"),
        ("expect/totals/zuid/2025 incidental", "0.00", "there is no '2025 incidental'"),
        ("expect/totals/zuid/2024 incidental", {"ammount": "40000"}, "there is no 'ammount' (did you mean 'amount'?)"),
        ("expect/totals/zuid", {}, "expect, totals, zuid: nothing is expected"),
        ("expect/total", {"zuid": "40000.00"}, "there is no 'total' (did you mean 'totals'?)"),
        ("expect/drifts", [{"zuid 2024": "0.01"}], "the case has 1, ridcalc has 0"),
        ("expect/problems", ["shares-sum"], "a budget with problems has no other results"),
        ("expect/explanation", {"2024 incidental": "40000.00"}, "'explain' and 'expect: explanation' go together"),
        ("explain", {"participant": "zuid"}, "'explain' and 'expect: explanation' go together"),
        ("expect", {}, "nothing is expected"),
        ("why", "", "the sum is missing"),
        ("expect", {"problems": ["shares-sum"]}, "the case has 1, ridcalc has 0"),
        ("expct", {}, "there is no 'expct' (did you mean 'expect'?)"),
        ("measures/measures/huur/naturre", "incidental", "error[unknown-field]"),
        ("measures/measures/huur/amounts/2024", "60.000,00", "error[number-form]"),
    ],
)
def test_a_case_with_a_mistake_fails_and_says_why(
    path: str, value: object, message: str, ridcalc: Run, tmp_path: Path
) -> None:
    case = example()
    *above, last = path.split("/")
    place = case
    for name in above:
        place = place[name]
    place[last] = value
    with pytest.raises((AssertionError, pytest.fail.Exception), match=re.escape(message)):
        check(case, ridcalc, tmp_path / "data")


@pytest.mark.parametrize("field", NEEDED)
def test_a_case_without_a_field_that_it_needs_fails(field: str, ridcalc: Run, tmp_path: Path) -> None:
    case = example()
    del case[field]
    with pytest.raises(pytest.fail.Exception, match=f"'{field}' is missing"):
        check(case, ridcalc, tmp_path / "data")


def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(
        "- name: Two figures for one participant\n  expect:\n    noord: 1\n    noord: 2\n", encoding="utf-8"
    )
    with pytest.raises(ValueError, match="line 4: 'noord' stands here twice"):
        read_cases(path)


def changed_once(expected: Any) -> Iterator[Any]:  # noqa: ANN401  whatever a case expects
    """Yield what a case expects, once for each value in it, with that value changed."""
    match expected:
        case dict():
            for name, value in expected.items():
                yield from ({**expected, name: other} for other in changed_once(value))
        case list():
            for number, value in enumerate(expected):
                yield from ([*expected[:number], other, *expected[number + 1 :]] for other in changed_once(value))
        case _:
            yield f"{expected}1"


FIRST_OF_EACH_FILE = dict(reversed(list(all_cases())))


@pytest.mark.parametrize("file", sorted(FIRST_OF_EACH_FILE))
def test_every_value_that_a_case_expects_is_held(file: str, ridcalc: Run, tmp_path: Path) -> None:
    for section, wanted, found in results(FIRST_OF_EACH_FILE[file], ridcalc, tmp_path / "data"):
        for other in changed_once(wanted):
            with pytest.raises(pytest.fail.Exception):
                compare(section, other, found)
