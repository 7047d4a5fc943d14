"""The page of keys: every action with its keys, changed by pressing new ones."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
)

from medviewer.ui import theme
from medviewer.ui.actions import ACTIONS, EDITING, Keymap
from medviewer.ui.keymap import keymap_with, portable
from medviewer.ui.language import tr
from medviewer.ui.preferences import Preferences
from medviewer.ui.results.parts import text_label
from medviewer.ui.settings.page import SettingsPage

_NAME = Qt.ItemDataRole.UserRole + 1
_EDITING = frozenset(spec.name for spec in EDITING)
_TITLES = {spec.name: spec.title for spec in ACTIONS}


def shown_keys(sequences: list[QKeySequence]) -> str:
    """Keys as the system writes them for people."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(sequence.toString(native) for sequence in sequences)


def owner_of(keymap: Keymap, sequence: QKeySequence, but: str = "") -> str:
    """The action that has this key already, "" for none.

    A key may also be one of editing masks, and another one's while nothing is edited.
    """
    mine = but in _EDITING
    owners = (n for n, keys in keymap.items() if sequence in keys)
    return next((n for n in owners if n != but and (n in _EDITING) == mine), "")


class KeysPage(SettingsPage):
    """Choose an action, press a key. A key that is taken can be taken over, or left.

    Only what differs from the program's own keys is kept.
    """

    NAME = "keys"
    TITLE = "Keys"
    FIELDS = ("keys",)

    def __init__(self, preferences: Preferences, ours: Keymap) -> None:
        super().__init__(preferences)
        self._ours = ours
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search actions and keys")
        self.search.setAccessibleName("Search actions and keys")
        self.search.setToolTip("Part of a name, or a key")
        self.search.setClearButtonEnabled(True)
        self.tree = QTreeWidget()
        self.recorder = QKeySequenceEdit()
        self.also = QCheckBox("Keep the old key too")
        self.take = QPushButton("Take it over")
        self.none = QPushButton("No key")
        self.reset_one = QPushButton("Reset this action")
        self._chosen = QLabel()
        self._note = text_label()
        self._pressed: QKeySequence | None = None
        self._items: list[QTreeWidgetItem] = []
        self._set_up()
        self._connect()
        self._fill()
        self.choose(ACTIONS[0].name)

    def _set_up(self) -> None:
        self.tree.setHeaderLabels(["Action", "Keys"])
        self.tree.setRootIsDecorated(False)
        self.tree.setAccessibleName("Actions and their keys")
        self.tree.setToolTip("Choose an action, then press its new key below")
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setStretchLastSection(False)
        self.recorder.setMaximumSequenceLength(1)
        self.recorder.setAccessibleName("New key")
        self.recorder.setToolTip("Press the new key here")
        self.also.setToolTip("The new key is added; the old ones stay")
        self.take.setToolTip("Give the key to this action; the other one loses it")
        self.none.setToolTip("This action has no key any more")
        self.reset_one.setToolTip("The program's own keys for this action")
        press = QHBoxLayout()
        press.setSpacing(theme.SPACE_S)
        press.addWidget(self._chosen)
        press.addWidget(self.recorder, 1)
        press.addWidget(self.take)
        after = QHBoxLayout()
        after.setSpacing(theme.SPACE_S)
        after.addWidget(self.also)
        after.addStretch(1)
        after.addWidget(self.none)
        after.addWidget(self.reset_one)
        self.column.addWidget(self.search)
        self.column.addWidget(self.tree, 1)
        self.column.addLayout(press)
        self.column.addWidget(self._note)
        self.column.addLayout(after)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.tree.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.recorder.keySequenceChanged.connect(self._record)
        self.take.clicked.connect(self._take_over)
        self.none.clicked.connect(lambda: self._give(self.chosen, []))
        self.reset_one.clicked.connect(self._reset_chosen)

    @property
    def keymap(self) -> Keymap:
        """The keys in use."""
        return keymap_with(self._ours, self.preferences.keys)

    @property
    def chosen(self) -> str:
        """The name of the action chosen in the list."""
        item = self.tree.currentItem()
        return str(item.data(0, _NAME)) if item is not None else ""

    @property
    def note(self) -> str:
        return self._note.text()

    def choose(self, name: str) -> None:
        """Choose an action in the list."""
        for item in self._items:
            if item.data(0, _NAME) == name:
                self.tree.setCurrentItem(item)

    def load(self) -> None:
        keymap = self.keymap
        for item in self._items:
            name = item.data(0, _NAME)
            item.setText(0, tr(_TITLES[name]).replace("…", ""))
            item.setText(1, shown_keys(keymap.get(name, [])))
            font = item.font(1)
            font.setBold(name in self.preferences.keys)
            item.setFont(1, font)
        self._show_chosen()

    def _fill(self) -> None:
        for spec in ACTIONS:
            item = QTreeWidgetItem()
            item.setData(0, _NAME, spec.name)
            self.tree.addTopLevelItem(item)
            self._items.append(item)
        self.load()

    def _filter(self, text: str) -> None:
        wanted = text.casefold()
        for item in self._items:
            words = f"{item.text(0)} {item.text(1)}".casefold()
            item.setHidden(wanted not in words)

    def _show_chosen(self) -> None:
        self._pressed = None
        blocker = QSignalBlocker(self.recorder)
        self.recorder.clear()
        blocker.unblock()
        name = self.chosen
        self._chosen.setText(f"New key for {_TITLES[name].replace('…', '')}:" if name else "")
        self.take.hide()
        self._say("")
        self.reset_one.setEnabled(name in self.preferences.keys)
        self.none.setEnabled(bool(self.keymap.get(name)))

    def _record(self, sequence: QKeySequence) -> None:
        if sequence.isEmpty() or not self.chosen:
            return
        other = owner_of(self.keymap, sequence, but=self.chosen)
        if other:
            self._pressed = sequence
            key = shown_keys([sequence])
            self._say(f"{key} is the key of {_TITLES[other].replace('…', '')}.")
            self.take.show()
        else:
            self._accept(sequence)

    def _say(self, words: str) -> None:
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def _accept(self, sequence: QKeySequence) -> None:
        kept = self.keymap.get(self.chosen, []) if self.also.isChecked() else []
        self._give(self.chosen, [*(k for k in kept if k != sequence), sequence])

    def _take_over(self) -> None:
        if self._pressed is None:
            return
        sequence, name = self._pressed, self.chosen
        other = owner_of(self.keymap, sequence, but=name)
        kept = self.keymap.get(name, []) if self.also.isChecked() else []
        left = [k for k in self.keymap.get(other, []) if k != sequence]
        self._give(name, [*kept, sequence], {other: left} if other else None)

    def _reset_chosen(self) -> None:
        """The program's own keys again, taken back from whoever has them now."""
        name, ours = self.chosen, self._ours.get(self.chosen, [])
        taken: Keymap = {}
        for sequence in ours:
            if other := owner_of(self.keymap, sequence, but=name):
                before = taken.get(other, self.keymap[other])
                taken[other] = [k for k in before if k != sequence]
        self._give(name, ours, taken)

    def _give(self, name: str, keys: list[QKeySequence], others: Keymap | None = None) -> None:
        own = dict(self.preferences.keys)
        for one, sequences in {name: keys, **(others or {})}.items():
            if sequences == self._ours.get(one, []):
                own.pop(one, None)
            else:
                own[one] = portable(sequences)
        self.change(keys=own)
