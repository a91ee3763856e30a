"""``sweep.toml``: what it says, and every fault at once."""

import pytest

import commonweal as cw
from commonweal.sweep.design_file import design_of, read_design
from commonweal.sweep.distributions import quantile

CELL = "supplies:supply=goats, place=hill:at_most"
MILK = {"name": "milk", "cell": CELL, "by": "factor", "range": [0.5, 1.0]}
BELL = {"name": "x", "cell": CELL, "distribution": "normal", "mean": 1}


def codes(given):
    with pytest.raises(cw.DataError) as refused:
        design_of(given)
    return [(found.code, found.column.rpartition(" ")[2]) for found in refused.value.findings]


def test_a_cell_is_a_change_of_its_table():
    changes = design_of({"parameters": [MILK]}).changes({"milk": 0.5})
    assert [(c.do, c.table, c.where, c.column, c.value) for c in changes] == [
        ("scale", "supplies", "supply=goats, place=hill", "at_most", 0.5)
    ]


def test_placeholders_are_values_alone_and_text_inside_text():
    change = {"do": "loss", "table": "routes", "where": "route={road}", "value": 0.5, "from": "{day}"}
    given = [
        {"name": "road", "values": ["high-road", "cart-track"], "change": change | {"from": "2031-03-10"}},
        {"name": "share", "range": [0, 1], "change": change | {"where": "", "value": "{share}", "from": ""}},
    ]
    changes = design_of({"parameters": given}).changes({"road": "cart-track", "share": 0.25})
    assert [(change.where, change.value) for change in changes] == [("route=cart-track", 0.5), ("", 0.25)]
    assert [change.because for change in changes] == ["road: cart-track", "share: 0.25"]


def test_alternatives_have_changes_of_their_own():
    convoy = {"do": "aid", "where": "supply=common-purse", "value": 10}
    design = design_of({"parameters": [{"name": "aid", "alternatives": {"none": [], "more": [convoy]}}]})
    assert design.parameters[0].values == ("none", "more")
    assert design.changes({"aid": "none"}) == ()
    assert design.changes({"aid": "more"})[0].do == "aid"


def test_every_fault_is_told_at_once_with_its_place(tmp_path):
    file = tmp_path / "sweep.toml"
    file.write_text(
        'designs = "grid"\ncount = 3\n\n[[parameters]]\nname = "milk"\ncell = "goats"\nrange = [2, 1]\n\n'
        '[[parameters]]\nname = "key"\nvalues = [1]\nchange = { do = "clsoe" }\n'
    )
    with pytest.raises(cw.DataError) as refused:
        read_design(file)
    places = {(found.code, found.row, found.column) for found in refused.value.findings}
    assert places == {
        ("A06", 1, "designs"),
        ("S02", 2, "count"),
        ("B01", 6, "cell"),
        ("B07", 7, "range"),
        ("C03", 10, "name"),
    }
    assert all(found.why and found.remedy and found.file == "sweep.toml" for found in refused.value.findings)


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"design": "grids"}, ("C01", "design")),
        ({"design": "sobol", "count": 12}, ("B06", "count")),
        ({"design": "sobol"}, ("A05", "count")),
        ({"design": "list"}, ("A05", "points")),
        ({"rule": "fair"}, ("C01", "rule")),
        ({"measures": ["places"]}, ("C01", "measures")),
        ({"time_limit": 0}, ("B06", "time_limit")),
        ({"seed": -1}, ("B01", "seed")),
        ({"parameters": []}, ("A05", "parameters")),
        ({"parameters": [MILK, MILK]}, ("C02", "parameters")),
        ({"parameters": [MILK | {"values": [1]}]}, ("A07", "range")),
        ({"parameters": [MILK | {"change": {}}]}, ("A07", "cell")),
        ({"parameters": [MILK | {"choice": True}]}, ("S02", "choice")),
        ({"parameters": [MILK | {"by": "half"}]}, ("C01", "by")),
        ({"parameters": [BELL]}, ("A05", "deviation")),
        ({"parameters": [BELL | {"deviation": -1}]}, ("B07", "distribution")),
        ({"parameters": [{"name": "x", "values": ["a"], "alternatives": {"b": []}}]}, ("C01", "values")),
    ],
)  # fmt: skip
def test_a_fault_is_found(more, fault):
    assert fault in codes({"parameters": [MILK]} | more)


def test_faults_of_changes_are_those_of_scenarios():
    change = {"do": "close", "table": "roads"}
    assert ("C01", "table") in codes({"parameters": [{"name": "x", "values": [1], "change": change}]})


def test_a_grid_that_nobody_could_plan_is_refused():
    many = [MILK | {"name": f"x{number}", "steps": 100} for number in range(5)]
    assert ("B09", "design") in codes({"parameters": many})


def test_points_of_a_list_come_from_a_csv(tmp_path):
    (tmp_path / "points.csv").write_text("milk,aid\n0.5,none\n1,1\n")
    aid = {"name": "aid", "alternatives": {"none": [], "1": []}}
    given = {"design": "list", "points": "points.csv", "parameters": [MILK, aid]}
    assert design_of(given, folder=tmp_path).points == (
        {"milk": 0.5, "aid": "none"},
        {"milk": 1.0, "aid": "1"},
    )
    (tmp_path / "points.csv").write_text("milk,ald\n0.5,none\n")
    with pytest.raises(cw.DataError, match="Did you mean 'aid'"):
        design_of(given, folder=tmp_path)


@pytest.mark.parametrize(
    "shape",
    [
        {"distribution": "uniform", "least": 1, "most": 3},
        {"distribution": "triangular", "least": 1, "likely": 2, "most": 3},
        {"distribution": "normal", "mean": 2, "deviation": 0.3},
        {"distribution": "lognormal", "mean": 2, "deviation": 0.3},
    ],
)
def test_quantiles_rise_and_the_half_is_near_the_middle(shape):
    parameter = design_of({"parameters": [{"name": "x", "cell": CELL, **shape}]}).parameters[0]
    values = [quantile(parameter, share / 20) for share in range(21)]
    assert values == sorted(values)
    assert values[10] == pytest.approx(2.0, abs=0.05)


def test_bells_keep_to_their_bounds():
    shape = {"distribution": "normal", "mean": 2, "deviation": 5, "least": 0, "most": 3}
    parameter = design_of({"parameters": [{"name": "x", "cell": CELL, **shape}]}).parameters[0]
    assert quantile(parameter, 0.0) == pytest.approx(0.0, abs=1e-9)
    assert quantile(parameter, 1.0) == pytest.approx(3.0, abs=1e-9)
