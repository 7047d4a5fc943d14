"""Palette, settings, help, first steps and lock, joined to the window.

Each of them is made when it is first asked for, so that the window starts without them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker, QTimer
from PySide6.QtWidgets import QApplication

from medviewer.domain.errors import KnownError
from medviewer.domain.review import ReviewState
from medviewer.ui import theme
from medviewer.ui.actions import ACTIONS, Keymap, label_actions, what_it_needs
from medviewer.ui.help.guide import GuideBar, Step
from medviewer.ui.keymap import keymap_with
from medviewer.ui.language import language, tr, use_language
from medviewer.ui.lock import Lock
from medviewer.ui.palette import CommandPalette, Entry
from medviewer.ui.retranslation import Retranslation

if TYPE_CHECKING:
    from medviewer.ui.help.window import HelpWindow
    from medviewer.ui.main_window import MainWindow
    from medviewer.ui.reading_page import ReadingPage
    from medviewer.ui.settings.dialog import SettingsDialog

_SAVE_MS = 400
_PAGES = (
    ("display", "Display"),
    ("keys", "Keys"),
    ("models", "Models"),
    ("engine", "Engine"),
    ("privacy", "Privacy"),
    ("folders", "Folders"),
    ("language", "Language"),
)


class Comforts(QObject):
    """Lives as long as the window; ``apply`` brings the window in line with the preferences."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = window.preferences
        self._setup = window.setup
        self.guide = GuideBar()
        if self._preferences.guide_seen or self._setup.demo:
            self.guide.hide()
        self.lock = Lock(self)
        self._palette: CommandPalette | None = None
        self._settings: SettingsDialog | None = None
        self._help: HelpWindow | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._application = application
        self._retranslation = Retranslation(application)
        self._engine = (self._preferences.device, self._preferences.threads)
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.setInterval(_SAVE_MS)
        self._save.timeout.connect(lambda: self._setup.save_preferences(self._preferences))
        self._connect()
        self._show_theme()
        self._apply_language()
        self.apply_keys()

    def _connect(self) -> None:
        act = self._window.actions_by_name
        act["palette"].triggered.connect(lambda: self.palette.open())
        act["settings"].triggered.connect(lambda: self.settings.show_page())
        for name in ("help", "keys", "about"):
            act[name].triggered.connect(lambda _c=False, n=name: self.help.show_page(n))
        act["guide"].triggered.connect(self._show_guide)
        act["theme"].toggled.connect(self._light)
        act["lock"].triggered.connect(self.lock_now)
        self.lock.idle.connect(self.lock_now)
        self._window.access.unlocked.connect(self._unlocked)
        self.guide.dismissed.connect(self._guide_seen)

    # --- what is made on demand -----------------------------------------------------------

    @property
    def palette(self) -> CommandPalette:
        if self._palette is None:
            sources = (self._action_entries, self._page_entries, self._case_entries)
            recent = self._preferences.recent_commands
            self._palette = CommandPalette(self._window, sources, recent)
        return self._palette

    @property
    def help(self) -> HelpWindow:
        if self._help is None:
            from medviewer.ui.help.window import HelpWindow

            self._help = HelpWindow(self._window, self.key_texts, self._setup.versions)
        return self._help

    @property
    def settings(self) -> SettingsDialog:
        if self._settings is None:
            from medviewer.ui.settings.dialog import SettingsDialog
            from medviewer.ui.settings.keys_page import KeysPage
            from medviewer.ui.settings.models_page import ModelsPage
            from medviewer.ui.settings.pages import (
                DisplayPage,
                EnginePage,
                FoldersPage,
                LanguagePage,
                PrivacyPage,
            )

            saved = self._preferences
            engine = EnginePage(saved)
            self._settings = SettingsDialog(
                [
                    DisplayPage(saved),
                    KeysPage(saved, self._setup.keymap),
                    ModelsPage(saved, self._setup.packs().all()),
                    engine,
                    PrivacyPage(saved),
                    FoldersPage(saved, self._setup.store_path),
                    LanguagePage(saved),
                ],
                self._window,
            )
            self._window.inference.find_devices(engine.show_devices)
            self._settings.changed.connect(self.apply)
        return self._settings

    # --- the palette's entries ------------------------------------------------------------

    def _action_entries(self) -> Iterator[Entry]:
        actions, keys = self._window.actions_by_name, self.key_texts()
        for spec in ACTIONS:
            action = actions[spec.name]
            if spec.name == "palette":
                continue
            why = "" if action.isEnabled() else self._why_not(spec.name)
            yield Entry(
                action.text().replace("…", ""),
                action.trigger,
                name=spec.name,
                key=keys.get(spec.name, "").split(", ")[0],
                also=f"{spec.title} {spec.tip}",
                why_not=why,
            )

    def _why_not(self, name: str) -> str:
        return tr(what_it_needs(name, signed_in=self._window.reading))

    def _page_entries(self) -> Iterator[Entry]:
        for name, title in _PAGES:
            yield Entry(
                f"{tr('Settings')}: {tr(title)}",
                partial(self._open_settings, name),
                name=f"settings/{name}",
                also=f"Settings {title}",
            )

    def _open_settings(self, name: str) -> None:
        self.settings.show_page(name)

    def _case_entries(self) -> Iterator[Entry]:
        """Patients and series, unless patients are hidden or nobody is signed in."""
        page = self._window.page
        if page is None or not self._window.reading or page.browser.privacy:
            return
        for case in page.browser.model.cases():
            name, series = case.patient.display_name, case.series_title
            title = name if series == name else f"{name} · {series}"
            choose = partial(page.browser.choose, case.key)
            yield Entry(title, choose, kind=tr("Case"), also=case.search_text)

    # --- applying the preferences ---------------------------------------------------------

    @property
    def keymap(self) -> Keymap:
        """The program's keys with the person's own over them."""
        return keymap_with(self._setup.keymap, self._preferences.keys)

    def key_texts(self) -> dict[str, str]:
        """The keys of every action as written for people."""
        from medviewer.ui.settings.keys_page import shown_keys

        return {name: shown_keys(keys) for name, keys in self.keymap.items()}

    def apply(self) -> None:
        """The preferences have changed: show it."""
        saved = self._preferences
        if (saved.theme, saved.scale) != (theme.current_theme(), theme.current_scale()):
            theme.apply_theme(self._application, saved.theme, saved.scale)
            self._show_theme()
        self._apply_language()
        self.apply_keys()
        if (saved.device, saved.threads) != self._engine:
            self._engine = (saved.device, saved.threads)
            self._window.inference.renew_engine()
        if self._window.page is not None:
            self._window.page.apply_overlay()
        self._watch()
        if self._settings is not None:
            self._settings.fit()
        if self._help is not None:
            self._help.refresh()
        self._save.start()

    def _light(self, on: bool) -> None:
        """The action switches between light and dark; high contrast is in the settings."""
        self._preferences.theme = (theme.ThemeName.LIGHT if on else theme.ThemeName.DARK).value
        self.apply()

    def _show_theme(self) -> None:
        blocker = QSignalBlocker(self._window.actions_by_name["theme"])
        light = self._preferences.theme == theme.ThemeName.LIGHT
        self._window.actions_by_name["theme"].setChecked(light)
        blocker.unblock()

    def apply_keys(self) -> None:
        """Keys and words of every action, and wherever else keys are named."""
        keymap = self.keymap
        if self._window.page is not None:
            self._window.page.editing.stop()  # it holds keys of others
        label_actions(self._window.actions_by_name, keymap)
        self._window.guard.set_keys(keymap.get("toggle_masks", []))
        texts = self.key_texts()
        self.guide.set_keys(texts)
        if self._window.page is not None:
            self._window.page.panel.set_keys(texts)

    def _apply_language(self) -> None:
        before = language()
        try:
            use_language(self._preferences.language)
        except KnownError as error:
            self._window.say(str(error))
        if language() == before:
            return
        if self._window.page is not None:
            self._window.page.refresh_words()
        self._retranslation.refresh()

    # --- the day of a person --------------------------------------------------------------

    def page_built(self, page: ReadingPage) -> None:
        """The reading page is there now."""
        page.controller.opened.connect(lambda _: self.guide.tick(Step.OPEN))
        page.controller.stateChanged.connect(self._state_changed)
        self.apply_keys()

    def signed_in(self) -> None:
        self.guide.tick(Step.SIGN_IN)
        self._watch()

    def hide_all(self) -> None:
        """Nothing of what was open beside the window stays in sight."""
        for window in (self._settings, self._help):
            if window is not None:
                window.hide()
        if self._palette is not None and self._palette.isVisible():
            self._palette.close_palette()

    def _watch(self) -> None:
        can_lock = self._window.reading and not self._setup.demo
        self.lock.watch(self._preferences.lock_minutes if can_lock else 0)

    def lock_now(self) -> None:
        """Hide everything until the passphrase is given again; nothing is closed or stopped."""
        window = self._window
        if not window.reading or self._setup.demo:
            return
        self.hide_all()
        self.lock.locked = True
        window.menuBar().setEnabled(False)
        window.status.clear()
        window.show_page(reading=False)
        window.access.lock(self._preferences.account)

    def _unlocked(self) -> None:
        self.lock.locked = False
        self._window.menuBar().setEnabled(True)
        self._window.show_page(reading=True)
        self._watch()

    def signed_out(self) -> None:
        self.hide_all()
        self.lock.watch(0)

    def _state_changed(self, _content_hash: str, state: ReviewState) -> None:
        decided = (ReviewState.ACCEPTED, ReviewState.CORRECTED, ReviewState.REJECTED)
        if state in decided and self.guide.isVisible():
            self.guide.tick(Step.DECIDE)
            self._guide_seen()

    def _show_guide(self) -> None:
        self.guide.begin()
        if self._window.reading:
            self.guide.tick(Step.SIGN_IN)
        self.guide.show()

    def _guide_seen(self) -> None:
        self.guide.hide()
        self._preferences.guide_seen = True
        self._save.start()
