"""A budget with stages, dates of councils and a benchmark, as files: what a page shows of a decision."""

KEYS = """\
participants:
  zevenaar: {name: Gemeente Zevenaar}
  1stroom: {name: 1Stroom, members: [duiven, westervoort], key: binnen}
  duiven: {name: Gemeente Duiven}
  westervoort: {name: Gemeente Westervoort}
drivers:
  inwoners:
    {name: Inwoners, unit: inwoners, values: {2021: {zevenaar: 44154, duiven: 25053, westervoort: 15003}}}
keys:
  rid: {name: Sleutel RID, shares: {zevenaar: 52%, 1stroom: 48%}}
  binnen: {name: Binnen 1Stroom, driver: inwoners, among: [duiven, westervoort]}
"""
MEASURES = """\
budget:
  {name: RID, years: [2024, 2025], executor: {id: sdl, name: Samenwerking}, defaults: {key: rid, nature: incidental}}
indices:
  cpi:
    values: {2004: 544.7, 2010: 597.9, 2018: 675.4, 2019: 692.9, 2020: 701.9, 2021: 720.9, 2022: 793.0, 2023: 823.1}
benchmarks:
  ict:
    name: ICT per inwoner
    driver: inwoners
    own: {2020: 88}
    values: {2004: 70, 2018: 84, 2019: 86, 2020: 93, 2021: 96, 2022: 106}
    index: cpi
stages:
  voor: {name: Primitieve begroting, scenario: voor}
  na: {name: Eerste wijziging, scenario: none, date: 2024-07-03}
decisions:
  na:
    kind: amendment
    recess: [2024-04-27/2024-05-05]
    sdl: {papers: 14, sent: 2024-03-27}
    zevenaar: {meetings: [2024-04-24, 2024-05-22, 2024-06-26, 2024-07-10]}
    duiven: {meetings: [2024-04-17, 2024-07-09]}
measures:
  beheer: {name: Beheer, nature: structural, amounts: {2024: 100000, 2025: 100000}}
  inhuur: {name: Inhuur, amounts: {2024: 410000}}
"""
FILES = {"keys.yaml": KEYS, "measures.yaml": MEASURES, "scenarios/voor.yaml": "name: Voor\nonly: [beheer]\n"}
