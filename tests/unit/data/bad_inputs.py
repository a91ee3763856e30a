"""A small sound economy as files, and one broken copy of it for each code of a finding."""

from __future__ import annotations

from dataclasses import dataclass

SOUND = {
    "economy.toml": """\
name = "Two towns"
currency = "coin"

[calendar]
start = 2031-01-01
periods = 4
days = 7
""",
    "goods.csv": """\
good,unit,kind,family,mass,disposal,pooled
bread,kg,food,bread,1,,
salt,kg,food,,1,,
oil,L,food,,0.92,,
greens,kg,food,,1,,
flour,kg,good,grain,1,,
labour,h,labour,,,,
power,kWh,service,,,,yes
energy,kcal,nutrient,,,,
iodine,µg,nutrient,,,,
coin,coin,currency,,,,
""",
    "places.csv": """\
place,name,parent,latitude,longitude
land,The land,,,
north,North,land,36,37
south,South,land,35,37
""",
    "people.csv": """\
group,place,people,ration
residents,north,1000,pot
residents,south,500,
""",
    "rations.csv": "ration\npot\n",
    "needs.csv": """\
good,amount,at_most,tier,place
energy,2100,,1,
iodine,100,,2,
""",
    "composition.csv": """\
good,nutrient,amount,unit
bread,energy,250,kcal/100g
oil,energy,880,kcal/100g
salt,iodine,2000,µg/100g
bread,iodine,3,µg/100g
oil,iodine,1,µg/100g
greens,iodine,40,µg/100g
greens,energy,20,kcal/100g
""",
    "activities.csv": """\
activity,place,capacity,minimum,from,until
bake,north,500,,,
bake,south,300,,,
press,*,20,,,
""",
    "activity_goods.csv": """\
activity,good,amount,unit
bake,flour,-1,kg
bake,power,-0.2,kWh
bake,labour,-0.05,h
bake,bread,1,kg
press,labour,-0.1,h
press,oil,1,L
""",
    "equipment.csv": "equipment,place,opening\noven,,8\n",
    "equipment_use.csv": "equipment,activity,amount\noven,bake,0.01\n",
    "routes.csv": """\
route,from_place,to_place,both_ways,capacity,loss,carries
road,north,south,yes,2,0.01,bread;grain;oil
""",
    "route_goods.csv": "route,good,amount\nroad,coin,3\n",
    "supplies.csv": """\
supply,good,place,at_most,at_least,per,price,lead_time
mill,flour,north,900,,day,0.5,2
hands,labour,*,800,,day,,
grid,power,,500,,day,,
purse,coin,,400,,day,,
sea,salt,south,10,,day,,
gardens,greens,*,30,,day,,
""",
    "stocks.csv": "good,place,opening,capacity,closing\nflour,north,2000,9000,500\n",
    "losses.csv": "good,place,share,on\nflour,north,0.1,2031-01-09\n",
    "limits.csv": "limit,place,at_most,at_least,per\nroad-use,,9,,period\n",
    "limit_terms.csv": 'limit,selector,coefficient\nroad-use,"route: route=road, good=bread",1\n',
}
"""Files in which nothing is wrong or doubtful."""


@dataclass(frozen=True)
class Case:
    """One broken input.

    Attributes
    ----------
    code
        What it must be told as.
    file, old, new
        The text to be replaced in a file; with ``old`` blank, what is added at its end.
    row, column, value
        Where the finding must stand, and what value it must show.
    says
        A word that its reason or remedy must hold.
    where
        File of the finding; blank: the one that was changed.
    """

    code: str
    file: str
    old: str
    new: str
    row: int | None
    column: str
    value: str = ""
    says: str = ""
    where: str = ""


_OILY = """\
oil,energy,880,kcal/100g
salt,iodine,2000,µg/100g
bread,iodine,3,µg/100g
oil,iodine,1,µg/100g
"""

CASES = (
    Case("A05", "needs.csv", "good", "god", 1, "good", "", "'god' (column 1)"),
    Case("A06", "rations.csv", "ration\npot", "ration,everywhr\npot,yes", 1, "everywhr", "", "'everywhere'"),
    Case("A06", "economy.toml", "currency", "currenzy", 2, "currenzy", "currenzy", "'currency'"),
    Case("A07", "stocks.csv", "closing", "opening", 1, "", "opening", "3 and 5"),
    Case("A08", "composition.csv", "bread,iodine,3,", "bread,iodine,3,5,", 5, "", "", "5 cells"),
    Case("B01", "needs.csv", "2100", '"12,5"', 2, "amount", "12,5", "12.5"),
    Case("B01", "needs.csv", "2100", "1_000", 2, "amount", "1_000"),
    Case("B01", "routes.csv", "yes", "maybe", 2, "both_ways", "maybe"),
    Case("B01", "routes.csv", "0.01", "15%", 2, "loss", "15%", "0.15"),
    Case("B01", "needs.csv", "100,,2", "100,,1.5", 3, "tier", "1.5", "whole"),
    Case("B01", "goods.csv", "salt,kg,food,,1,", "salt,kg,food,,1,never", 3, "disposal", "never", "free"),
    Case("B02", "activity_goods.csv", "-0.2", "", 3, "amount", "", "Write 0"),
    Case("B02", "activity_goods.csv", "-0.2", "NaN", 3, "amount", "NaN"),
    Case("B02", "supplies.csv", "30,,day", "30,,", 7, "per", "", "day, period or horizon"),
    Case("B02", "needs.csv", "2100", "", 2, "amount"),
    Case("B02", "economy.toml", 'currency = "coin"', "", 2, "paid_in", "", "currency", "supplies.csv"),
    Case("B03", "stocks.csv", "9000", "inf", 2, "capacity", "inf", "blank"),
    Case("B04", "needs.csv", "2100", "-40", 2, "amount", "-40", "negative"),
    Case("B04", "people.csv", "1000", "-1000", 2, "people", "-1000"),
    Case("B05", "route_goods.csv", "3", "-3", 2, "amount", "-3", "negative"),
    Case("B06", "routes.csv", "0.01", "15", 2, "loss", "15", "0.15"),
    Case("B06", "places.csv", "36,37", "36,370", 3, "longitude", "370"),
    Case("B06", "needs.csv", "100,,2", "100,,13", 3, "tier", "13"),
    Case("B07", "supplies.csv", "900,,day", "900,901,day", 2, "at_least", "901", "900"),
    Case("B09", "stocks.csv", "2000,9000", "1e24,", 2, "opening", "1e+24", "1e15"),
    Case("B09", "stocks.csv", "2000,9000", "1e999,", 2, "opening", "1e999", "scale"),
    Case("B10", "activity_goods.csv", "-0.05", "-4e-10", 4, "amount", "-4e-10", "1e-9"),
    Case("B11", "activities.csv", "20,,,", "20,,2031-13-01,", 4, "from", "2031-13-01", "12"),
    Case("B11", "activities.csv", "20,,,", "20,,2031-01-09,2031-01-08", 4, "until", "2031-01-08", "never"),
    Case("B11", "economy.toml", "2031-01-01", '"2031-02-30"', 5, "calendar.start", "2031-02-30"),
    Case("B11", "economy.toml", "periods = 4", "periods = 0", 6, "calendar.periods"),
    Case("B12", "activity_goods.csv", "", "bake,flour,-2,kg\n", 8, "activity", "bake", "Row 2"),
    Case("B12", "activities.csv", "", "bake,*,900,,,\n", 5, "activity", "bake", "Row 2"),
    Case(
        "B13",
        "activity_goods.csv",
        "press,oil,1,L\n",
        "",
        4,
        "activity",
        "press",
        "makes nothing",
        "activities.csv",
    ),
    Case("B14", "activity_goods.csv", "bread,1,", "bread,1.3,", 2, "activity", "bake", "1.3 kg"),
    Case(
        "B14", "composition.csv", "salt,iodine,2000,", "salt,iodine,360000000,", 4, "amount", "", "own mass"
    ),
    Case("B15", "activities.csv", "20,,,", "20,,2032-01-01,", 4, "from", "2032-01-01", "2031-01-29"),
    Case("B15", "losses.csv", "2031-01-09", "2032-01-09", 2, "on", "2032-01-09", "no effect"),
    Case("B15", "activities.csv", "20,,,", "20,,,2030-12-01", 4, "until", "2030-12-01", "2031-01-01"),
    Case("C01", "activity_goods.csv", "bake,flour", "bake,flower", 2, "good", "flower", "'flour'"),
    Case("C01", "people.csv", "pot", "kettle", 2, "ration", "kettle", "rations"),
    Case("C01", "routes.csv", "bread;grain", "bread;gran", 2, "carries", "", "'grain'"),
    Case("C01", "supplies.csv", "900,,day", "900,,dai", 2, "per", "dai", "'day'"),
    Case("C01", "limit_terms.csv", "good=bread", "good=bred", 2, "selector", "", "'bread'"),
    Case("C01", "economy.toml", '"coin"', '"con"', 2, "currency", "con", "'coin'"),
    Case("C02", "goods.csv", "", "Flour,kg,good,,1,,\n", 12, "good", "Flour", "case"),
    Case("C03", "goods.csv", "", '"a\nb",kg,good,,1,,\n', 12, "good", "a\\nb", "line break"),
    Case("C03", "goods.csv", "", f"{'x' * 201},kg,good,,1,,\n", 12, "good", "", "200"),
    Case(
        "C04",
        "supplies.csv",
        "grid,power,,500,,day,,\n",
        "",
        3,
        "good",
        "power",
        "provides",
        "activity_goods.csv",
    ),
    Case(
        "C05",
        "composition.csv",
        _OILY,
        "salt,iodine,2000,µg/100g\nbread,iodine,3,µg/100g\n",
        4,
        "activity",
        "press",
        "",
        "activities.csv",
    ),
    Case("C06", "places.csv", "land,The land,", "land,The land,north", 2, "parent", "north", "circle"),
    Case("C10", "limits.csv", "", "nothing,,3,,day\n", 3, "limit", "nothing", "terms"),
    Case("C11", "limit_terms.csv", "route: route", "rout: route", 2, "selector", "", "'rout'"),
    Case("C11", "limit_terms.csv", "good=bread", "good", 2, "selector", "", "column=value"),
    Case("C12", "routes.csv", "bread;grain", "bread;labour", 2, "carries", "", "mass"),
    Case("C13", "stocks.csv", "", "power,north,5,,0\n", 3, "place", "north", "pooled"),
    Case("C14", "supplies.csv", "500,,day,,", "500,,day,2,", 4, "price", "2", "'coin'"),
    Case(
        "C14", "goods.csv", "power,kWh,service,,,", "power,kWh,service,,,0.5", 8, "disposal", "0.5", "'coin'"
    ),
    Case("C15", "needs.csv", "100,,2,", "100,,2,land", 3, "place", "land", "people"),
    Case("C16", "losses.csv", "flour,north", "flour,south", 2, "place", "south", "no store"),
    Case(
        "C17",
        "equipment.csv",
        "oven,,8",
        "oven,north,8",
        2,
        "equipment",
        "oven",
        "'south'",
        where="equipment_use.csv",
    ),
    Case("D01", "goods.csv", "salt,kg", "salt,tn", 3, "unit", "tn", "short_ton"),
    Case("D01", "activity_goods.csv", "-0.2,kWh", "-0.2,kVh", 3, "unit", "kVh", "kWh"),
    Case("D02", "activity_goods.csv", "-0.2,kWh", "-0.2,t", 3, "unit", "t", "kWh"),
    Case("D02", "goods.csv", "salt,kg,food,,1", "salt,kg,food,,1000", 3, "mass", "1000", "1 kg"),
    Case(
        "D03", "activity_goods.csv", "press,labour,-0.1,h", "press,labour,-0.1,", 6, "unit", "", "same good"
    ),
    Case("D04", "composition.csv", "salt,iodine,2000,", "salt,iodine,1000000,", 4, "amount", "", "iodine"),
    Case(
        "D04", "composition.csv", "salt,iodine,2000,", "salt,iodine,200000,", 4, "amount", "", "person-days"
    ),
    Case(
        "D05",
        "supplies.csv",
        "hands,labour,*,800,",
        "hands,labour,north,800000,",
        3,
        "at_most",
        "800000",
        "24",
    ),
    Case(
        "D06",
        "economy.toml",
        "periods = 4\ndays = 7",
        "lengths = [28, 31]",
        2,
        "per",
        "period",
        "28 to 31",
        "limits.csv",
    ),
    Case("D07", "activity_goods.csv", "-0.2,kWh", "-0.2,°C", 3, "unit", "°C", "zero"),
    Case("D08", "activity_goods.csv", "bake,labour,-0.05,h\n", "bake,labour,-1e12,h\n", 6, "amount", ""),
)
"""Code, broken input, expected place."""
