"""Writing the masks on the screen into files, in the background."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from medviewer.jobs.database import DatabaseThread
from medviewer.jobs.mask_export import NIFTI_ENDING, SEG_ENDING, export_masks, note_masks
from medviewer.jobs.task import Task
from medviewer.ui.case_controller import CaseController


class MaskExport(QObject):
    """Exports what is saved of the result on the screen; every sentence is the controller's."""

    def __init__(
        self,
        controller: CaseController,
        database: DatabaseThread,
        unsaved: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._database = database
        self._unsaved = unsaved

    @property
    def possible(self) -> bool:
        """Whether there are masks of a scan whose file is there."""
        c = self._controller
        return bool(c.stored is not None and c.stored.result.masks and not c.file_missing)

    def ask(self, window: QWidget, folder: str) -> Path | None:
        """Ask where to; the name offered says nothing of the patient."""
        volume = self._controller.volume
        if not self.possible or volume is None:
            return None
        name = f"masks-{volume.content_hash[:8]}{SEG_ENDING}"
        start = Path(folder) if folder else Path.home()
        kinds = f"DICOM segmentation (*{SEG_ENDING});;NIfTI, a file a segment (*{NIFTI_ENDING})"
        chosen, kind = QFileDialog.getSaveFileName(window, "Export masks", str(start / name), kinds)
        if chosen and NIFTI_ENDING in kind and not chosen.endswith(NIFTI_ENDING):
            chosen = chosen.removesuffix(SEG_ENDING) + NIFTI_ENDING
        return Path(chosen) if chosen else None

    def write(self, path: Path) -> None:
        """Write the masks of the result on the screen to ``path``, in the background."""
        c = self._controller
        if c.stored is None or c.volume is None or not self.possible:
            return
        if self._unsaved():
            c.said.emit("The last step is not saved yet; export the masks when it is.")
            return
        task = Task(export_masks, c.stored, c.volume, path)
        task.returned.connect(partial(self._written, c.stored.id))
        task.failed.connect(c.said)
        task.start()

    def _written(self, result_id: int, files: list[Path]) -> None:
        more = f" and {len(files) - 1} more" if len(files) > 1 else ""
        self._controller.said.emit(f"Masks written to {files[0]}{more}.")
        self._database.mutate(note_masks, result_id, on_error=self._controller.screen.say_error)
