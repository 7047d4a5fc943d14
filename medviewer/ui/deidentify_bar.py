"""The line in which a de-identified export is looked at before it is written."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from medviewer.domain.image import ImageVolume
from medviewer.jobs.database import DatabaseThread
from medviewer.jobs.deidentify import ExportedCopies, MaskPlan, export_copies, plan_masks
from medviewer.jobs.failure import explain
from medviewer.jobs.task import Task
from medviewer.ui import theme
from medviewer.ui.preferences import Preferences

if TYPE_CHECKING:
    from medviewer.store import Store

_PROJECT = "Window"
_NO_PATIENT = "This picture carries no patient data, so there is nothing to take out of it."
_KEPT = (
    "Sex, age, height, weight, ethnic group, smoking and pregnancy status stay in the files; name, "
    "number and date of birth do not."
)
_NOT_KEPT = "Sex, age, height and weight are taken out, too."


class DeidentifyBar(QWidget):
    """Shows what will be black, asks what of the patient may stay, then writes the copies.

    ``areasShown(tuple of boxes)`` to be painted over the picture, () to take them away;
    ``said(str)`` for the message line.
    """

    areasShown = Signal(object)
    said = Signal(str)

    def __init__(
        self, database: DatabaseThread, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("De-identified export")
        self._database = database
        self._preferences = preferences
        self._files: tuple[Path, ...] = ()
        self._black = True
        self._words = QLabel()
        self._words.setWordWrap(True)
        self.write = QPushButton("Export…")
        self.write.setToolTip("Choose a folder and write the de-identified copies")
        self.leave = QPushButton("Cancel")
        self.leave.setToolTip("Export nothing")
        self.keep_patient = QCheckBox("Keep patient characteristics")
        self.keep_patient.setToolTip("Keep what analyses need of a person, without who it is")
        self.kept = QLabel()
        self.kept.setWordWrap(True)
        self.kept.setProperty("role", "muted")
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.SPACE_S, 0, theme.SPACE_S, theme.SPACE_XS)
        grid.setSpacing(theme.SPACE_S)
        grid.addWidget(self._words, 0, 0, 1, 2)
        grid.addWidget(self.write, 0, 2)
        grid.addWidget(self.leave, 0, 3)
        grid.addWidget(self.keep_patient, 1, 0)
        grid.addWidget(self.kept, 1, 1, 1, 3)
        grid.setColumnStretch(1, 1)
        self.keep_patient.toggled.connect(self._keep_patient)
        self.keep_patient.setChecked(preferences.export_keep_patient)
        self._keep_patient(self.keep_patient.isChecked())
        self.write.clicked.connect(self._ask_folder)
        self.leave.clicked.connect(self.clear)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def offer(self, volume: ImageVolume) -> None:
        """Look for what is to be blacked in a scan, and show it."""
        if not volume.context.patient.identified:
            self.said.emit(_NO_PATIENT)
            return
        self._files = volume.files
        task = Task(plan_masks, volume.files[0])
        task.returned.connect(partial(self._show_plan, volume.files))
        task.failed.connect(self.said)
        task.start()

    def clear(self) -> None:
        """Nothing is to be exported; a running export goes on."""
        self._files = ()
        self.areasShown.emit(())
        self.hide()

    def export_to(self, folder: Path) -> None:
        """Write the copies of what is shown below ``folder``."""
        files, black = self._files, self._black
        keep_patient = self.keep_patient.isChecked()
        self.clear()
        self._database.submit(
            _secret,
            on_done=partial(self._begin, files, folder, black, keep_patient),
            on_error=lambda error: self.said.emit(explain(error)),
        )

    def _show_plan(self, files: tuple[Path, ...], plan: MaskPlan) -> None:
        if files != self._files:  # another scan meanwhile
            return
        self._black = not plan.warning
        count = "1 file" if len(files) == 1 else f"{len(files):,} files"
        text = f"De-identified export of {count}: names, numbers and true dates are taken out. "
        if plan.warning:
            text += (
                "Names may be burnt into this picture and the file does not say where. Look at "
                "every frame; export only if there are none."
            )
        elif plan.areas:
            text += "What is marked here will be black in every frame."
        else:
            text += "Nothing in the picture is changed."
        self._words.setText(text)
        self.write.setText("There are none: export…" if plan.warning else "Export…")
        self.areasShown.emit(plan.areas)
        self.show()

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "De-identified copies go to")
        if chosen:
            self.export_to(Path(chosen))

    def _keep_patient(self, on: bool) -> None:
        self._preferences.export_keep_patient = on
        self.kept.setText(_KEPT if on else _NOT_KEPT)

    def _begin(
        self,
        files: tuple[Path, ...],
        folder: Path,
        black: bool,
        keep_patient: bool,
        secret: bytes | None,
    ) -> None:
        if secret is None:
            return
        self.said.emit("Writing de-identified copies…")
        task = Task(export_copies, files, folder, secret, black, keep_patient)
        task.returned.connect(self._written)
        task.failed.connect(self.said)
        task.start()

    def _written(self, done: ExportedCopies) -> None:
        count = "1 de-identified file" if done.written == 1 else f"{done.written:,} files"
        left = f" Left out: {done.left_out:,}. {done.reason}" if done.left_out else ""
        self.said.emit(f"Written and checked: {count} in {done.folder}.{left}")


def _secret(store: Store) -> bytes:
    return store.projects.secret(_PROJECT)
