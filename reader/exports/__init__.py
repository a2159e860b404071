"""Exports: one file a format, one registry."""
