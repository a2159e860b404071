.PHONY: bench torture fuzz
bench:
	python3 -m benchmarks

torture:
	python3 -m tests.torture kills && python3 -m tests.torture writers && python3 -m tests.torture states
	python3 -m tests.hostile screens && python3 -m tests.hostile large

fuzz:
	python3 -m tests.fuzzing --seconds 600
