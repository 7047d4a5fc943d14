"""What is said in the corners of a picture: all of it, and what a small viewport has room for."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt

from medviewer.domain.geometry import PixelCalibration
from medviewer.domain.image import ImageVolume, VoiWindow, VolumeKind
from medviewer.domain.patient import Patient
from medviewer.imaging import reformat
from medviewer.ui.language import fill, tr
from medviewer.ui.viewport.corner_places import WARNING, Alternatives


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be told of a picture: its scan, and how it is shown now.

    ``drawn_as``: ways of drawing that one has to know of; ``zoom``: logical screen pixels to one
    picture column; ``pack``: the model pack and its operating point. Two are equal where they
    say the same of one and the same volume; whether it is one, ask by ``is``.
    """

    volume: ImageVolume = field(compare=False)
    frame: int
    window: VoiWindow
    window_name: str
    inverted: bool
    zoom: float
    drawn_as: str
    pack: tuple[str, ...]
    privacy: bool

    def full(self) -> dict[Qt.Corner, list[str]]:
        """Every line, by corner."""
        volume = self.volume
        unit = f" {volume.unit}" if volume.unit else ""
        name = f" · {tr(self.window_name)}" if self.window_name else ""
        return {
            Qt.Corner.TopLeftCorner: patient_lines(volume, self.privacy),
            Qt.Corner.TopRightCorner: [
                *study_lines(volume, self.privacy),
                *(f"{WARNING} {warning}" for warning in volume.warnings),
            ],
            Qt.Corner.BottomRightCorner: series_lines(volume, self.frame),
            Qt.Corner.BottomLeftCorner: [
                *self.pack,
                f"{self._window}{unit}{name}{self._inverted}",
                self._zoom + self.drawn_as,
            ],
        }

    def compact(self) -> dict[Qt.Corner, list[Alternatives]]:
        """What a small viewport says; the rest is in its tool tips."""
        volume, study = self.volume, self.volume.context.study
        patient = [line for line in patient_lines(volume, self.privacy) if line]
        shown = 2 if volume.context.is_demo else 1
        date = f"{study.date:%Y-%m-%d}" if study.date else ""
        warning = WARNING if volume.warnings else ""
        about = " ".join(part for part in (warning, date) if part)
        place = place_text(volume, self.frame)
        percent = f"{self.zoom * 100:.0f} %"
        scale = volume.geometry.main_calibration(self.frame)
        return {
            Qt.Corner.TopLeftCorner: [(" · ".join(patient[:shown]),)],
            Qt.Corner.TopRightCorner: [(about, warning) if about else (series_title(volume),)],
            Qt.Corner.BottomRightCorner: [
                (place, place and f"{self.frame + 1} / {len(volume)}"),
                (spacing_text(scale, with_source=False),),
            ],
            Qt.Corner.BottomLeftCorner: [
                (self._window + self._inverted,),
                (self._zoom + self.drawn_as, percent + self.drawn_as),
            ],
        }

    @property
    def _window(self) -> str:
        return f"W {self.window.width:.0f}  L {self.window.centre:.0f}"

    @property
    def _zoom(self) -> str:
        return tr(f"Zoom {self.zoom * 100:.0f} %")

    @property
    def _inverted(self) -> str:
        return f"  {tr('inverted')}" if self.inverted else ""


def patient_lines(volume: ImageVolume, privacy: bool) -> list[str]:
    patient = volume.context.patient
    demo = [tr("DEMO")] if volume.context.is_demo else []
    if privacy:
        return [*demo, tr("Patient hidden")]
    if not patient.identified:
        return [*demo, patient.display_name, tr("picture without patient data")]
    number = patient.patient_id if patient.patient_id != patient.display_name else ""
    return [*demo, patient.display_name, number, _born(patient)]


def _born(patient: Patient) -> str:
    date = f"{patient.birth_date:%Y-%m-%d}" if patient.birth_date else ""
    born = fill("born {date}", date=date) if date else ""
    return " · ".join(part for part in (born, patient.sex or "") if part)


def study_lines(volume: ImageVolume, privacy: bool) -> list[str]:
    study = volume.context.study
    date = f"{study.date:%Y-%m-%d %H:%M}" if study.date else ""
    # The institution can point to a person, the kind of study cannot.
    return [date, study.description, "" if privacy else study.institution]


def series_lines(volume: ImageVolume, frame: int) -> list[str]:
    series = volume.context.series
    number = tr(f"Series {series.number}") if series.number is not None else ""
    about = " · ".join(p for p in (series.modality or "", number, series_title(volume)) if p)
    place = place_text(volume, frame)
    if place and volume.geometry.slice_spacing_mm is not None:
        distance = f"{volume.geometry.slice_spacing_mm:.3g}"
        place += " · " + fill("{distance} mm apart", distance=distance)
    size = f"{volume.geometry.columns} × {volume.geometry.rows} px"
    return [about, place, size, spacing_text(volume.geometry.main_calibration(frame))]


def series_title(volume: ImageVolume) -> str:
    """What the file says of its series, or what a reformatted plane is called."""
    said = volume.context.series.description
    return tr(said) if said in reformat.TITLES else said


def place_text(volume: ImageVolume, frame: int) -> str:
    """``Slice 3 / 40``; empty where there is one frame only."""
    word = "Slice" if volume.kind is VolumeKind.STACK else "Frame"
    return f"{tr(word)} {frame + 1} / {len(volume)}" if len(volume) > 1 else ""


def spacing_text(scale: PixelCalibration, *, with_source: bool = True) -> str:
    """The spacing with its source, or in words that there is none."""
    if scale.row_mm is None or scale.column_mm is None:
        return tr("uncalibrated")
    source = f" ({scale.source})" if with_source else ""
    if abs(scale.row_mm - scale.column_mm) < 1e-6 * scale.row_mm:
        return f"{scale.row_mm:.3g} mm/px{source}"
    return f"{scale.column_mm:.3g} × {scale.row_mm:.3g} mm/px{source}"
