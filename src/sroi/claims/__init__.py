"""Figures as they are claimed in print: read, worded, reproduced, rebuilt, bounded, compared and verified."""

from sroi.claims.bound import Bounds, Contradiction, Interval, bound
from sroi.claims.compare import Bridge, MethodDifference, Span, compare, method_fingerprint, method_of
from sroi.claims.gathered import Headline, headlines
from sroi.claims.manifest import Difference, Manifest, Verification, manifest_of, read_manifest, verify
from sroi.claims.ratios import PrintedRatio, parse_ratio
from sroi.claims.reconstruct import Reconstruction, reconstruct
from sroi.claims.reproduce import Comparison, Reproduction, reproduce
from sroi.claims.wording import Claim, claim_of

__all__ = [
    "Bounds",
    "Bridge",
    "Claim",
    "Comparison",
    "Contradiction",
    "Difference",
    "Headline",
    "Interval",
    "Manifest",
    "MethodDifference",
    "PrintedRatio",
    "Reconstruction",
    "Reproduction",
    "Span",
    "Verification",
    "bound",
    "claim_of",
    "compare",
    "headlines",
    "manifest_of",
    "method_fingerprint",
    "method_of",
    "parse_ratio",
    "read_manifest",
    "reconstruct",
    "reproduce",
    "verify",
]
