"""Sectors and regions as the table observed them that an economy was built from."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from scipy import sparse

from commonweal.accounting.labour import labour_rows, one_labour
from commonweal.inputoutput.tables import Floats, InputOutput, SupplyUse
from commonweal.inputoutput.transformations import symmetric
from commonweal.model import Economy
from commonweal.show.industry.facts import Facts, told
from commonweal.show.picture.told import titles_of

__all__ = ["industry_of_economy", "industry_of_table"]


def industry_of_table(table: SupplyUse) -> dict[str, Any]:
    """Output, labour and flows of an observed year, sector by sector as industries sell (model D)."""
    flat = symmetric(table)
    source = flat.provenance
    labels, scale = flat.sectors, source.scale
    work = labour_rows(flat.labour)
    labour = one_labour(work) if len(work) else np.zeros(len(flat.output))
    titles = {name: labels.title(at) for at, name in reversed(list(enumerate(labels.names)))}
    made = pl.DataFrame(
        {
            "sector": list(labels.names),
            "region": list(labels.regions),
            "output": flat.output * scale,
            "labour": labour,
        }
    )
    facts = Facts(
        basis="table",
        title=source.name,
        year=source.year or None,
        unit=source.currency,
        labour_unit=work.units[0] if len(work) else "",
        regions_unit=source.currency,
        sectors={name: {"en": titles[name]} for name in labels.distinct_names},
        regions={region: {"en": region or source.name} for region in labels.distinct_regions},
        people=dict(flat.people),
        made=made,
        between_sectors=_joined(flat, labels.names, labels.distinct_names),
        between_regions=_joined(flat, labels.regions, labels.distinct_regions),
        work=_work(flat),
    )
    return told(facts)


def industry_of_economy(economy: Economy) -> dict[str, Any]:
    """Sectors and regions of an economy that was built from no table: only what they are called."""
    activities = economy["activities"]["activity"].drop_nulls().unique(maintain_order=True)
    facts = Facts(
        basis="none",
        title=economy.settings.name,
        sectors={name: {"en": name} for name in activities},
        regions=titles_of(economy["places"]),
    )
    return told(facts)


def _joined(flat: InputOutput, of_sector: tuple[str, ...], names: tuple[str, ...]) -> pl.DataFrame:
    """What the uses within the table come to between groups of sectors."""
    number = {name: position for position, name in enumerate(names)}
    member = sparse.csr_array(
        (np.ones(len(of_sector)), ([number[name] for name in of_sector], range(len(of_sector)))),
        shape=(len(names), len(of_sector)),
    )
    sums: Floats = np.asarray((member @ flat.flows) @ member.T) * flat.provenance.scale
    source, target = np.nonzero(sums)
    return pl.DataFrame(
        {
            "source": [names[at] for at in source],
            "target": [names[at] for at in target],
            "amount": sums[source, target],
        },
        schema={"source": pl.String, "target": pl.String, "amount": pl.Float64},
    )


def _work(flat: InputOutput) -> pl.DataFrame:
    """Labour by region and kind; a table observes what is used, not what there is."""
    work = labour_rows(flat.labour)
    frames = [
        pl.DataFrame({"region": list(flat.sectors.regions), "used": work.by_industry[row]})
        .group_by("region", maintain_order=True)
        .agg(pl.col("used").sum())
        .select("region", kind=pl.lit(name), used="used", available=pl.lit(None, dtype=pl.Float64))
        for row, name in enumerate(work.names)
    ]
    return pl.concat([Facts("table", "", {}, {}).work, *frames])
