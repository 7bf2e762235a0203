"""Forty random amounts searched for a sum: `python benchmarks/reconcile.py [COUNT]`; shows seconds and peak memory."""

import argparse
import random
import resource
import time

from ridcalc.core.arithmetic.subset_sum import subsets_with_sum


def main() -> None:
    """Search, completely, for the sum of half of the amounts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int, nargs="?", default=40)
    count = parser.parse_args().count
    dice = random.Random(2023)  # noqa: S311  the same amounts each time
    for most in (10**11, 10**15):
        items = [[dice.randrange(1, most)] for _ in range(count)]
        target = sum(values[0] for values in items[::2])
        start = time.perf_counter()
        found = sum(1 for _ in subsets_with_sum(target, target, items))
        took = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{count} amounts below 10^{len(str(most)) - 3} euros: {found} ways, {took:.2f} s, peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
