.PHONY: bench torture fuzz walk

# The environment of the README, where it is there.
PYTHON ?= $(firstword $(wildcard .venv/bin/python) python3)

# make bench SLATE=… RAY=… names further interpreters: one that has slate-nlp, one that has pizhu[ray].
bench:
	$(PYTHON) -m benchmarks $(if $(SLATE),--slate $(SLATE)) $(if $(RAY),--ray $(RAY))

torture:
	$(PYTHON) -m tests.torture kills && $(PYTHON) -m tests.torture writers && $(PYTHON) -m tests.torture locks
	$(PYTHON) -m tests.torture states
	$(PYTHON) -m tests.hostile screens && $(PYTHON) -m tests.hostile large

fuzz:
	$(PYTHON) -m tests.fuzzing --seconds 600

walk:
	$(PYTHON) -m tests.tui.walk --steps 5000
