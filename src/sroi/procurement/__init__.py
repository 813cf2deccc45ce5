"""Social value in buying: tenders scored in the open, winners that hold, promises followed to delivery."""

from sroi.procurement.agreements import Agreement, Consideration, Promise, award
from sroi.procurement.bid_tables import read_bids
from sroi.procurement.bids import Answer, Bid, Commitment
from sroi.procurement.delivery import Status, against_consideration, by, kpi_notice, status
from sroi.procurement.flags import Flag, tender_flags
from sroi.procurement.flips import Flip, ProxySwitch
from sroi.procurement.form import write_bid_form
from sroi.procurement.ledger import Donation, Entry, Held, Ledger, read_entries
from sroi.procurement.reading import read_agreement, read_bid, read_rules, read_tender
from sroi.procurement.review import Reviewed, annual_review, published_contracts, published_transfers
from sroi.procurement.robustness import PointPrice, Robustness, robustness
from sroi.procurement.rules import Rules, rules_of
from sroi.procurement.scoring import BidScore, Line, Scores, score
from sroi.procurement.tenders import Band, Lot, Scoring, Tender, TenderMeasure, Weights
from sroi.procurement.worth import Worth, case_of, worths

__all__ = [
    "Agreement",
    "Answer",
    "Band",
    "Bid",
    "BidScore",
    "Commitment",
    "Consideration",
    "Donation",
    "Entry",
    "Flag",
    "Flip",
    "Held",
    "Ledger",
    "Line",
    "Lot",
    "PointPrice",
    "Promise",
    "ProxySwitch",
    "Reviewed",
    "Robustness",
    "Rules",
    "Scores",
    "Scoring",
    "Status",
    "Tender",
    "TenderMeasure",
    "Weights",
    "Worth",
    "against_consideration",
    "annual_review",
    "award",
    "by",
    "case_of",
    "kpi_notice",
    "published_contracts",
    "published_transfers",
    "read_agreement",
    "read_bid",
    "read_bids",
    "read_entries",
    "read_rules",
    "read_tender",
    "robustness",
    "rules_of",
    "score",
    "status",
    "tender_flags",
    "worths",
    "write_bid_form",
]
