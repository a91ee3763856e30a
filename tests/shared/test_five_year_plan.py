"""The five-year plan of Cockshott's ``nyearplan`` (github.com/wc22m/5yearplan), in the tables of an economy.

There, each year's final consumption fulfils that year's target to a share, which may be above 1, and the
shares of all years together are made as large as can be. Goods need goods, labour and stocks of capital;
capital wears, and what is accumulated in a year can be used from the next.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

import commonweal as cw
from commonweal.model import Calendar, Economy, Settings

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "five_year_plan"

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not FOLDER.exists(), reason="development data are not beside the repository"),
]

GOODS = ("iron", "coal", "corn", "bread")
MOST = 4.0  # no target can be fulfilled so many times: what a coverage of 1 stands for
YEAR = 365
YEARS = [dt.date(2031, 1, 1) + dt.timedelta(days=YEAR * year) for year in range(6)]

Numbers = dict[str, dict[str, float]]
Rows = dict[str, list[dict[str, object]]]


def _read(path: Path) -> Numbers:
    """A small table by its row headings."""
    with path.open(encoding="utf-8") as file:
        lines = [row for row in csv.reader(file) if row and row[0].strip()]
    head = lines[0][1:]
    return {
        row[0]: {name: float(cell) for name, cell in zip(head, row[1:], strict=False) if cell.strip()}
        for row in lines[1:]
    }


def five_years(coal: float) -> Economy:
    """The economy of the four tables, with an output of coal in the table of flows."""
    flows, capital, wear, targets = (
        _read(FOLDER / f"{name}.csv") for name in ("flows", "cap", "dep", "labtarg")
    )
    output = flows["output"] | {"coal": coal}
    rows: Rows = {
        "goods": [{"good": good, "unit": "t"} for good in (*GOODS, "fulfilment")]
        + [{"good": "work", "unit": "h", "kind": "labour"}],
        "places": [{"place": "here"}],
        "people": [{"group": "all", "place": "here", "people": 1.0}],
        "needs": [{"good": "fulfilment", "amount": MOST / YEAR}],
        "activities": [],
        "activity_goods": [],
        "equipment": [],
        "equipment_use": [],
        "supplies": [],
    }
    for good in GOODS:
        _add_industry(rows, good, flows, output)
        for kind in GOODS:
            if capital[kind].get(good, 0.0) > 0.0:
                _add_capital(rows, kind, good, capital[kind][good], wear[kind][good], output[good])
    for year in range(5):
        _add_year(rows, year, targets[f"year{year + 1}"])
    settings = Settings(
        name="five years", effort="labour", calendar=Calendar(start=YEARS[0], lengths=(YEAR,) * 5)
    )
    return Economy.from_rows(settings, rows)


def _add_industry(rows: Rows, good: str, flows: Numbers, output: dict[str, float]) -> None:
    """Make one unit of a good."""
    rows["activities"].append({"activity": f"make {good}"})
    amounts = {kind: -flows[kind].get(good, 0.0) / output[good] for kind in GOODS}
    amounts |= {"work": -flows["labour"][good] / output[good]}
    amounts[good] += 1.0
    rows["activity_goods"] += [
        {"activity": f"make {good}", "good": name, "amount": amount}
        for name, amount in amounts.items()
        if amount
    ]


def _add_capital(rows: Rows, kind: str, good: str, stock: float, wear: float, output: float) -> None:
    """Capital of one kind in one industry: what stands in the first year has not worn yet."""
    name = f"{kind} in {good}"
    rows["activities"].append({"activity": f"accumulate {name}"})
    rows["activity_goods"].append({"activity": f"accumulate {name}", "good": kind, "amount": -1.0})
    rows["equipment"].append(
        {
            "equipment": name,
            "opening": stock / (1.0 - wear),
            "wear_per_year": wear,
            "built_by": f"accumulate {name}",
            "delay": float(YEAR),
        }
    )
    rows["equipment_use"].append(
        {"equipment": name, "activity": f"make {good}", "amount": stock / output * YEAR}
    )


def _add_year(rows: Rows, year: int, target: dict[str, float]) -> None:
    """The labour of a year, and what fulfils its target once."""
    days = {"from": YEARS[year], "until": YEARS[year + 1]}
    rows["supplies"].append(
        {"supply": "labour", "good": "work", "at_most": target["labour"], "per": "period", **days}
    )
    name = f"fulfil {year + 1}"
    rows["activities"].append({"activity": name, **days})
    rows["activity_goods"].append({"activity": name, "good": "fulfilment", "amount": 1.0})
    rows["activity_goods"] += [
        {"activity": name, "good": good, "amount": -target[good]} for good in GOODS if target[good]
    ]


@pytest.mark.parametrize("coal, published", [(5.0, 7.33645), (6.0, 8.797299)])
def test_the_published_optimum_is_reached(coal: float, published: float) -> None:
    plan = cw.plan(five_years(coal), rule="total")
    assert plan.certificate.quality == "verified"
    assert MOST * plan["coverage"]["coverage"].sum() == pytest.approx(published, abs=5e-6)
    assert plan["coverage"]["coverage"].max() < 1.0


def test_the_years_of_the_printed_plan_are_reached() -> None:
    plan = cw.plan(five_years(5.0), rule="total")
    printed = [0.159221, 1.75043, 1.75259, 1.71516, 1.95906]
    assert (MOST * plan["coverage"].sort("period")["coverage"]).to_list() == pytest.approx(printed, abs=1e-5)
