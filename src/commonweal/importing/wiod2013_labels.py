"""What the codes of WIOD 2013 stand for: 35 industries (ISIC Rev. 3 / NACE 1) and five final users."""

from __future__ import annotations

__all__ = ["FINAL_TITLES", "INDUSTRY_TITLES"]

INDUSTRY_TITLES = {
    "AtB": "Agriculture, hunting, forestry and fishing",
    "C": "Mining and quarrying",
    "15t16": "Food, beverages and tobacco",
    "17t18": "Textiles and textile products",
    "19": "Leather and footwear",
    "20": "Wood and products of wood and cork",
    "21t22": "Pulp, paper, printing and publishing",
    "23": "Coke, refined petroleum and nuclear fuel",
    "24": "Chemicals and chemical products",
    "25": "Rubber and plastics",
    "26": "Other non-metallic mineral products",
    "27t28": "Basic metals and fabricated metal",
    "29": "Machinery, not elsewhere classified",
    "30t33": "Electrical and optical equipment",
    "34t35": "Transport equipment",
    "36t37": "Manufacturing, not elsewhere classified; recycling",
    "E": "Electricity, gas and water supply",
    "F": "Construction",
    "50": "Sale, maintenance and repair of motor vehicles; retail sale of fuel",
    "51": "Wholesale trade, except of motor vehicles",
    "52": "Retail trade, except of motor vehicles; repair of household goods",
    "H": "Hotels and restaurants",
    "60": "Inland transport",
    "61": "Water transport",
    "62": "Air transport",
    "63": "Supporting transport activities; travel agencies",
    "64": "Post and telecommunications",
    "J": "Financial intermediation",
    "70": "Real estate activities",
    "71t74": "Renting of machinery and equipment, other business activities",
    "L": "Public administration and defence; compulsory social security",
    "M": "Education",
    "N": "Health and social work",
    "O": "Other community, social and personal services",
    "P": "Private households with employed persons",
}

FINAL_TITLES = {
    "c37": "Final consumption expenditure by households",
    "c38": "Final consumption expenditure by non-profit organisations serving households",
    "c39": "Final consumption expenditure by government",
    "c41": "Gross fixed capital formation",
    "c42": "Changes in inventories and valuables",
}
