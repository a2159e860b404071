"""Coverage-guided fuzzing: `python -m tests.fuzzing`. The targets run in the suite too, over their seeds and findings."""
