"""Scenarios: what might happen to an economy, applied to its tables and undone again."""

from commonweal.scenario.applied import Applied, Made
from commonweal.scenario.applying import apply
from commonweal.scenario.chain import chain, turns, until_end_of
from commonweal.scenario.checking import check_all

__all__ = ["Applied", "Made", "apply", "chain", "check_all", "turns", "until_end_of"]
