from __future__ import annotations

from collections import Counter

from reader.tagging.sampling import Sample


def drawn(seed: int, count: int = 3, hits: int = 20) -> Sample:
    sample = Sample(count, seed)
    for number in range(hits):
        sample.add(f"a:{number}", 2, 4, "road" if number % 4 else "bridge", "p/r", f"前文{number:02}后文")
    return sample


def test_all_are_counted_and_a_few_kept_in_order() -> None:
    sample = drawn(1)
    assert sample.labels == {"road": 15, "bridge": 5}
    assert sample.rules == {("road", "p/r"): 15, ("bridge", "p/r"): 5}
    hits = sample.hits("road")
    assert len({hit.place for hit in hits}) == 3
    assert [hit.text for hit in hits] == sorted(hit.text for hit in hits)
    assert (hits[0].before, hits[0].after) == ("前文", "后文")
    assert len(drawn(1, count=99).hits("bridge")) == 5
    assert sample.hits("none") == []


def test_a_seed_draws_the_same_whatever_other_labels_do() -> None:
    assert drawn(7).hits("road") == drawn(7).hits("road")
    alone = Sample(3, 7)
    for number in range(20):
        if number % 4:
            alone.add(f"a:{number}", 2, 4, "road", "p/r", f"前文{number:02}后文")
    assert alone.hits("road") == drawn(7).hits("road")
    assert len({tuple(hit.place for hit in drawn(seed).hits("road")) for seed in range(9)}) > 1


def test_every_hit_has_the_same_chance() -> None:
    counts = Counter(hit.place for seed in range(600) for hit in drawn(seed, count=5, hits=20).hits("road"))
    assert len(counts) == 15
    assert max(counts.values()) < 1.5 * min(counts.values())  # 200 each on average; the seeds are fixed
