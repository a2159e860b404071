.PHONY: bench
bench:
	python3 -m benchmarks
