"""Money put into a local economy: five figures that share one label, each on its own and never added.

A cash inflow · B local retention (LM3) · C net additional effect · D input-output · E volunteer labour.
The plain functions take numbers and give a number; :func:`evaluate` takes the ``local_economy`` block of a
case and gives figures that carry their area, price year and method.
"""

from sroi.local_economy.areas import by_area
from sroi.local_economy.evaluation import evaluate
from sroi.local_economy.figures import LocalFigure, LocalResult
from sroi.local_economy.flow_table import read_flows
from sroi.local_economy.flows import Classified, classified, classify, inflow, leverage, retained
from sroi.local_economy.guards import numerator_part
from sroi.local_economy.hours import volunteering
from sroi.local_economy.ledger import spending_rounds
from sroi.local_economy.multipliers import input_output
from sroi.local_economy.net_effect import additionality
from sroi.local_economy.places import in_places
from sroi.local_economy.rounds import RoundLine, Rounds, lm3, lm3_figures, rounds
from sroi.local_economy.supply_chain import Reading, Slice, SupplyChain, supply_chain, two_readings
from sroi.local_economy.switching import FirstPound, Switch, first_pound, switch
from sroi.local_economy.uprating import at_prices
from sroi.model.local_economy import (
    AreaRates,
    Flow,
    GrossImpact,
    LocalEconomy,
    LocalLine,
    Output,
    Reference,
    Spend,
    Spending,
    VolunteerHours,
)

__all__ = [
    "AreaRates",
    "Classified",
    "FirstPound",
    "Flow",
    "GrossImpact",
    "LocalEconomy",
    "LocalFigure",
    "LocalLine",
    "LocalResult",
    "Output",
    "Reading",
    "Reference",
    "RoundLine",
    "Rounds",
    "Slice",
    "Spend",
    "Spending",
    "SupplyChain",
    "Switch",
    "VolunteerHours",
    "additionality",
    "at_prices",
    "by_area",
    "classified",
    "classify",
    "evaluate",
    "first_pound",
    "in_places",
    "inflow",
    "input_output",
    "leverage",
    "lm3",
    "lm3_figures",
    "numerator_part",
    "read_flows",
    "retained",
    "rounds",
    "spending_rounds",
    "supply_chain",
    "switch",
    "two_readings",
    "volunteering",
]
