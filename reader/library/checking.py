"""Whether everything in a library is as it should be, and what can be put right without losing anything.

This is the order in which things are looked at, and how far; what is looked at stands in table_checks.py,
document_checks.py and annotation_checks.py, and what a repair does in mending.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.annotation_checks import AnnotationChecks
from reader.library.database import writing
from reader.library.document_checks import DocumentChecks
from reader.library.documents import Documents
from reader.library.mending import Mender
from reader.library.problems import Problem
from reader.library.table_checks import TableChecks
from reader.library.versions import Versions
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from reader.documents.model import Entry


class Checker:
    """Looks through one library."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._documents = Documents(database)
        self._mender = Mender(database)
        self._of_tables = TableChecks(database, self._mender)
        self._of_documents = DocumentChecks(database, self._mender)
        self._of_annotations = AnnotationChecks(database, Versions(database, self._documents), self._mender)

    def problems(self) -> Iterator[Problem]:
        """What is wrong: the file, its tables, references, texts and what is made from them, quotes, the history."""
        verdicts = self._database.conn.execute("pragma integrity_check").fetchall()
        damage = [verdict for (verdict,) in verdicts if verdict != "ok"]
        yield from map(self._damage, damage)
        if damage:
            return  # what a damaged file answers is not to be built on
        schema = list(self._of_tables.schema())
        yield from schema
        if any(problem.mend is None for problem in schema):
            return  # nor what stands in other tables
        yield from self._of_tables.orphans()
        for entry in self._documents.entries():
            yield from self._document(entry)
        yield from self._of_annotations.untold()

    def mend(self, problems: list[Problem], at: str) -> int:
        """Puts right what can be, all in one transaction; how many."""
        mended = 0
        with writing(self._database):
            for problem in problems:
                if problem.mend is not None:
                    problem.mend(at)
                    mended += 1
        return mended

    def _damage(self, verdict: str) -> Problem:
        if "index" in verdict and "row" in verdict:
            return Problem(
                _("The file is damaged: {verdict}.").format(verdict=verdict),
                _("make the indexes anew"),
                lambda _at: self._mender.run("reindex"),
            )
        return Problem(
            _("The file is damaged: {verdict}. Put a backup in its place: pizhu restore.").format(verdict=verdict)
        )

    def _document(self, entry: Entry) -> Iterator[Problem]:
        if missing := list(self._of_documents.text(entry)):
            yield from missing
            return
        text = self._documents.text(entry.id)
        yield from self._of_documents.made_of(entry, text)
        yield from self._of_annotations.placed(entry, text)
        yield from self._of_documents.around(entry)
        yield from self._of_annotations.waiting(entry)
