"""Examples of the messages that screens draw from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["PICTURES"]

_TITLES = {"en": "Bread", "ar": "خبز"}
_TABLE = {
    "name": "needs",
    "meanings": {"en": "what one person of a group needs", "ar": "ما يحتاجه شخص واحد من مجموعة"},
    "required": True,
    "key": ["group", "place", "good", "tier"],
    "dated": True,
    "unit_column": True,
    "extra_prefixes": [],
    "columns": [
        {
            "name": "amount",
            "kind": "number",
            "meanings": {"en": "How much.", "ar": "كم."},
            "units": {"en": "unit of the good per person and day", "ar": "وحدة السلعة للشخص في اليوم"},
            "required": False,
            "refers_to": "",
            "choices": [],
            "at_least": 0.0,
            "above": None,
            "at_most": None,
            "star": False,
            "measured_in": "{good}",
        }
    ],
}
_WORD = {
    "name": "limit",
    "meanings": {
        "en": "An amount is at most the value; what is less stays.",
        "ar": "لا تزيد كمية على القيمة؛ وما هو أقل يبقى.",
    },
    "plain": False,
    "tables": ["routes"],
    "table": "",
    "columns": {"routes": ["capacity"]},
    "default_columns": {"routes": "capacity"},
    "value": "number",
    "default_value": None,
    "at_least": 0.0,
    "at_most": None,
    "takes_where": True,
    "takes_values": False,
    "dates": {"routes": "both"},
}
_PICTURE = {
    "form": 1,
    "title": {"en": "A valley, a hill and a town"},
    "scenario": "",
    "rule": "leximin",
    "quality": "verified",
    "certificate": {"primal": 0.0, "dual": 0.0, "gap": 0.0, "cells": 0.0, "aims": 0.0},
    "effort_name": "labour",
    "effort": 420.5,
    "effort_unit": "h",
    "periods": [{"start": "2031-03-03", "days": 7}],
    "groups": [{"name": "residents", "titles": {"en": "residents"}}],
    "goods": [{"name": "bread", "titles": _TITLES, "unit": "kg", "kind": "food"}],
    "needs": [{"good": 0, "tier": 1}],
    "places": [
        {
            "name": name,
            "titles": {"en": name.title()},
            "parent": None,
            "longitude": longitude,
            "latitude": 46.5,
            "code": "",
            "code_system": "",
            "people": people,
        }
        for name, longitude, people in (("valley", 7.1, 500.0), ("hill", 7.2, 120.0))
    ],
    "routes": [
        {
            "name": "cart-track",
            "titles": {"en": "cart-track"},
            "from_place": 0,
            "to_place": 1,
            "mode": "track",
            "both_ways": True,
            "capacity": 0.4,
        }
    ],
    "supplies": [{"name": "carts", "titles": {"en": "carts"}, "good": 0, "place": None}],
    "activities": [{"name": "bake", "titles": {"en": "bake"}}],
    "aims": [{"name": "tier 1", "tier": 1, "value": 0.7, "unit": "share"}],
    "headline": {
        "in_need": 620.0,
        "targeted": 620.0,
        "reached": 500.0,
        "in_need_by_period": [620.0],
        "targeted_by_period": [620.0],
        "reached_by_period": [500.0],
    },
    "tiers": [{"tier": 1, "people": 620.0, "people_fully_covered": 500.0, "mean": 0.94, "lowest": 1}],
    "cells": {
        "place": [0, 1],
        "group": [0, 0],
        "need": [0, 0],
        "first": [0, 0],
        "n_periods": [1, 1],
        "people": [500.0, 120.0],
        "wanted": [1750.0, 420.0],
        "delivered": [1750.0, 294.0],
        "coverage": [1.0, 0.7],
    },
    "flows": {
        "route": [0],
        "back": [False],
        "good": [0],
        "period": [0],
        "tonnes": [0.3],
        "sent": [300.0],
        "arrived": [294.0],
    },
    "room": {"route": [0], "period": [0], "tonnes": [2.8]},
    "closed": [
        {
            "kind": "route",
            "name": "cart-track",
            "position": 0,
            "place": None,
            "first": 0,
            "n_periods": 1,
            "start": "2031-03-08",
            "until": None,
            "because": "A second landslide on the track",
            "claimed_by": "the road-warden",
            "source": "assumed",
        }
    ],
    "stocks": {"good": [0], "place": [0], "period": [0], "stock": [12.0]},
    "supplied": {"supply": [0], "period": [0], "amount": [2044.0], "cost": [0.0], "paid_in": [None]},
    "levels": {"activity": [0], "place": [0], "period": [0], "level": [2044.0]},
    "prices": {"good": [0], "place": [1], "period": [0], "price": [0.0024], "of": [1], "aim": [0]},
    "binding": {
        "kind": ["route"],
        "name": ["cart-track"],
        "position": [0],
        "back": [False],
        "place": [None],
        "good": [None],
        "period": [0],
        "used": [2.8],
        "at_most": [2.8],
        "unit": ["t"],
        "price": [0.35],
        "aim": [0],
    },
}

PICTURES: Mapping[str, Any] = {
    "Picture": _PICTURE,
    "Sankey": {
        "good": "bread",
        "titles": _TITLES,
        "unit": "kg",
        "goods": ["bread"],
        "start": "2031-03-03",
        "until": "2031-03-10",
        "total": 300.0,
        "nodes": [
            {"kind": "made", "name": "bake", "titles": {}, "column": 0, "amount": 300.0},
            {"kind": "place", "name": "valley", "titles": {"en": "Valley"}, "column": 1, "amount": 300.0},
            {"kind": "eaten", "name": "residents", "titles": {}, "column": 2, "amount": 300.0},
        ],
        "links": [
            {"source": 0, "target": 1, "amount": 300.0, "routes": [], "back": False},
            {"source": 1, "target": 2, "amount": 300.0, "routes": [], "back": False},
        ],
    },
    "Industry": {
        "basis": "table",
        "title": "Wheat and cloth",
        "year": 2000,
        "unit": "USD",
        "labour_unit": "h",
        "regions_unit": "USD",
        "n_sectors": 1,
        "n_regions": 1,
        "sectors": [{"name": "wheat", "titles": {"en": "Wheat"}, "unit": "USD", "members": 1}],
        "regions": [
            {
                "name": "SYR",
                "titles": {"en": "Syria"},
                "members": 1,
                "country": "760",
                "people": 22000000.0,
                "coverage": None,
            }
        ],
        "made": {"sector": [0], "region": [0], "output": [200.0], "labour": [80.0]},
        "between_sectors": {"source": [0], "target": [0], "amount": [50.0]},
        "between_regions": {"source": [0], "target": [0], "amount": [50.0]},
        "work": {"region": [0], "kind": ["labour"], "used": [80.0], "available": [None]},
    },
    "TablesDescribed": {"tables": [_TABLE]},
    "WordsDescribed": {"words": [_WORD], "confidences": ["confirmed", "reported"], "blank": "(blank)"},
    "Shapes": {
        "type": "FeatureCollection",
        "note": "Boundaries are Natural Earth's; showing them takes no position on any of them.",
        "source": "Natural Earth, public domain",
        "features": [
            {
                "type": "Feature",
                "properties": {"code_system": "ISO 3166-2", "code": "SY-DI", "name": "Damascus"},
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[36.3, 33.4], [36.3, 33.5], [36.4, 33.5], [36.3, 33.4]]],
                },
            }
        ],
    },
}
"""By the name of the message."""
