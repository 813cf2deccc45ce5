"""May this figure be published? The rules, the assumption register, evidence grades and optimism bias."""

from sroi.assurance.check import RULES, check, findings_of
from sroi.assurance.codes import finding_codes
from sroi.assurance.findings import Finding, Findings, Waived
from sroi.assurance.optimism import CapitalBounds, CorrectionTable, capital_bounds, read_corrections
from sroi.assurance.reference_class import Distribution, ReferenceClass, Standing, reference_class
from sroi.assurance.register import Assumption, Register, assumption_register, dead_inputs
from sroi.assurance.rule import Rule
from sroi.assurance.telling import standings

__all__ = [
    "RULES",
    "Assumption",
    "CapitalBounds",
    "CorrectionTable",
    "Distribution",
    "Finding",
    "Findings",
    "ReferenceClass",
    "Register",
    "Rule",
    "Standing",
    "Waived",
    "assumption_register",
    "capital_bounds",
    "check",
    "dead_inputs",
    "finding_codes",
    "findings_of",
    "read_corrections",
    "reference_class",
    "standings",
]
