"""Help, keys and about, as three pages of one window beside the main one."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from medviewer.resources import resource_path
from medviewer.ui import theme
from medviewer.ui.actions import ACTIONS
from medviewer.ui.help.texts import MOUSE, SECTIONS
from medviewer.ui.language import tr
from medviewer.ui.menus import MENUS
from medviewer.ui.retranslation import VERBATIM

_PAGES = ("help", "keys", "about")
_LICENCES = ("LICENSE-Apache-2.0.txt", "LICENSE-OFL-1.1.txt")

KeyTexts = Callable[[], Mapping[str, str]]


def keys_by_group(keys: Mapping[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """``(group, [(action, its keys)])`` in the order of the menus, the rest last."""
    titles = {spec.name: tr(spec.title).replace("…", "") for spec in ACTIONS}
    groups = []
    left = dict(titles)
    for menu, names in MENUS:
        lines = [(left.pop(n), keys.get(n, "")) for n in names if n in left]
        groups.append((tr(menu).replace("&", ""), lines))
    groups.append((tr("More"), [(title, keys.get(name, "")) for name, title in left.items()]))
    groups.append((tr("Mouse"), [(tr(does), tr(how)) for how, does in MOUSE]))
    return groups


def keys_html(keys: Mapping[str, str], wanted: str = "") -> str:
    """The table of keys, only the lines with ``wanted`` in them."""
    parts = []
    for group, lines in keys_by_group(keys):
        fitting = [
            (title, key)
            for title, key in lines
            if wanted.casefold() in f"{title} {key}".casefold() and (key or wanted)
        ]
        if fitting:
            rows = "".join(
                f'<tr><td width="60%">{html.escape(title)}</td>'
                f"<td><b>{html.escape(key or '–')}</b></td></tr>"
                for title, key in fitting
            )
            parts.append(
                f'<h3>{html.escape(group)}</h3><table width="100%" cellpadding="3">{rows}</table>'
            )
    return "".join(parts) or f"<p>{html.escape(tr('Nothing fits the search.'))}</p>"


def help_html() -> str:
    """The help page."""
    return "".join(
        f"<h3>{html.escape(tr(section.title))}</h3>"
        + "".join(f"<p>{html.escape(tr(words))}</p>" for words in section.paragraphs)
        for section in SECTIONS
    )


class HelpWindow(QWidget):
    """Help at the first page, the keys at the second, about at the third.

    Args:
        parent: the main window.
        key_texts: the keys of every action as written for people.
        versions: what this installation is made of.
    """

    def __init__(self, parent: QWidget, key_texts: KeyTexts, versions: Callable[[], str]) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._key_texts = key_texts
        self._versions = versions
        self.setWindowTitle("MedViewer help")
        self.setAccessibleName("Help")
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Pages of the help")
        self.tabs.setDocumentMode(True)
        self.help = _browser("Help")
        self.keys = _browser("Keys")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search actions and keys")
        self.search.setAccessibleName("Search actions and keys")
        self.search.setToolTip("Part of a name, or a key")
        self.search.setClearButtonEnabled(True)
        self.print_button = QPushButton("Print…")
        self.print_button.setToolTip("Print the keys that are shown")
        self.about = QPlainTextEdit()
        self.about.setReadOnly(True)
        self.about.setProperty(VERBATIM, True)
        self.about.setAccessibleName("Versions and licences")
        self.copy_button = QPushButton("Copy versions")
        self.copy_button.setToolTip("Copy the versions, for a question to whoever looks after it")
        self._lay_out()
        self.search.textChanged.connect(self._show_keys)
        self.print_button.clicked.connect(self._ask_printer)
        self.copy_button.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(self._versions())
        )
        self.resize(theme.scaled(640), theme.scaled(680))

    def _lay_out(self) -> None:
        keys = QWidget()
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.print_button)
        column = QVBoxLayout(keys)
        column.addLayout(top)
        column.addWidget(self.keys, 1)
        about = QWidget()
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.copy_button)
        column = QVBoxLayout(about)
        column.addWidget(self.about, 1)
        column.addLayout(below)
        for page, title in ((self.help, "Help"), (keys, "Keys"), (about, "About")):
            self.tabs.addTab(page, title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.tabs)

    def show_page(self, name: str) -> None:
        """Come to the front with ``help``, ``keys`` or ``about``."""
        self.tabs.setCurrentIndex(_PAGES.index(name))
        self.refresh()
        self.show()
        self.raise_()
        self.activateWindow()
        if name == "keys":
            self.search.setFocus()

    def refresh(self) -> None:
        """Write every page anew: the language or the keys may have changed."""
        self.help.setHtml(help_html())
        self._show_keys()
        self.about.setPlainText(f"{self._versions()}\n\n{licences()}")

    def print_keys(self, printer: QPrinter) -> None:
        """Print the keys that are shown, black on white."""
        document = QTextDocument()
        title = html.escape(tr("Keys of MedViewer"))
        table = keys_html(self._key_texts(), self.search.text())
        document.setHtml(f'<body style="color:#000000"><h2>{title}</h2>{table}</body>')
        document.print_(printer)

    def _show_keys(self) -> None:
        self.keys.setHtml(keys_html(self._key_texts(), self.search.text()))

    def _ask_printer(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_keys(printer)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def licences() -> str:
    """Under which terms the program and what it carries may be used, in full."""
    texts = [
        resource_path("report", "fonts", name).read_text(encoding="utf-8") for name in _LICENCES
    ]
    return "\n\n".join(
        [
            tr("MedViewer is free software under the Apache License 2.0."),
            tr(
                "Qt and PySide6 are used under the GNU LGPL version 3; the icons are Material "
                "Design Icons under the Apache License 2.0; the fonts are under the SIL Open "
                "Font License 1.1 and the Apache License 2.0."
            ),
            *texts,
        ]
    )


def _browser(name: str) -> QTextBrowser:
    browser = QTextBrowser()
    browser.setAccessibleName(name)
    browser.setOpenLinks(False)
    browser.document().setDocumentMargin(theme.SPACE_L)
    return browser
