"""Explanations: benchmarks."""

from ridcalc.language.catalogue import marked
from ridcalc.language.explanations.explanation import Explanation, Group

GROUP = Group(
    marked("Benchmarks"),
    (
        Explanation(
            "unknown-benchmark",
            title=marked("A benchmark is named that does not exist."),
            cause=marked("`ridcalc benchmark NAME` shows an entry under `benchmarks` in measures.yaml."),
            remedy=marked("Correct the id, or add the benchmark: `benchmarks: {ict: {values: {2020: 93}}}`."),
        ),
        Explanation(
            "unknown-class",
            title=marked("A size class is named that has no figures."),
            cause=marked("`class` and `sizes` of a benchmark name a class by its id under `classes`."),
            remedy=marked("Correct the id, or write the figures of the class under `classes`."),
        ),
        Explanation(
            "class-not-chosen",
            title=marked("No size class is chosen."),
            cause=marked(
                "A benchmark with several classes compares with one of them. Which one depends on how many "
                "inhabitants the organisations have, and is for you to say."
            ),
            remedy=marked("Write the class to compare with: `class: 60-100k`."),
        ),
        Explanation(
            "benchmark-driver-missing",
            title=marked("There are no inhabitants for the year of a benchmark."),
            cause=marked(
                "The contribution per inhabitant is that of a year of the budget over the units of `driver` in the "
                "newest reference year up to it. There is no such reference year."
            ),
            remedy=marked("Add the counts of an earlier year to the driver, or leave `driver` out."),
        ),
        Explanation(
            "benchmark-year-missing",
            title=marked("A benchmark or its index lacks a year."),
            cause=marked(
                "`editions` are by book year, so each has a figure of that year. `--prices-of` takes a year to "
                "which the index of the benchmark leads: no year is filled in."
            ),
            remedy=marked("Write the figure or the value of the year, or choose another year."),
        ),
        Explanation(
            "benchmark-without-index",
            title=marked("A benchmark has no index."),
            cause=marked(
                "`--prices-of` shows figures of different years in prices of one year. That takes an index of prices."
            ),
            remedy=marked("Name an index of `indices` under `index`, or name a benchmark that has one."),
        ),
        Explanation(
            "benchmark-years-differ",
            title=marked("Figures of different years are put together."),
            cause=marked(
                "The package of the first year of the budget is added to the newest own figure, which is of another "
                "year; or own and national figures are of different book years, without an index that leads from "
                "one to the other."
            ),
            remedy=marked(
                "Say the years where the figures are used, or name an index and show them with `--prices-of`."
            ),
        ),
        Explanation(
            "benchmark-class-differs",
            title=marked("The size class is not that of the participants."),
            cause=marked(
                "Together the participants have more or fewer inhabitants than the class under `sizes`, so that the "
                "figures are of organisations of another size."
            ),
            remedy=marked("Choose the class that they belong to, or explain the choice in a `note`."),
        ),
        Explanation(
            "benchmark-scope-differs",
            title=marked("What is compared does not have the same scope."),
            cause=marked(
                "A national figure of a whole cost stands beside a single package, because the benchmark has no "
                "`own` figures; or only one of benchmark and budget includes VAT."
            ),
            remedy=marked("Write the whole cost under `own`, or take figures with the same VAT."),
        ),
    ),
)
