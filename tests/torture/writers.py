"""Many annotators write into one library at once: nothing lost, nothing doubled, nobody told of a lock."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from reader.desk import Desk
from reader.documents.model import Document
from reader.library import Library
from reader.text.spans import Span
from tests.torture.wholeness import assert_whole

if TYPE_CHECKING:
    from pathlib import Path


def write_at_once(folder: Path, writers: int, each: int) -> str:
    """Starts so many processes that annotate so often each, while a tagger runs over the same; what was counted."""
    path = folder / "library.db"
    with Library(path) as library:
        desk = Desk(library, "lin")
        text = "全市推行制度，办结率由71.5%提高到93.8%。\n" * (each + 1)
        desk.library.documents.add(Document("a.txt", text, digest="a"), desk.now())
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.torture.writers", str(path), f"writer {number}", str(each)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(writers)
    ]
    tagger = subprocess.run(
        [sys.executable, "-m", "reader", "--db", str(path), "tag"], capture_output=True, text=True, check=False
    )
    assert tagger.returncode == 0, tagger.stderr
    made: list[str] = []
    for program in programs:
        out, complaints = program.communicate()
        assert program.returncode == 0, complaints
        assert complaints == ""
        ids = json.loads(out)
        assert len(ids) == each
        made += ids
    assert_whole(path)
    with Library(path) as library:
        kept = [mark.id for mark in library.annotations.of_document(1) if mark.origin == "human"]
    assert sorted(kept) == sorted(made), "lost or doubled"
    assert len(set(made)) == writers * each
    return f"{writers} writers × {each:,} annotations beside a tagger: {len(kept):,} kept, none lost, none doubled."


def main() -> None:
    """One writer: annotates the same place of each line, tells the ids."""
    path, name, each = sys.argv[1:]
    from pathlib import Path

    with Library(Path(path)) as library:
        desk = Desk(library, name)
        line = len("全市推行制度，办结率由71.5%提高到93.8%。\n")
        ids = [desk.annotate(1, Span(n * line, n * line + 6), "policy").annotation.id for n in range(int(each))]
    sys.stdout.write(json.dumps(ids))


if __name__ == "__main__":
    main()
