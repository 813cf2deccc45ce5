"""Figures as they are claimed in print: read, written and reproduced."""

from sroi.claims.ratios import parse_ratio
from sroi.claims.reproduce import Comparison, Reproduction, reproduce

__all__ = ["Comparison", "Reproduction", "parse_ratio", "reproduce"]
