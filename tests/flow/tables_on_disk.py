"""A small table of two countries as CSV files, as people would type them."""

import csv

from unit.accounting.small_world import world

__all__ = ["CURRENCY", "written"]

CURRENCY = 'currency = "USD"\nname = "Two countries"\nyear = 2011\nsource = "made up"\n'


def written(folder, **changes):
    """Write the table in the layout ``symmetric``; cells by (file, row, column) may be changed."""
    table = world()
    folder.mkdir()
    texts = table.products.texts
    users = [f"{region}.{name}" for region, name in zip(table.final.regions, ("f1", "f4") * 2, strict=True)]
    rows(folder / "flows.csv", texts, texts, table.use)
    rows(folder / "final_demand.csv", texts, users, table.final_demand)
    rows(folder / "gross_output.csv", texts, ["gross_output"], table.industry_output[:, None])
    with (folder / "people.csv").open("w", newline="") as opened:
        csv.writer(opened).writerows([("region", "people"), ("north", 100), ("south", 160)])
    with (folder / "final_kinds.csv").open("w", newline="") as opened:
        csv.writer(opened).writerows([("category", "kind"), ("f1", "household"), ("f4", "investment")])
    (folder / "table.toml").write_text(CURRENCY)
    return folder


def rows(path, labels, headings, figures):
    """One file: a row a label."""
    with path.open("w", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["sector", *headings])
        writer.writerows([label, *row] for label, row in zip(labels, figures.tolist(), strict=True))
