"""Finds, reads, checks and picks proxies, frameworks and indices."""

from sroi.catalogue import indices
from sroi.catalogue.arithmetic import evaluate, names_in
from sroi.catalogue.edition import edition
from sroi.catalogue.folder import data_folder
from sroi.catalogue.store import Catalogue, load, match, uprate

__all__ = ["Catalogue", "data_folder", "edition", "evaluate", "indices", "load", "match", "names_in", "uprate"]
