"""Tagging by rules: from a text to suggested spans, the same on a keystroke and on a cluster."""
