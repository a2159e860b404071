"""Documents: what one is, and how files become one."""
