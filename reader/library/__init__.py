"""The library: the only home of SQL."""
