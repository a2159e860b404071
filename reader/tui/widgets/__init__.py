"""Widgets draw and report; they decide nothing and never see the database."""
