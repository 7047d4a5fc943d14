"""The list of 100,000 cases beside a bare QStandardItemModel of 100,000 plain lines.

The bare one is what Qt does without any of ours: a QTreeView over a QStandardItemModel, filled;
filtered by one fixed string through a QSortFilterProxyModel. Ours searches every case's text and
filters by state, keeps patients together, paints thumbnails and marks. Turn by turn; medians.
"""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSortFilterProxyModel
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTreeView

ROWS, ROUNDS = 100_000, 3


def _items() -> list:
    from medviewer.domain.image import VolumeKind
    from medviewer.domain.patient import Patient, Series, Study, StudyContext
    from medviewer.imaging.index import IndexedSeries

    made = []
    for n in range(ROWS):
        context = StudyContext(
            Patient(f"id-{n}", f"Family{n % 997}^Given{n}"),
            Study(f"1.{n}", None, "Breast"),
            Series(f"1.{n}.1", 1, "left", "US"),
        )
        file = (Path(f"/scans/{n}.dcm"),)
        made.append(IndexedSeries(file, context, 300, 400, 1, VolumeKind.PICTURE))
    return made


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    QApplication.processEvents()
    return time.perf_counter() - started


def _ours(items: list) -> tuple[float, float, float, float]:
    from medviewer.ui.browser.browser import Browser

    browser = Browser()
    browser.resize(300, 700)
    browser.show()
    batches = [items[i : i + 200] for i in range(0, len(items), 200)]
    fill = _timed(lambda: [browser.add_items(batch) for batch in batches])
    browser.choose(browser.visible_cases()[0].key)
    search = _timed(lambda: browser.search.setText("given777"))
    back = _timed(browser.search.clear)
    step = _timed(lambda: [browser.step(1) for _ in range(20)]) / 20
    browser.close()
    return fill, search, back, step


def _bare(items: list) -> tuple[float, float, float, float]:
    model = QStandardItemModel()
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    view = QTreeView()
    view.setModel(proxy)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.resize(300, 700)
    view.show()

    def fill_in() -> None:
        lines = [QStandardItem(i.context.patient.display_name) for i in items]
        model.invisibleRootItem().appendRows(lines)

    fill = _timed(fill_in)
    view.setCurrentIndex(proxy.index(0, 0))
    search = _timed(lambda: proxy.setFilterFixedString("Given777"))
    back = _timed(lambda: proxy.setFilterFixedString(""))
    step = _timed(lambda: [view.setCurrentIndex(proxy.index(n, 0)) for n in range(1, 21)]) / 20
    view.close()
    return fill, search, back, step


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert app is not None
    items = _items()
    turns = [(_ours(items), _bare(items)) for _ in range(ROUNDS)]
    names = ("fill", "search", "search cleared", "one step")
    print(f"{ROWS:,} cases; medians of {ROUNDS} turns, ours / bare QStandardItemModel / ratio")
    for n, name in enumerate(names):
        ours = statistics.median(t[0][n] for t in turns)
        bare = statistics.median(t[1][n] for t in turns)
        print(f"{name:15} {ours * 1e3:9.1f} ms {bare * 1e3:9.1f} ms {ours / bare:7.2f}")


if __name__ == "__main__":
    main()
