"""A made-up plan that has the tables of a real one; its figures mean nothing."""

import math

import polars as pl
import pytest

from commonweal.model import Calendar, Economy, Settings
from commonweal.plan.certificate import Certificate
from commonweal.plan.plan import AimResult, Plan

GOVERNORATES = [
    ("Damascus", "دمشق", "SY-DI", 33.51, 36.29, 1_780_000),
    ("Aleppo", "حلب", "SY-HL", 36.20, 37.16, 3_100_000),
    ("Rural Damascus", "ريف دمشق", "SY-RD", 33.55, 36.95, 2_700_000),
    ("Homs", "حمص", "SY-HI", 34.73, 36.71, 1_450_000),
    ("Hama", "حماة", "SY-HM", 35.13, 36.75, 1_650_000),
    ("Latakia", "اللاذقية", "SY-LA", 35.54, 35.79, 1_150_000),
    ("Idlib", "إدلب", "SY-ID", 35.93, 36.63, 2_000_000),
    ("Al-Hasakah", "الحسكة", "SY-HA", 36.50, 40.75, 1_100_000),
    ("Deir ez-Zor", "دير الزور", "SY-DY", 35.34, 40.14, 940_000),
    ("Tartus", "طرطوس", "SY-TA", 34.89, 35.89, 920_000),
    ("Raqqa", "الرقة", "SY-RA", 35.95, 39.01, 790_000),
    ("Daraa", "درعا", "SY-DR", 32.62, 36.10, 830_000),
    ("As-Suwayda", "السويداء", "SY-SU", 32.71, 36.57, 370_000),
    ("Quneitra", "القنيطرة", "SY-QU", 33.12, 35.83, 90_000),
]
TOWNS = [
    ("Qamishli", 37.05, 41.23, 180_000),
    ("Manbij", 36.53, 37.95, 100_000),
    ("Palmyra", 34.56, 38.28, 50_000),
    ("Salamiyah", 35.01, 37.05, 66_000),
    ("Abu Kamal", 34.45, 40.92, 45_000),
    ("Jableh", 35.36, 35.93, 80_000),
    ("Tartus port", 34.91, 35.86, 0),
    ("Beirut", 33.89, 35.50, 0),
]
ROADS = [
    ("Beirut", "Damascus"),
    ("Tartus port", "Homs"),
    ("Homs", "Hama"),
    ("Hama", "Aleppo"),
    ("Damascus", "Homs"),
    ("Damascus", "Daraa"),
    ("Homs", "Palmyra"),
    ("Palmyra", "Deir ez-Zor"),
    ("Aleppo", "Raqqa"),
    ("Raqqa", "Deir ez-Zor"),
    ("Deir ez-Zor", "Al-Hasakah"),
    ("Tartus port", "Latakia"),
]
NEEDS = [(1, "energy"), (1, "vitamin_c"), (1, "water"), (2, "insulin"), (2, "soap"), (3, "school")]


ERRORS = {"verified": 3e-12, "approximate": 2e-5, "none": 1e-3}


def certificate(quality="verified"):
    """A certificate of a quality: its largest error is of the balances."""
    return Certificate(tables=ERRORS[quality], primal=0.0, dual=4e-11, gap=2e-10, cells=5e-8, aims=0.0)


def syria_like_economy(n_periods=13):
    calendar = Calendar(start="2016-07-01", lengths=(28,) * n_periods)
    places = [
        {"place": name, "name": name, "name_ar": arabic, "latitude": latitude, "longitude": longitude}
        | {"code": code, "code_system": "ISO 3166-2"}
        for name, arabic, code, latitude, longitude, _ in GOVERNORATES
    ] + [
        {"place": name, "latitude": latitude, "longitude": longitude}
        for name, latitude, longitude, _ in TOWNS
    ]
    people = [(row[0], row[-1]) for row in (*GOVERNORATES, *TOWNS) if row[-1]]
    rows = {
        "goods": [
            {"good": "energy", "unit": "kcal", "kind": "nutrient", "name_ar": "الطاقة"},
            {"good": "vitamin_c", "name": "vitamin C", "unit": "mg", "kind": "nutrient"},
            {"good": "water", "unit": "L", "kind": "good"},
            {"good": "insulin", "unit": "vial", "kind": "good", "mass": 0.05},
            {"good": "soap", "unit": "kg", "kind": "good", "mass": 1.0},
            {"good": "school", "unit": "h", "kind": "service"},
            {"good": "wheat", "unit": "kg", "kind": "food", "mass": 1.0, "name_ar": "قمح"},
            {"good": "flour", "unit": "kg", "kind": "food", "mass": 1.0},
            {"good": "lorry_hours", "name": "lorry hours", "unit": "h", "kind": "labour"},
            {"good": "usd", "name": "US dollars", "unit": "USD", "kind": "currency"},
        ],
        "places": places,
        "people": [
            {"group": "residents", "place": place, "people": count, "source": "made up"}
            for place, count in people
        ],
        "needs": [{"good": good, "tier": tier, "amount": 1.0, "source": "assumed"} for tier, good in NEEDS],
        "activities": [{"activity": "milling", "place": "*", "capacity": 1e6}],
        "activity_goods": [
            {"activity": "milling", "good": "wheat", "amount": -1.0},
            {"activity": "milling", "good": "flour", "amount": 0.8, "note": "extraction rate"},
        ],
        "routes": [
            {
                "route": f"{start}–{end}",
                "from_place": start,
                "to_place": end,
                "both_ways": True,
                "capacity": 900.0,
            }
            for start, end in ROADS
        ],
        "stocks": [{"good": "wheat", "place": "*", "opening": 4e6}, {"good": "flour", "place": "Homs"}],
        "supplies": [{"supply": "imports", "good": "wheat", "place": "Tartus port", "source": "made up"}],
    }
    settings = Settings(
        name="Food and care, a made-up year", description="Figures without meaning.", calendar=calendar
    )
    return Economy.from_rows(settings, rows)


def coverage_of(place_number, need_number, period_number):
    """Anything between 0 and 1, worse in the east and in winter, full in many cells."""
    wave = math.cos((period_number - 6) / 13 * 2 * math.pi)
    raw = 1.25 - 0.05 * (place_number % 9) - 0.22 * wave - 0.13 * need_number * (place_number % 3 == 1)
    return min(1.0, max(0.03, raw))


def coverage_table(economy):
    rows = []
    periods = economy.settings.calendar.names
    for place_number, (place, people) in enumerate(economy["people"].select("place", "people").iter_rows()):
        for need_number, (tier, good) in enumerate(NEEDS):
            step = 2 if good == "soap" else 1
            for number in range(0, len(periods), step):
                span = min(step, len(periods) - number)
                share = 1.0 if good == "water" else coverage_of(place_number, need_number, number)
                wanted = people * 28.0 * span
                rows.append((tier, place, "residents", good, periods[number], span, people, wanted))
                rows[-1] += (wanted * share, share)
    names = [
        "tier",
        "place",
        "group",
        "good",
        "period",
        "n_periods",
        "people",
        "wanted",
        "delivered",
        "coverage",
    ]
    return pl.DataFrame(rows, schema=names, orient="row")


def flow_table(economy):
    rows = []
    for number, (start, end) in enumerate(ROADS):
        for at, period in enumerate(economy.settings.calendar.names):
            tonnes = 0.0 if number in (5, 10) else min(25_200.0, 3_000.0 * (1 + (number * 5) % 11) + 500 * at)
            there = (start, end) if number != 11 or at % 2 else (end, start)
            rows.append((f"{start}–{end}", *there, "wheat", period, tonnes * 1e3, tonnes, tonnes * 1e3))
    names = ["route", "from_place", "to_place", "good", "period", "sent", "tonnes", "arrived"]
    return pl.DataFrame(rows, schema=names, orient="row")


def stock_table(economy):
    rows = [
        (good, place, period, amount * max(0.0, 1 - 0.08 * at) + (2e5 if at > 8 else 0))
        for good, place, amount in [
            ("wheat", "Homs", 3e7),
            ("wheat", "Aleppo", 5.8e7),
            ("flour", "Homs", 2e6),
        ]
        for at, period in enumerate(economy.settings.calendar.names)
    ]
    return pl.DataFrame(rows, schema=["good", "place", "period", "stock"], orient="row")


def made_up_tables(economy):
    periods = economy.settings.calendar.names
    day = periods[0]
    return {
        "coverage": coverage_table(economy),
        "flows": flow_table(economy),
        "stocks": stock_table(economy),
        "deliveries": pl.DataFrame(
            [("flour", "Homs", "residents", day, 5.0)],
            schema=["good", "place", "group", "period", "delivered"],
            orient="row",
        ),
        "supplies": pl.DataFrame(
            [("imports", "wheat", "Tartus port", period, 4.1e7, 1.2e7, "usd") for period in periods],
            schema=["supply", "good", "place", "period", "supplied", "cost", "paid_in"],
            orient="row",
        ),
        "activities": pl.DataFrame(
            [("milling", "Homs", period, 2.5e7) for period in periods],
            schema=["activity", "place", "period", "level"],
            orient="row",
        ),
        "leftovers": pl.DataFrame(
            [("disposed", "soap", "Homs", day, 7.0), ("disposed", "soap", "Homs", periods[-1], 5.0)],
            schema=["kind", "good", "place", "period", "amount"],
            orient="row",
        ),
        "binding": pl.DataFrame(
            [("route", "Hama–Aleppo", "", period, 25_200.0, 25_200.0, 0.002, "tier 1") for period in periods]
            + [
                ("supply", "imports", "Tartus port", day, 4.1e7, 4.1e7, 0.5, "effort: labour"),
                ("store", "wheat", "Homs", day, 5.0, 5.0, 0.0, ""),
            ],
            schema=["limit", "what", "place", "period", "used", "allowed", "price", "aim"],
            orient="row",
        ),
        "prices": pl.DataFrame(
            [("wheat", "Homs", day, "effort: labour", 0.3)],
            schema=["good", "place", "period", "aim", "price"],
            orient="row",
        ),
        "floors": pl.DataFrame(
            [("closing", "wheat", "Homs", periods[-1], 0, 3e7, 1e6, 29 / 30)],
            schema=["kind", "what", "place", "period", "tier", "wanted", "shortfall", "kept"],
            orient="row",
        ),
    }


def made_up_plan(economy=None, **changes):
    economy = economy or syria_like_economy()
    aims = (
        AimResult("floors", "shortfalls", -2.0, (), 1, 0.1),
        AimResult("tier 1", "share", 0.31, (0.31, 0.8, 1.0), 9, 1.0),
        AimResult("effort: labour", "h", 1.25e6, (), 1, 0.2),
    )
    parts = {"tables": made_up_tables(economy), "certificate": certificate(), "aims": aims}
    fixed = {"rule": "leximin", "effort": "labour", "options": {}, "size": (0, 0, 0)}
    return Plan(economy=economy, **(fixed | parts | changes))


@pytest.fixture(scope="session")
def plan():
    return made_up_plan()


@pytest.fixture(scope="session")
def make_plan():
    return made_up_plan


@pytest.fixture(scope="session")
def certificate_of():
    return certificate
