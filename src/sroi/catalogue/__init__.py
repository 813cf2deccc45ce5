"""Finds, reads, checks and picks proxies, frameworks and indices."""

from sroi.catalogue import indices
from sroi.catalogue.arithmetic import evaluate, names_in
from sroi.catalogue.edition import edition
from sroi.catalogue.folder import data_folder
from sroi.catalogue.found import Found
from sroi.catalogue.frameworks import read_framework
from sroi.catalogue.importing import gmca_layout, import_table
from sroi.catalogue.lists import for_measure, search, select
from sroi.catalogue.store import Catalogue, load, match, uprate

__all__ = [
    "Catalogue",
    "Found",
    "data_folder",
    "edition",
    "evaluate",
    "for_measure",
    "gmca_layout",
    "import_table",
    "indices",
    "load",
    "match",
    "names_in",
    "read_framework",
    "search",
    "select",
    "uprate",
]
