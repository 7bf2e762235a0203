"""What an analyst would write with pandas for `budgets.write_plain_budget`: `python analyst.py FOLDER OUT.csv`.

Floats; every row rounded to the cent by largest remainder, so that it adds up. No checks, no partnerships, no
exact values: the shortest way to the same amounts.
"""

import sys

import numpy as np
import pandas as pd
import yaml

folder, target = sys.argv[1:]
with open(f"{folder}/keys.yaml", encoding="utf-8") as file:
    keys = yaml.load(file, yaml.CSafeLoader)
with open(f"{folder}/measures.yaml", encoding="utf-8") as file:
    measures = yaml.load(file, yaml.CSafeLoader)["measures"]
names = np.array(list(keys["participants"]))
weights = {key: np.array([entry["weights"][name] for name in names], float) for key, entry in keys["keys"].items()}
amounts = pd.DataFrame(
    [
        (name, measure["nature"], measure["key"], year, round(euros * 100))
        for name, measure in measures.items()
        for year, euros in measure["amounts"].items()
    ],
    columns=["measure", "nature", "key", "year", "cents"],
)
frames = []
for key, group in amounts.groupby("key", sort=False):
    share = weights[key] / weights[key].sum()
    exact = group["cents"].to_numpy()[:, None] * share
    cents = np.floor(exact)
    left = (group["cents"].to_numpy() - cents.sum(axis=1)).astype(int)
    order = np.argsort(-(exact - cents), axis=1, kind="stable")
    cents[np.arange(len(group))[:, None], order] += np.arange(len(names)) < left[:, None]
    repeated = group.loc[group.index.repeat(len(names))].drop(columns="cents")
    frames.append(repeated.assign(participant=np.tile(names, len(group)), amount=cents.ravel() / 100))
pd.concat(frames).sort_index(kind="stable").to_csv(target, index=False, float_format="%.2f")
