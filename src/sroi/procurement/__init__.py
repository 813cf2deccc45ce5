"""Social value in buying: tenders scored in the open, winners that hold, promises followed to delivery."""

from sroi.procurement.agreements import Agreement, Consideration, Promise, award
from sroi.procurement.bids import Answer, Bid, Commitment
from sroi.procurement.reading import read_agreement, read_bid, read_rules, read_tender
from sroi.procurement.robustness import Robustness, robustness
from sroi.procurement.rules import Rules, rules_of
from sroi.procurement.scoring import BidScore, Line, Scores, score
from sroi.procurement.tables import read_bids
from sroi.procurement.tenders import Lot, Scoring, Tender, TenderMeasure, Weights
from sroi.procurement.worth import case_of, worths

__all__ = [
    "Agreement",
    "Answer",
    "Bid",
    "BidScore",
    "Commitment",
    "Consideration",
    "Line",
    "Lot",
    "Promise",
    "Robustness",
    "Rules",
    "Scores",
    "Scoring",
    "Tender",
    "TenderMeasure",
    "Weights",
    "award",
    "case_of",
    "read_agreement",
    "read_bid",
    "read_bids",
    "read_rules",
    "read_tender",
    "robustness",
    "rules_of",
    "score",
    "worths",
]
