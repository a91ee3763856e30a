"""Small tables in each layout of our own readers, as texts of files; and how to lay them down."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import xlsxwriter

SYMMETRIC = {
    "table.toml": 'name = "Two sectors"\nyear = 2031\ncurrency = "EUR"\nscale = 1e6\nsource = "made up"\n',
    "flows.csv": "sector,title,A,B\nA,Farms,150,500\nB,Mills,200,100\n",
    "final_demand.csv": "sector,households,exports\nA,300,50\nB,1500,200\n",
    "gross_output.csv": "sector,gross_output\nB,2000\nA,1000\n",
    "value_added.csv": "name,unit,kind,A,B\nwages,EUR,,400,900\nprofit,,surplus,250,500\n",
    "labour.csv": "sector,hours [h],skilled [person]\nA,3000,2\nB,5000,4\n",
    "capital.csv": "name,A,B\nmachines,900,4000\n",
    "satellites.csv": "name,unit,A,B,households\nCO2,t,10,40,5\nwater use,m3,7,0,1\n",
}
"""Miller and Blair, chapter 2, with rows beside it."""

TWO_REGIONS = {
    "flows.csv": "sector,N.a,N.b,S.a,S.b\nN.a,1,2,0,1\nN.b,2,1,1,0\nS.a,0,0,3,1\nS.b,1,0,1,2\n",
    "final_demand.csv": "sector,N.f1,N.f5,S.f1,S.f4\nN.a,5,1,0,0\nN.b,6,0,0,0\nS.a,0,0,4,2\nS.b,0,0,6,0\n",
    "gross_output.csv": "sector,gross_output\nN.a,10\nN.b,10\nS.a,10\nS.b,10\n",
    "people.csv": "region,people\nN,100\nS,50\n",
}

PLAIN = {
    "table.toml": 'currency = "EUR"\nscale = 1e3\nregion = "DEU"\nprices = "purchasers"\n',
    "supply.csv": "industry,title,bread,flour,bran\nbakery,Bakeries,100,0,0\nmill,Mills,0,40,10\n",
    "use.csv": "product,title,bakery,mill\nflour,Flour,50,0\nbread,Bread,0,1\nbran,,0,2\n",
    "final_demand.csv": "product,CONS_h,EXP\nflour,10,0\nbread,119,0\nbran,0,8\n",
    "value_added.csv": "name,kind,bakery,mill\nwages,compensation,30,20\nrest,surplus,20,27\n",
    "imports.csv": "product,imports\nflour,20\nbread,0\nbran,0\n",
    "margins.csv": "product,margins\nflour,0\nbread,15\nbran,0\n",
    "taxes.csv": "product,taxes\nflour,0\nbread,5\nbran,0\n",
    "people.csv": "region,people\nDEU,1000\n",
}

ONE_SHEET = """\
label,farms,works,homes,total,households,exports,total use
farms,10,20,5,35,60,5,100
works,30,40,10,80,100,20,200
homes,5,15,5,25,25,0,50
total,45,75,20,140,185,25,350
imports,5,25,0,30,15,0,45
wages,30,60,20,110,0,0,110
operating surplus,20,40,10,70,0,0,70
gross output,100,200,50,350,200,25,575
employment [1000 person],3,4,1,8,0,0,8
"""

BEA = {
    "make.csv": """\
industry,11,21,Used,Total Industry Output
11,90.0,10.0,0.0,100.0
21,0.0,50.0,1.0,50.0
Total Commodity Output,90.0,60.0,1.0,150.0
""",
    "use.csv": """\
commodity,11,21,Total Intermediate,F010,F02E,F050,F06C,Total Final Uses (GDP),Total Commodity Output
11,20.0,10.0,30.0,50.0,10.0,-5.0,6.0,61.0,90.0
21,30.0,5.0,35.0,30.0,0.0,-9.0,4.0,25.0,60.0
Used,0.0,1.0,1.0,-2.0,0.0,2.0,0.0,0.0,1.0
Total Intermediate,50.0,16.0,66.0,0.0,0.0,0.0,0.0,0.0,0.0
V001,30.0,20.0,50.0,0.0,0.0,0.0,0.0,0.0,0.0
V002,5.0,4.0,9.0,0.0,0.0,0.0,0.0,0.0,0.0
V003,14.0,11.0,25.0,0.0,0.0,0.0,0.0,0.0,0.0
Total Value Added,49.0,35.0,84.0,0.0,0.0,0.0,0.0,0.0,0.0
Total Industry Output,100.0,50.0,150.0,0.0,0.0,0.0,0.0,0.0,0.0
""",
}

NIOT = """\
Year,Code,Description,Origin,A01,C10-C12,CONS_h,CONS_np,CONS_g,GFCF,INVEN,EXP,GO
,,,,Crops,Food,Households,,,,,,
2014,A01,Crops,Domestic,10,40,20,0,0,5,-1,26,100
2014,C10-C12,Food,Domestic,5,20,150,1,2,0,0,22,200
2014,A01,Crops,Imports,2,30,6,0,0,0,0,0,38
2014,C10-C12,Food,Imports,1,10,4,0,0,0,0,0,15
2014,II_fob,Total,TOT,18,100,180,1,2,5,-1,48,353
2014,TXSP,Taxes,TOT,2,10,8,0,0,0,0,0,20
2014,VA,Value added,TOT,80,90,0,0,0,0,0,0,170
2014,GO,Output,TOT,100,200,0,0,0,0,0,0,300
2013,A01,Crops,Domestic,1,1,1,0,0,0,0,0,3
"""

SEA_WIDE = """\
description,code,COMP,EMP,EMPE,GO,H_EMPE,K,VA
Crops,A01,15,4,2,50,3,120,40
Food,C10-C12,30,2,2,100,4,60,45
"""
"""In a currency of which one is worth two of the table's."""

WORLD = """\
IndustryCode,IndustryDescription,Country,RNr,Year,AUS1,AUS2,ROW1,ROW2,AUS3,AUS4,ROW3,ROW4,TOT
A01,Crops,AUS,1,2014,1,2,0,1,5,0,1,0,10
B,Mining,AUS,2,2014,2,1,1,0,6,0,0,0,10
A01,Crops,ROW,1,2014,0,0,3,1,0,0,4,2,10
B,Mining,ROW,2,2014,1,0,1,2,0,0,6,0,10
II_fob,Total,TOT,65,2014,4,3,5,4,11,0,11,2,40
TXSP,Taxes,TOT,66,2014,1,0,0,1,1,0,0,0,3
VA,Value added,TOT,70,2014,5,7,5,5,0,0,0,0,22
GO,Output,TOT,73,2014,10,10,10,10,0,0,0,0,40
"""

WORLD_SHEET = """\
Intercountry Input-Output Table,,,,,,,,,,,,
"43 countries, in current prices",,,,,,,,,,,,
(industry-by-industry),,,,A01,B,A01,B,CONS_h,CONS_np,CONS_h,CONS_np,GO
(millions of US$),,,,Crops,Mining,Crops,Mining,Households,NPISH,Households,NPISH,Output
,,,,AUS,AUS,ROW,ROW,AUS,AUS,ROW,ROW,TOT
,,,,c1,c2,c1,c2,c3,c4,c3,c4,c62
A01,Crops,AUS,r1,1,2,0,1,5,0,1,0,10
B,Mining,AUS,r2,2,1,1,0,6,0,0,0,10
A01,Crops,ROW,r1,0,0,3,1,0,0,4,2,10
B,Mining,ROW,r2,1,0,1,2,0,0,6,0,10
II_fob,Total,TOT,r65,4,3,5,4,11,0,11,2,40
TXSP,Taxes,TOT,r66,1,0,0,1,1,0,0,0,3
VA,Value added,TOT,r70,5,7,5,5,0,0,0,0,22
GO,Output,TOT,r73,10,10,10,10,0,0,0,0,40
"""
"""The same as its Excel sheet is laid out."""

SEA_LONG = """\
country,variable,description,code,2013,2014
AUS,EMP,Crops,A01,1,2
AUS,EMP,Mining,B,1,3
AUS,EMPE,Crops,A01,1,1
AUS,EMPE,Mining,B,1,3
AUS,H_EMPE,Crops,A01,1,2
AUS,H_EMPE,Mining,B,1,6
AUS,COMP,Crops,A01,1,4
AUS,COMP,Mining,B,1,8
AUS,VA,Crops,A01,1,10
AUS,VA,Mining,B,1,14
AUS,GO,Crops,A01,1,20
AUS,GO,Mining,B,1,20
AUS,K,Crops,A01,1,60
AUS,K,Mining,B,1,80
AUS,GO_PI,Mining,B,1,99
"""

FIGARO = """\
rowLabels,AR_A01,AR_A02,FIGW1_A01,FIGW1_A02,AR_P3_S13,AR_P3_S14,AR_P51G,FIGW1_P3_S14,FIGW1_P5M
AR_A01,1,2,0,1,0,5,0,1,0
AR_A02,2,1,1,0,0,6,0,0,0
FIGW1_A01,0,0,3,1,1,0,0,3,2
FIGW1_A02,1,0,1,2,0,0,0,6,0
W2_D21X31,1,0,0,1,0,1,0,0,0
W2_OP_RES,0,0,0,0,0,2,0,0,0
W2_OP_NRES,0,0,0,0,0,-1,0,0,0
W2_D1,3,4,3,3,0,0,0,0,0
W2_D29X39,0,1,0,0,0,0,0,0,0
W2_B2A3G,2,2,2,2,0,0,0,0,0
"""

FIGARO_SUPPLY = """\
rowLabels,AR_A02,AR_A01
AR_CPA_A01,2,9
AR_CPA_A02,8,0
"""

FIGARO_USE = """\
rowLabels,AR_A01,AR_A02,AR_P3_S14,AR_P5M
AR_CPA_A01,1,2,8,0
AR_CPA_A02,2,1,4,1
W2_D1,4,5,0,0
W2_B2A3G,2,2,0,0
"""


def laid(folder: Path, files: Mapping[str, str]) -> Path:
    """A folder that holds these files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def as_workbook(path: Path, files: Mapping[str, str]) -> Path:
    """A workbook with a sheet for each CSV file, numbers as numbers."""
    with xlsxwriter.Workbook(path) as book:
        for name, text in files.items():
            sheet = book.add_worksheet(name.removesuffix(".csv"))
            for at, line in enumerate(text.splitlines()):
                for column, cell in enumerate(line.split(",")):
                    sheet.write(at, column, _typed(cell))
    return path


def _typed(cell: str) -> str | float:
    try:
        return float(cell)
    except ValueError:
        return cell
