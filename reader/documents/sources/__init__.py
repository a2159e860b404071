"""One file an input format, one registry."""
