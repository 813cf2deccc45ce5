"""How sure a figure is: ranges, tornado, switching values, simulation, and which number to find out more about."""

from sroi.uncertainty.distribution import Estimate, Note, Simulation
from sroi.uncertainty.exact import Moments, exact_moments
from sroi.uncertainty.side_by_side import Grid, SideBySide, side_by_side, two_way
from sroi.uncertainty.simulation import simulate
from sroi.uncertainty.sobol import Index, Sobol, sobol, sobol_of
from sroi.uncertainty.switching import SwitchingValue, SwitchingValues, switching_values
from sroi.uncertainty.tornado import Bar, Tornado, tornado

__all__ = [
    "Bar",
    "Estimate",
    "Grid",
    "Index",
    "Moments",
    "Note",
    "SideBySide",
    "Simulation",
    "Sobol",
    "SwitchingValue",
    "SwitchingValues",
    "Tornado",
    "exact_moments",
    "side_by_side",
    "simulate",
    "sobol",
    "sobol_of",
    "switching_values",
    "tornado",
    "two_way",
]
