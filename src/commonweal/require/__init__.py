"""What it would take: the cheapest package of extra means that lifts coverage to a level."""

from commonweal.require.asking import require
from commonweal.require.offers import KINDS
from commonweal.require.requirement import Proof, Requirement

__all__ = ["KINDS", "Proof", "Requirement", "require"]
