"""A large budget from YAML to CSV: `python benchmarks/large.py [MEASURES PARTICIPANTS YEARS]`.

Makes the files, runs `ridcalc allocate --format csv` on them as a process, and shows its seconds and peak memory.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def write_budget(folder: Path, measures: int, participants: int, years: int) -> None:
    """Write a budget of so many measures, participants and years, with two keys."""
    names = [f"gemeente-{number}" for number in range(participants)]
    keys = ["participants:", *(f"  {name}: {{name: Gemeente {name[9:]}}}" for name in names), "keys:"]
    for key, factor in (("inwoners", 37), ("werkplekken", 101)):
        weights = ", ".join(f"{name}: {1000 + number * factor % 977}" for number, name in enumerate(names))
        keys.append(f"  {key}: {{weights: {{{weights}}}}}")
    spans = range(2024, 2024 + years)
    lines = [f"budget: {{years: [{', '.join(map(str, spans))}]}}", "measures:"]
    for number in range(measures):
        amounts = ", ".join(f"{year}: {1000 + number * 7919 % 99991}.{number % 100:02}" for year in spans)
        lines += [
            f"  maatregel-{number}:",
            f"    name: Maatregel nummer {number}",
            f"    nature: {'incidental' if number % 3 else 'structural'}",
            f"    key: {'inwoners' if number % 2 else 'werkplekken'}",
            f"    amounts: {{{amounts}}}",
            '    booking: {taakveld: "0.4", category: "3.8"}',
        ]
    (folder / "keys.yaml").write_text("\n".join(keys) + "\n", encoding="utf-8")
    (folder / "measures.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Make the files, run the program, show what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("measures", type=int, nargs="?", default=10_000)
    parser.add_argument("participants", type=int, nargs="?", default=10)
    parser.add_argument("years", type=int, nargs="?", default=4)
    sizes = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        write_budget(Path(name), sizes.measures, sizes.participants, sizes.years)
        command = [
            sys.executable,
            "-m",
            "ridcalc",
            "allocate",
            "--data",
            name,
            "--format",
            "csv",
            "-o",
            f"{name}/out.csv",
        ]
        start = time.perf_counter()
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        took = time.perf_counter() - start
        with Path(name, "out.csv").open(encoding="utf-8") as file:
            rows = sum(1 for _ in file) - 1
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{sizes.measures} measures x {sizes.participants} participants x {sizes.years} years: {rows} lines")
    print(f"{took:.1f} s, peak {peak:.0f} MB, {rows / took:,.0f} lines a second")


if __name__ == "__main__":
    main()
