"""A large workbook: `python benchmarks/export.py [MEASURES PARTICIPANTS YEARS]`.

Makes the files, runs `ridcalc export` on them as a process, and shows its seconds and peak memory.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from budgets import Size, write_plain_budget


def main() -> None:
    """Make the files, run the program, show what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("measures", type=int, nargs="?", default=500)
    parser.add_argument("participants", type=int, nargs="?", default=10)
    parser.add_argument("years", type=int, nargs="?", default=4)
    sizes = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        write_plain_budget(Path(name), Size(sizes.measures, sizes.participants, sizes.years))
        target = Path(name, "out.xlsx")
        command = [sys.executable, "-m", "ridcalc", "export", str(target), "--data", name]
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        took = time.perf_counter() - start
        size = target.stat().st_size / 1_000_000
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    rows = sizes.measures * sizes.participants * sizes.years
    print(f"{sizes.measures} measures x {sizes.participants} participants x {sizes.years} years: {rows} trace rows")
    print(f"{took:.1f} s, peak {peak:.0f} MB, {size:.1f} MB of workbook")


if __name__ == "__main__":
    main()
