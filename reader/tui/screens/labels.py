"""The labels screen: what passages can be marked as; add, rename, recolour, order, delete, load and save."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.widgets import Static

from reader.annotations.label_sets import label_set, load_label_set
from reader.annotations.model import COLOURS, Label
from reader.errors import ReaderError
from reader.files import replacing
from reader.translation import _
from reader.tui.bindings import LABELS
from reader.tui.commands import bindings_of, in_force
from reader.tui.layout import shorten
from reader.tui.screens.asking import ChoiceScreen, LabelScreen, PathScreen
from reader.tui.screens.labelling import Labelling
from reader.tui.screens.menu import Item, MenuScreen
from reader.tui.themes import hue_of
from reader.tui.widgets.bars import FootLine, HeadLine
from reader.tui.widgets.label_list import LabelList, Part
from reader.tui.widgets.lines import Heading
from reader.tui.widgets.path_input import path_of
from reader.wording import colour_in_words, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.geometry import Offset


_KEY = "digit"  # stands in the menu for the ten commands on digits
_MENU = (
    "label.edit", "label.add", "label.delete", "",
    _KEY, "colour.next", "colour.previous", "label.up", "label.down", "",
    "history.undo", "history.redo", "", "labels.load", "labels.save",
)  # fmt: skip
"""The commands of the menu, by their ids; rules between them."""


class LabelsScreen(Labelling):
    """All labels, in their order."""

    BINDINGS = bindings_of(LABELS)
    CSS_PATH: ClassVar = ["hues.tcss", "labels.tcss"]
    AUTO_FOCUS = "#labels"
    COMMANDS_OF: ClassVar = LABELS

    def compose(self) -> ComposeResult:
        """Head, columns, list, foot."""
        rows = LabelList(id="labels")
        yield HeadLine(id="head")
        yield Heading(rows)
        yield Static(_("No labels: a adds one, l loads a label set from a file."), id="empty", markup=False)
        yield rows
        yield FootLine(in_force(LABELS, self.app.settings.keys), id="foot")

    def on_screen_resume(self) -> None:
        """Shows the labels as they are now."""
        self._show()
        self._count()

    # Moving

    def action_move(self, steps: int) -> None:
        """Next or previous label."""
        self.rows.move_to(self.rows.cursor + steps)
        self._tell("")

    def action_move_page(self, pages: int) -> None:
        """Next or previous page."""
        self.action_move(pages * self.rows.page_rows)

    def action_move_to(self, index: int) -> None:
        """The first or the last label."""
        self.rows.move_to(index if index >= 0 else self.rows.row_count - 1)
        self._tell("")

    # Changing

    @on(LabelList.Chosen)
    @work
    async def action_edit(self) -> None:
        """Asks for what is to be said of the label under the cursor."""
        here = self._here
        if here is None:
            return
        wanted: list[Label] = []

        async def keep(label: Label) -> None:
            await self._write(lambda desk: desk.edit_label(here.label.name, label))
            wanted.append(label)

        if await self.app.push_screen_wait(LabelScreen(_("Label"), here.label, keep)):
            name = wanted[-1].name.strip()
            self._do(lambda: None, _("{name}: kept").format(name=name), name)

    @work
    async def action_add(self) -> None:
        """Asks for a new label, with the first digit and colour that no other has."""
        labels = [count.label for count in self.rows.counts]
        keys = {label.key for label in labels}
        hues = {hue_of(label.colour, label.position) for label in labels}
        free = Label(
            "",
            colour=next((colour for colour in COLOURS if colour not in hues), ""),
            key=next((key for key in "123456789" if key not in keys), ""),
        )
        wanted: list[Label] = []

        async def keep(label: Label) -> None:
            await self._write(lambda desk: desk.add_label(label))
            wanted.append(label)

        if await self.app.push_screen_wait(LabelScreen(_("New label"), free, keep)):
            name = wanted[-1].name.strip()
            self._do(lambda: None, _("{name}: added").format(name=name), name)

    def action_set_key(self, key: str) -> None:
        """Gives the label under the cursor a digit, and takes it from the label that had it."""
        here = self._here
        if here is not None:
            name = here.label.name
            told = _("{name}: key {key}").format(name=name, key=key) if key else _("{name}: no key").format(name=name)
            self._do(lambda: self.desk.edit_label(name, replace(here.label, key=key)), told, name)

    def action_colour(self, steps: int) -> None:
        """Gives the label under the cursor the next colour."""
        here = self._here
        if here is not None:
            name = here.label.name
            at = COLOURS.index(hue_of(here.label.colour, here.label.position))
            colour = COLOURS[(at + steps) % len(COLOURS)]
            told = _("{name}: {colour}").format(name=name, colour=colour_in_words(colour))
            self._do(lambda: self.desk.edit_label(name, replace(here.label, colour=colour)), told, name)

    def action_place(self, steps: int) -> None:
        """Moves the label under the cursor up or down."""
        here = self._here
        place = self.rows.cursor + 1 + steps
        if here is not None and 1 <= place <= len(self.rows.counts):
            name = here.label.name
            told = _("{name}: in place {place}").format(name=name, place=place)
            self._do(lambda: self.desk.place_label(name, place), told, name)

    @work
    async def action_delete(self) -> None:
        """Deletes the label under the cursor; one with annotations only when it is said where they go."""
        here = self._here
        if here is None:
            return
        name = here.label.name
        marked = self.desk.library.labels.used(name)
        moved_to = ""
        if marked:
            others = [count.label for count in self.rows.counts if count.label.name != name]
            if not others:
                self._tell(_("{name} has annotations, and there is no other label for them.").format(name=name))
                return
            marks = plural(marked, "{count} annotation", "{count} annotations")
            title = _("{name} has {marks}: which label takes over?").format(name=name, marks=marks)
            choices = [(label.name, f"{label.key or ' '}  {label.name}  {label.title}") for label in others]
            moved_to = await self.app.push_screen_wait(ChoiceScreen(title, choices))
            if not moved_to:
                return
        told = _("{name}: deleted").format(name=name)
        if moved_to:
            told = _("{name}: deleted; its annotations are {other} now").format(name=name, other=moved_to)
        try:
            await self._write(lambda desk: desk.delete_label(name, moved_to))
        except ReaderError as error:
            self.app.tell_failure(error)
            self._show()
            return
        self._do(lambda: None, told, moved_to)

    # Files

    @work
    async def action_load(self) -> None:
        """Asks for a label set and loads it."""
        written = await self.app.push_screen_wait(PathScreen(_("Load labels from"), suffixes=(".toml",)))
        if written:
            path = path_of(written)
            try:
                await self._write(lambda desk: desk.load_labels(load_label_set(path)))
            except ReaderError as error:
                self.app.tell_failure(error)
                return
            self._do(lambda: None, _("{path}: labels loaded").format(path=path))

    @work
    async def action_save(self) -> None:
        """Asks for a path and saves the labels there as a label set."""
        written = await self.app.push_screen_wait(PathScreen(_("Save the labels as"), "labels.toml", (".toml",)))
        if not written:
            return
        path = path_of(written)
        labels = self.desk.library.labels.all()

        def save() -> None:
            with replacing(path) as stream:
                stream.write(label_set(labels))

        told = _("{count} labels saved: {path}")
        if path.exists():
            told = _("{count} labels took the place of what was in {path}")
        self._do(save, told.format(count=len(labels), path=path))

    # The mouse

    @on(LabelList.Pointed)
    def _point(self, event: LabelList.Pointed) -> None:
        """A click on the colour takes the next one, on the digit asks for another; the right button for anything."""
        if event.part is Part.COLOUR:
            self.action_colour(1)
        elif event.part is Part.KEY:
            self._ask(self._key_items(), event.at)
        else:
            self._ask(self._items(), event.at)

    def action_menu(self) -> None:
        """What can be done with the label under the cursor."""
        self._ask(self._items(), None)

    def action_choose_key(self) -> None:
        """Asks which key tags with the label under the cursor."""
        self._ask(self._key_items(), None)

    @work
    async def _ask(self, items: Sequence[Item], at: Offset | None) -> None:
        action = await self.app.push_screen_wait(MenuScreen(items, at))
        if action:
            await self.run_action(action)

    def _items(self) -> list[Item]:
        commands = {command.id: command for command in in_force(LABELS, self.app.settings.keys)}
        items = []
        for one in _MENU:
            if one == _KEY:
                items.append(Item(_("Tag with this label on another key …"), "1 … 9", "choose_key"))
            elif one:
                items.append(Item(_(commands[one].title), commands[one].shown.split(" ")[0], commands[one].action))
            else:
                items.append(Item())
        return items

    def _key_items(self) -> list[Item]:
        holder = {count.label.key: count.label.name for count in self.rows.counts if count.label.key}
        items = [
            Item(_("Key {key}").format(key=key), shorten(holder.get(key, ""), 10), f"set_key('{key}')")
            for key in map(str, range(1, 10))
        ]
        return [*items, Item(_("No key"), "0", "set_key('')")]

    def action_back(self) -> None:
        """Back."""
        self.dismiss()
