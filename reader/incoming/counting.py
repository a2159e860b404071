"""Owns how a file of annotations counts: found by comparing what it says of each place with what stands there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.annotations.offsets import ALL, SHIFTED, UNITS, USUAL, Counting, Trial, Unit
from reader.annotations.sources.format import MarkedDocument
from reader.errors import InputError
from reader.text.display import safe_line
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.annotations.offsets import Failure
    from reader.annotations.sources.format import Mark

_LOOKED_AT = 1000  # claims that are looked at to tell what is wrong with a file
_SHOWN = 40  # code points of a passage in a message


@dataclass(frozen=True, slots=True)
class Judged:
    """How a file counts, and a sentence for the person where it is not as documented or not sure."""

    counting: Counting
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judge:
    """Tries ways of counting on a file.

    `read` reads it from its beginning; `text_of` gives a document's text as the file counts it, or None where there
    is none to compare with.
    """

    documented: Unit
    read: Callable[[], Iterable[MarkedDocument | InputError]]
    text_of: Callable[[MarkedDocument], str | None]

    def judge(self, forced: Counting | None = None) -> Judged:
        """The way of counting that fits all claims of a file.

        Raises InputError, with the first claim that does not fit, where none does, and where two fit that mean
        different passages and neither is the documented one.
        """
        own = Counting(self.documented)
        if forced is not None:
            trial = self._try([forced])
            if trial.fitting:
                return Judged(forced)
            raise self._refusal(
                forced, trial.failures[forced], _("It was told to count {counting}.").format(counting=forced)
            )
        trial = self._try(dict.fromkeys([own, *USUAL]))
        if trial.unproved:
            trial = self._try(dict.fromkeys([own, *(one for one in UNITS if one.unit is not Unit.BYTES)]))
        if not trial.fitting and trial.unproved < trial.claims:
            trial = self._try(dict.fromkeys([own, *ALL]))
            self._refuse_doubt(trial)
        if not trial.fitting:
            raise self._diagnosis(own, trial.failures[own])
        return Judged(trial.fitting[0], _note(trial, own))

    def _refuse_doubt(self, trial: Trial) -> None:
        different = [one for one in trial.fitting if not trial.agree(one, trial.fitting[0])]
        if different and trial.fitting[0] != next(iter(trial.fitted)):
            raise InputError(
                _("its offsets fit as {one}, and as {other} too, which means other passages.").format(
                    one=trial.fitting[0], other=different[0]
                ),
                _("Say which with --offsets."),
            )

    def _try(self, countings: Iterable[Counting]) -> Trial:
        trial = Trial(countings)
        for text, marks in self._claims():
            trial.see(text, marks)
            if not trial.fitting:
                break
        return trial

    def _claims(self) -> Iterator[tuple[str, list[Mark]]]:
        for marked in self.read():
            if isinstance(marked, MarkedDocument):
                marks = [mark for mark in marked.marks if mark.parts]
                text = self.text_of(marked) if marks else None
                if text is not None:
                    yield text, marks

    def _diagnosis(self, own: Counting, failure: Failure) -> InputError:
        """What is wrong with a file that nothing fits: which claim breaks, and whether its ends are counted otherwise."""
        trial = Trial(dict.fromkeys([own, *ALL, *SHIFTED]), thorough=True)
        for text, marks in self._sample():
            trial.see(text, marks)
        shifted = [one for one in trial.fitting if one in SHIFTED]
        if shifted and trial.unproved < trial.claims:
            return self._refusal(
                own,
                failure,
                _("All would fit counted as {counting}: if that is meant, say --offsets {counting}.").format(
                    counting=shifted[0]
                ),
            )
        best = max((one for one in trial.fitted if one not in SHIFTED), key=lambda one: trial.fitted[one])
        return self._refusal(
            best,
            trial.failures.get(best, failure),
            _("No way of counting fits all; {best} fits {fitted} of {claims}. Is it the same text?").format(
                best=best, fitted=trial.fitted[best], claims=trial.claims
            ),
        )

    def _sample(self) -> Iterator[tuple[str, list[Mark]]]:
        """The first claims, those about one text together."""
        texts: dict[str, list[Mark]] = {}
        count = 0
        for text, marks in self._claims():
            texts.setdefault(text, []).extend(marks)
            count += len(marks)
            if count >= _LOOKED_AT:
                break
        return iter(texts.items())

    def _refusal(self, counting: Counting, failure: Failure, why: str) -> InputError:
        mark: Mark = failure.claim  # type: ignore[assignment] # all claims here are marks
        where = " ".join(f"{start}-{end}" for start, end in mark.parts)
        if failure.found is None:
            what = _("{where} counted as {counting} is no place in the text").format(where=where, counting=counting)
        else:
            what = _("at {where}, counted as {counting}, stands “{found}”").format(
                where=where, counting=counting, found=brief(failure.found)
            )
        if mark.text is not None:
            what = _("{what}; the file says “{said}”").format(what=what, said=brief(mark.text))
        return InputError(
            _("{place}: {document}: {what}.").format(place=mark.place, document=self._document_of(mark), what=what),
            _("{why} Nothing of this file was taken.").format(why=why),
        )

    def _document_of(self, mark: Mark) -> str:
        """The name of the document a mark is on, as the file has it."""
        for marked in self.read():
            if isinstance(marked, MarkedDocument) and mark in marked.marks:
                return brief(marked.names[0]) if marked.names else _("the document")
        return _("the document")


def _note(trial: Trial, own: Counting) -> str:
    """What to tell of a way of counting that fits: that it is not the documented one, or that another fits too."""
    chosen = trial.fitting[0]
    other = next((one for one in trial.fitting if not trial.agree(one, chosen)), None)
    if trial.unproved and other is not None:
        return _(
            "it does not say which words it means, so that its offsets cannot be checked: they were taken as {chosen}; "
            "counted as {other} they mean other passages. Look at some, or say --offsets."
        ).format(chosen=chosen, other=other)
    if other is not None:
        return _("its offsets were taken as {chosen}, though {other} fits too.").format(chosen=chosen, other=other)
    if chosen != own:
        return _("its offsets count {chosen}.").format(chosen=chosen)
    return ""


def brief(text: str) -> str:
    """A passage as a message shows it: one line, of some characters."""
    line = safe_line(text.replace("\n", "⏎"))
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
