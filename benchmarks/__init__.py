"""What measures: ratios in one run, each beside its floor or a peer. README.md here tells how to run it."""
