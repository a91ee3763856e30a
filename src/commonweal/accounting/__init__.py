"""Accounts of an observed table: who works for whom, and what things cost in work."""

from commonweal.accounting.accounts import Accounts, accounts
from commonweal.accounting.plan_prices import PriceGap, values_against_prices

__all__ = ["Accounts", "PriceGap", "accounts", "values_against_prices"]
