"""`pizhu tag`: suggestions by rules, over the library or over files."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from reader.cli.context import PATH, Settings, library_options, pass_settings, say
from reader.cli.progress import Progress
from reader.cli.streams import writing
from reader.compression import writing_lines
from reader.documents.reading import Found, read_files
from reader.errors import InputError, ReaderError, UsageError
from reader.files import refuse_database
from reader.library.runs import RunCounts
from reader.processes import unbroken
from reader.tagging.batch import tag_library
from reader.tagging.inputs import find_inputs
from reader.tagging.rows import Row, read_rows
from reader.tagging.streams import resume, tag_rows
from reader.tagging.taggers import TaggerName
from reader.text.display import safe_line
from reader.translation import N_, _
from reader.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.annotations.changes import Change

DEFAULT_PACK = "zh-gov"


@dataclass(frozen=True, slots=True)
class FilesJob:
    """How files are tagged, and where to."""

    taggers: list[TaggerName]
    jobs: int
    output: Path | None
    text_field: str
    resume: bool


@click.command("tag")
@click.argument("paths", nargs=-1, type=PATH, metavar="[PATH…]")
@click.option(
    "--rules",
    multiple=True,
    metavar="PACK|FILE",
    help=_("A rule pack; more than one may be given. Default: {pack}.").format(pack=DEFAULT_PACK),
)
@click.option(
    "--tagger",
    "functions",
    multiple=True,
    metavar="MODULE:FUNCTION|NAME",
    help=N_("A Python function that tags, or a tagger that an installed package brings."),
)
@click.option(
    "--model",
    "models",
    type=PATH,
    multiple=True,
    metavar="FILE",
    help=N_("A model made by pizhu learn; it suggests where nothing of the label stands yet."),
)
@click.option("--accept", is_flag=True, help=N_("Accept what is found instead of suggesting it."))
@click.option("--dry-run", is_flag=True, help=N_("Say what would change, each on a line; change nothing."))
@click.option("--jobs", type=click.IntRange(1), default=1, metavar="N", help=N_("How many processes work."))
@click.option(
    "-o",
    "--output",
    "target",
    metavar="FILE|FOLDER/",
    help=N_("With paths: where to write; - is stdout, FOLDER/ a folder of shards."),
)
@click.option(
    "--text-field", default="text", metavar="NAME", help=N_("The field of JSON Lines or CSV that holds the text.")
)
@click.option("--ray", metavar="ADDRESS", help=N_("With -o FOLDER: work on this Ray cluster (auto, or HOST:PORT)."))
@click.option(
    "--shards",
    "suffix",
    type=click.Choice(["jsonl", "jsonl.gz", "jsonl.zst", "parquet"]),
    default="jsonl",
    help=N_("With -o FOLDER: what the files in it are."),
)
@click.option(
    "--shard-mb",
    type=click.FloatRange(min=0.001),
    default=8,
    metavar="N",
    help=N_("With -o FOLDER: the size of a shard."),
)
@click.option(
    "--document-seconds",
    type=click.FloatRange(min=0.1),
    default=300,
    metavar="N",
    help=N_("With -o FOLDER: how long one document may take."),
)
@click.option("--resume", "go_on", is_flag=True, help=N_("With -o: go on behind what an earlier run has written."))
@library_options
@pass_settings
def command(
    settings: Settings,
    paths: tuple[Path, ...],
    rules: tuple[str, ...],
    functions: tuple[str, ...],
    models: tuple[Path, ...],
    *,
    accept: bool,
    dry_run: bool,
    jobs: int,
    target: str | None,
    text_field: str,
    ray: str | None,
    suffix: str,
    shard_mb: float,
    document_seconds: float,
    go_on: bool,
) -> None:
    """Suggest annotations by rules.

    Without paths: in every document of the library, as suggestions for people to decide. What people decided is
    never touched, and the same rules twice change nothing. With paths: no library; each document, line of JSON
    Lines or row of CSV (.gz and .zst too) becomes a line of JSON with its "spans", in order; the path - is JSON Lines
    on stdin. With -o FOLDER/ the lines go into shards there, which --jobs processes or a Ray cluster share out; run
    again, the same command goes on where it was stopped.
    """
    taggers = [TaggerName(name) for name in rules] + [TaggerName(name, is_function=True) for name in functions]
    taggers += [TaggerName(str(path), is_model=True) for path in models]
    taggers = taggers or [TaggerName(DEFAULT_PACK)]
    output = None if target is None else Path(target)
    if paths:
        if accept or dry_run:
            raise UsageError(
                _("--accept and --dry-run are for the library."), _("Leave out the paths, or the options.")
            )
        if ray or (output is not None and (output.is_dir() or str(target).endswith("/"))):
            if output is None:
                raise UsageError(_("--ray needs -o FOLDER, which all machines see."))
            from reader.cli.tag_shards import ShardsJob, tag_into_folder

            asked = ShardsJob(
                taggers, output, f".{suffix}", text_field, jobs, ray, int(shard_mb * 1e6), document_seconds
            )
            tag_into_folder(settings, paths, asked)
            return
        _tag_files(settings, paths, FilesJob(taggers, jobs, output, text_field, go_on))
    elif output is not None or go_on:
        raise UsageError(_("-o needs paths to tag."), _("To write what is in the library, use pizhu export."))
    else:
        _tag_library(settings, taggers, accept=accept, jobs=jobs, dry_run=dry_run)


def _tag_library(settings: Settings, taggers: list[TaggerName], *, accept: bool, jobs: int, dry_run: bool) -> None:
    with settings.desk() as desk:
        planned: dict[int, list[Change]] = {}
        for tagger in taggers:
            total = RunCounts()
            left_out: Counter[str] = Counter()
            for done in tag_library(desk, tagger, accept=accept, jobs=jobs, dry_run=dry_run, planned=planned):
                if done.failure is not None:
                    settings.failed(done.failure)
                    continue
                for change in sorted(done.changes, key=lambda change: change.annotation.span):
                    click.echo(_change_line(done.name, change))
                warn_of_slow_rules(done.name, done.skipped)
                total += done.counts
                left_out.update(done.left_out)
            told = _(
                "{name}: {documents}; {added:,} added, {withdrawn:,} withdrawn, {changed:,} changed, {kept:,} as they were."
            )
            if dry_run:
                told = _(
                    "{name}: {documents}; {added:,} would be added, {withdrawn:,} would be withdrawn, "
                    "{changed:,} would be changed, {kept:,} as they were."
                )
            say(
                told.format(
                    name=tagger.name,
                    documents=plural(total.documents, "{count} document", "{count} documents"),
                    added=total.added,
                    withdrawn=total.withdrawn,
                    changed=total.changed,
                    kept=total.kept,
                )
            )
            for label, count in sorted(left_out.items()):
                say(_("{tagger}: {count:,} left out, for the label {label} was deleted; pizhu labels add {label} brings them.").format(
                    tagger=tagger.name, count=count, label=label
                ))  # fmt: skip


def _change_line(document: str, change: Change) -> str:
    """What would be added (+), withdrawn (-) or changed (~), and where."""
    sign = "+" if change.before is None else "-" if change.after is None else "~"
    changed = change.annotation
    rule = changed.origin.removeprefix("rule:")
    return safe_line(f"{sign} {document}:{changed.span.start}  {changed.label}  【{changed.quote}】  {rule}")


def _refuse_to_overwrite(paths: tuple[Path, ...], output: Path | None) -> None:
    """What is read line by line must not be written to meanwhile, and a library never."""
    if output is not None and output.exists():
        if output.is_file():
            refuse_database(output)
        for path in paths:
            if path.is_file() and path.samefile(output):
                raise UsageError(
                    _("{output}: this is what is to be tagged.").format(output=output), _("Name another file with -o.")
                )


def _tag_files(settings: Settings, paths: tuple[Path, ...], job: FilesJob) -> None:
    _refuse_to_overwrite(paths, job.output)
    rows = rows_of(paths, job.text_field, job.output)
    done = _go_past_what_is_done(settings, job, rows) if job.resume else 0
    lines = tag_rows(rows, job.taggers, text_field=job.text_field, jobs=job.jobs)
    # What cannot tag is told here, before anything that the target holds is written over.
    first = list(islice(lines, 1))
    written = failed = 0
    with _opened(job.output, append=bool(done)) as stream:
        progress = Progress(paths)
        try:
            for line in chain(first, lines):
                if line.error:
                    progress.clear()
                    settings.failed(InputError(line.error))
                warn_of_slow_rules(line.row.place, line.slow)
                with unbroken():
                    stream.write(line.json + "\n")
                written += 1
                failed += bool(line.error)
                progress.show(written, line.row)
        finally:
            # Whole lines only, whatever stops the work: --resume goes on behind them.
            with unbroken():
                stream.flush()
            progress.clear()
    say(_("{documents} tagged.").format(documents=plural(written - failed, "{count} document", "{count} documents")))
    if failed:
        say(_("Not tagged: {failed:,}; each has a line with its error.").format(failed=failed))


def rows_of(paths: tuple[Path, ...], text_field: str, output: Path | None = None) -> Iterator[Row]:
    """Whatever lies behind paths as rows: records of files that hold many, and documents; never what is written."""
    for found in find_inputs(paths, text_field, output):
        if isinstance(found, Path):
            yield from read_rows(found)
            continue
        for document in read_files([found]):
            place = str(found.path) if isinstance(found, Found) else ""
            yield Row(place if isinstance(document, InputError) else document.name, document)


def _go_past_what_is_done(settings: Settings, job: FilesJob, rows: Iterator[Row]) -> int:
    """How many lines the target has already; their rows are gone past, and the errors in them told again."""
    target = job.output
    if target is None or str(target) == "-":
        raise UsageError(_("--resume needs -o FILE, the file to go on with."))
    if not target.exists():
        return 0
    done, errors = resume(target, rows, job.taggers, text_field=job.text_field)
    for error in errors:
        settings.failed(InputError(error))
    say(
        _("{target}: going on behind {documents}.").format(
            target=target, documents=plural(done, "{count} document", "{count} documents")
        )
    )
    return done


@contextmanager
def _opened(target: Path | None, *, append: bool) -> Iterator[TextIO]:
    """Where the lines go."""
    if target is None or str(target) == "-":
        with writing(None) as stream:
            yield stream
        return
    try:
        with writing_lines(target, append=append) as stream:
            yield stream
    except OSError as error:
        raise ReaderError(f"{target}: {error.strerror or error}.", _("Choose another place with -o.")) from error


def warn_of_slow_rules(name: str, rules: Iterable[str]) -> None:
    """Tells which rules were left out in part of a document."""
    for rule in rules:
        say(
            _("{name}: rule {rule} ran out of time in a paragraph and was left out there.").format(name=name, rule=rule)
        )
