"""`pizhu learn`: a model from what people decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli.context import PATH, Settings, database_option, pass_settings, say
from reader.errors import UsageError
from reader.files import replacing_bytes
from reader.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.tagging.model import Lesson, Model


@click.command("learn")
@click.argument("gold", type=PATH, required=False, metavar="[GOLD.jsonl]")
@click.option("-o", "--output", type=PATH, required=True, metavar="FILE", help=N_("Where the model goes."))
@click.option("--name", metavar="NAME", help=N_("What the model is called in origins. Default: the file's name."))
@click.option("--texts", type=PATH, metavar="FOLDER", help=N_("With a gold file: its documents. Default: beside it."))
@database_option
@pass_settings
def command(settings: Settings, gold: Path | None, output: Path, name: str | None, texts: Path | None) -> None:
    """Learn from decisions: train a model that suggests what people would mark.

    It learns from paragraphs that people have worked over: where someone has accepted or rejected something in the
    paragraph, or someone who has decided anything in the document has read it; and no suggestion in it is open any
    more. There, what is accepted is marked and all else is not. So decide all suggestions of a paragraph, and mark
    what is missing. What pizhu tag --accept accepted is no decision: it counts once such a person has read the
    paragraph. With a gold file, from every paragraph of its documents instead.

    Then: pizhu tag --model FILE. The same decisions give the same model; learn again when there are more. It needs
    pip install 'pizhu[learn]'.
    """
    called = name or output.name.partition(".")[0]
    if not called or "/" in called:
        raise UsageError(_("{name}: no name for a model.").format(name=called), _("Give one with --name."))
    if gold is not None:
        _write(output, _train(_from_gold(settings, gold, texts or gold.parent), called))
    elif texts is not None:
        raise UsageError(_("--texts goes with a gold file."))
    else:
        with settings.desk() as desk:
            from reader.tagging.lessons import library_lessons

            _write(output, _train(library_lessons(desk.library), called))


def _train(lessons: Iterator[Lesson], name: str) -> Model:
    from reader.tagging.model import train

    return train(lessons, name, lambda label: say(_("Learning {label} …").format(label=label)))


def _from_gold(settings: Settings, gold: Path, folder: Path) -> Iterator[Lesson]:
    from reader.cli.gold import gold_documents, read_gold_file
    from reader.tagging.lessons import gold_lessons

    spans = read_gold_file(gold)
    documents = gold_documents(settings, folder, spans)
    return gold_lessons(spans, {name: document.text for name, document in documents.items()})


def _write(output: Path, model: Model) -> None:
    content = model.to_bytes()
    with replacing_bytes(output) as stream:
        stream.write(content)
    counts = ", ".join(f"{label} {count:,}" for label, count in sorted(model.annotations.items()))
    say(
        _("{file}: learned from {paragraphs} paragraphs ({counts}); {size} KB, data {digest}.").format(
            file=output,
            paragraphs=f"{model.paragraphs:,}",
            counts=counts,
            size=f"{len(content) // 1024:,}",
            digest=model.data[:12],
        )
    )
