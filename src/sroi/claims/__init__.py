"""Figures as they are claimed in print: read, written, reproduced and rebuilt."""

from sroi.claims.gathered import Headline, headlines
from sroi.claims.ratios import PrintedRatio, parse_ratio
from sroi.claims.reconstruct import Reconstruction, reconstruct
from sroi.claims.reproduce import Comparison, Reproduction, reproduce

__all__ = [
    "Comparison",
    "Headline",
    "PrintedRatio",
    "Reconstruction",
    "Reproduction",
    "headlines",
    "parse_ratio",
    "reconstruct",
    "reproduce",
]
