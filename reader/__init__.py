"""Pizhu: read and annotate Chinese documents in a terminal, in either script, with exact spans."""

__version__ = "0.1.0"
