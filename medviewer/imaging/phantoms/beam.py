"""From tissue to picture: scatterers, point-spread function, envelope, compression.

The usual linear model of a B-mode scanner: radio-frequency (RF) data are the convolution of
many sub-resolution scatterers with the pulse-echo point-spread function, and the picture is
the logarithm of their envelope (J. A. Jensen, "Field: a program for simulating ultrasound
systems", Med Biol Eng Comput 34 Suppl 1:351-353, 1996). With ten or more scatterers in a
resolution cell the speckle is fully developed: the envelope is Rayleigh distributed and its
mean is 1.91 standard deviations (R. F. Wagner et al., "Statistics of speckle in ultrasound
B-scans", IEEE Trans Sonics Ultrason 30:156-163, 1983).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import fft, signal

FloatArray = npt.NDArray[np.float32]

OVERSAMPLING = 4
"""RF samples along depth for one picture row."""
CUT_OFF = 2.5
"""Half width, in standard deviations, of the kernels that are cut off."""
_DB_PER_NEPER = 20 / np.log(10)


@dataclass(frozen=True, slots=True)
class Scanner:
    """A linear array as breast departments use it.

    Lengths in mm. ``pixel`` is the distance of lines and of picture rows. ``pulse_length`` is
    the axial full width at half maximum (FWHM) of the pulse-echo point-spread function,
    ``focus_width`` its lateral one at ``focus_depth``; away from there the beam widens as a
    Gaussian beam does and has doubled its width at a distance of ``focus_length``.
    ``steering_degrees`` are the directions of spatial compounding; one alone gives plain
    speckle. ``compensation_db_per_mm`` is the slope of time-gain compensation, less than
    tissue attenuates. ``noise_db`` is the level of electronic noise before that gain, and
    ``gain_db`` where white lies; both count from an echogenicity of 0 dB.
    """

    pixel: float = 0.08
    frequency_mhz: float = 8.0
    sound_speed: float = 1.54  # mm per microsecond
    pulse_length: float = 0.19
    focus_depth: float = 15.0
    focus_width: float = 0.36
    focus_length: float = 22.0
    scatterers_per_mm2: float = 350.0
    steering_degrees: tuple[float, ...] = (-14.0, -7.0, 0.0, 7.0, 14.0)
    compensation_db_per_mm: float = 0.45
    noise_db: float = -52.0
    gain_db: float = 25.0
    dynamic_range_db: float = 60.0

    @property
    def wavelength(self) -> float:
        return self.sound_speed / self.frequency_mhz

    def lateral_fwhm(self, depth: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Lateral FWHM in mm at each depth in mm."""
        away = (depth - self.focus_depth) / self.focus_length
        return self.focus_width * np.sqrt(1 + 3 * away**2)

    @property
    def scatterers_per_cell(self) -> float:
        """Scatterers in one resolution cell (axial x lateral FWHM) at the focus."""
        return self.scatterers_per_mm2 * self.pulse_length * self.focus_width


@dataclass(frozen=True, slots=True)
class Tissue:
    """What the beam meets, on a grid of square ``Scanner.pixel`` pixels (rows, columns).

    ``echo_db``: echogenicity in dB of backscattered amplitude. ``attenuation``: round-trip
    attenuation at the scanner's frequency in dB/mm. ``reflectors``: smooth interfaces, each
    (n, 3) float: column and row in (fractional) pixels, amplitude. They scatter in phase and so
    shine where they face the beam, as fascia and cyst walls do.
    """

    echo_db: FloatArray
    attenuation: FloatArray
    reflectors: tuple[FloatArray, ...] = ()


def scatter(tissue: Tissue, scanner: Scanner, rng: np.random.Generator) -> FloatArray:
    """Reflectivity on the RF grid, (rows * OVERSAMPLING, columns).

    Scatterers lie at uniformly random places; their strength is normal with the standard
    deviation that the echogenicity gives, scaled to unit variance a sample at 0 dB.
    """
    rows, columns = tissue.echo_db.shape
    shape = (rows * OVERSAMPLING, columns)
    per_sample = scanner.scatterers_per_mm2 * scanner.pixel**2 / OVERSAMPLING
    count = int(per_sample * shape[0] * shape[1])
    place = rng.integers(0, shape[0] * shape[1], count)
    strength = rng.standard_normal(count) / np.sqrt(per_sample)
    field = np.bincount(place, strength, shape[0] * shape[1]).reshape(shape)
    field *= np.repeat(10 ** (tissue.echo_db / 20), OVERSAMPLING, axis=0)
    for column, row, amplitude in (r.T for r in tissue.reflectors):
        # linear interpolation along depth keeps the phase of the interface
        depth = (row + 0.5) * OVERSAMPLING
        above, across = np.floor(depth).astype(int), np.rint(column).astype(int)
        inside = (above >= 0) & (above < shape[0] - 1) & (across >= 0) & (across < columns)
        above, across, part = above[inside], across[inside], (depth - above)[inside]
        np.add.at(field, (above, across), amplitude[inside] * (1 - part))
        np.add.at(field, (above + 1, across), amplitude[inside] * part)
    return field.astype(np.float32)


def radio_frequency(field: FloatArray, scanner: Scanner) -> FloatArray:
    """Convolve with the pulse along depth: Gaussian envelope times carrier, unit energy."""
    step = scanner.pixel / OVERSAMPLING
    sigma = scanner.pulse_length / 2.355
    half = int(np.ceil(2 * CUT_OFF * sigma / step))
    z = np.arange(-half, half + 1) * step
    pulse = np.exp(-(z**2) / (2 * sigma**2)) * np.cos(4 * np.pi * z / scanner.wavelength)
    pulse /= np.sqrt(np.sum(pulse**2))
    rf: FloatArray = signal.oaconvolve(field, pulse[:, None].astype(np.float32), "same", axes=0)
    return rf


def _transmission(attenuation: FloatArray, scanner: Scanner, slope: float) -> FloatArray:
    """Amplitude left after the way down and back along beams of ``slope``, time gain included."""
    rows, columns = attenuation.shape
    path = np.empty((rows, columns), np.float32)
    length = scanner.pixel * np.sqrt(1 + slope**2)
    lost = np.zeros(columns, np.float32)
    shift = abs(slope)
    for row in range(rows):
        before = np.roll(lost, 1 if slope > 0 else -1)
        lost = (1 - shift) * lost + shift * before + attenuation[row] * length
        path[row] = lost
    depth = np.arange(rows, dtype=np.float32)[:, None] * scanner.pixel
    gain = scanner.compensation_db_per_mm * depth
    return np.asarray(np.exp((gain - path) / _DB_PER_NEPER), np.float32)


def envelope(tissue: Tissue, scanner: Scanner, rng: np.random.Generator) -> FloatArray:
    """Envelope after beam forming and time-gain compensation, before compression.

    Its mean square is 1 where the echogenicity is 0 dB and nothing is attenuated. Each
    steering direction sees the scatterers with its own phase across the beam and its own
    shadows; their envelopes are averaged (spatial compounding).

    Returns:
        (rows, columns) float32 of the tissue's grid.
    """
    rf = radio_frequency(scatter(tissue, scanner, rng), scanner)
    analytic = signal.hilbert(rf, axis=0)[OVERSAMPLING // 2 :: OVERSAMPLING]
    rows, columns = tissue.echo_db.shape
    spectrum = fft.fft(analytic.astype(np.complex64), axis=1)
    frequency = fft.fftfreq(columns, scanner.pixel)[None, :]
    depth = np.arange(rows, dtype=float) * scanner.pixel
    sigma = scanner.lateral_fwhm(depth)[:, None] / 2.355
    gain = 10 ** (scanner.compensation_db_per_mm * depth[:, None] / 20)
    noise_level = 10 ** (scanner.noise_db / 20) * gain
    total = np.zeros((rows, columns), np.float32)
    for degrees in scanner.steering_degrees:
        carrier = 2 * np.sin(np.deg2rad(degrees)) / scanner.wavelength
        response = np.exp(-2 * (np.pi * sigma * (frequency - carrier)) ** 2)
        response /= np.sqrt(np.mean(response**2, axis=1, keepdims=True))
        beams = fft.ifft(spectrum * response.astype(np.float32), axis=1)
        beams *= _transmission(tissue.attenuation, scanner, np.tan(np.deg2rad(degrees)))
        noise = rng.standard_normal((2, rows, columns), np.float32)
        total += np.abs(beams + noise_level * (noise[0] + 1j * noise[1]))
    # the analytic signal of unit-variance RF data has a mean square of 2
    return np.asarray(total / (len(scanner.steering_degrees) * np.sqrt(2)), np.float32)


def compress(amplitude: FloatArray, scanner: Scanner) -> npt.NDArray[np.uint8]:
    """Log compression: ``dynamic_range_db`` below ``gain_db`` to 0..255."""
    decibel = 20 * np.log10(np.maximum(amplitude, 1e-6)) - scanner.gain_db
    grey = 255 * (1 + decibel / scanner.dynamic_range_db)
    return np.clip(np.rint(grey), 0, 255).astype(np.uint8)
