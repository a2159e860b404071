.PHONY: bench torture fuzz walk
bench:
	python3 -m benchmarks

torture:
	python3 -m tests.torture kills && python3 -m tests.torture writers

fuzz:
	python3 -m tests.fuzzing --seconds 600

walk:
	python3 -m tests.tui.walk --steps 5000
