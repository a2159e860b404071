"""Annotations: what one is, and what can be said of several together."""
