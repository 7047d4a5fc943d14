"""Scans through a tiny untrained pack: what must hold whatever the network has learnt."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from medviewer.domain.errors import PackError, RefusedError
from medviewer.domain.geometry import (
    UNCALIBRATED,
    PixelCalibration,
    SpacingSource,
    VolumeGeometry,
)
from medviewer.domain.image import ArrayFrames, ImageVolume, VoiWindow, VolumeKind
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.progress import Progress
from medviewer.domain.result import InferenceRequest, InferenceResult
from medviewer.domain.segmentation import MeasurementKind
from medviewer.inference import engine as engine_module
from medviewer.inference.engine import Engine, choose_device
from medviewer.inference.predictor import Predictor
from medviewer.packs.pack import ModelPack, PresenceGate
from medviewer.packs.postprocess import softmax
from medviewer.packs.preprocess import prepare
from medviewer.packs.registry import PackRegistry

MakePack = Callable[..., ModelPack]


def scan(
    array: np.ndarray,
    modality: str | None = "US",
    kind: VolumeKind = VolumeKind.PICTURE,
    calibration: PixelCalibration = UNCALIBRATED,
    slice_mm: float | None = None,
) -> ImageVolume:
    """A volume of (frames, rows, columns[, 3])."""
    geometry = VolumeGeometry(
        array.shape[1], array.shape[2], array.shape[0], calibration, slice_spacing_mm=slice_mm
    )
    context = StudyContext(Patient("p", "p"), Study("1.2"), Series("1.3", modality=modality))
    return ImageVolume(
        ArrayFrames(array),
        geometry,
        context,
        "ab" * 32,
        (Path("scan.dcm"),),
        kind,
        colour=array.ndim == 4,
    )


def speckle(rows: int = 75, columns: int = 101, frames: int = 1, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 255, (frames, rows // 8 + 1, columns // 8 + 1), dtype=np.uint8)
    return coarse.repeat(8, axis=1).repeat(8, axis=2)[:, :rows, :columns].copy()


@pytest.fixture
def predictor(tiny_pack: ModelPack) -> Predictor:
    return Predictor(PackRegistry([tiny_pack.folder.parent]), device="cpu")


def ask(predictor: Predictor, volume: ImageVolume, point: str | None = None) -> InferenceResult:
    return predictor.predict(InferenceRequest(volume, "tiny", point))


@pytest.mark.parametrize("shape", [(64, 64), (75, 101), (333, 47), (32, 500)])
def test_masks_lie_on_the_pictures_own_grid(predictor: Predictor, shape: tuple[int, int]) -> None:
    result = ask(predictor, scan(speckle(*shape)))
    (mask,) = result.masks
    assert mask.array.shape == (1, *shape)
    assert mask.array.dtype == bool
    assert mask.probability is not None
    assert (mask.probability.shape, mask.probability.dtype) == ((1, *shape), np.float16)
    assert 0 <= mask.probability.min() <= mask.probability.max() <= 1


def test_everything_that_says_where_the_numbers_come_from(
    predictor: Predictor, tiny_pack: ModelPack
) -> None:
    before = dt.datetime.now(dt.UTC)
    request = InferenceRequest(scan(speckle()), "tiny", "sensitivity-95")
    result = predictor.predict(request, read_seconds=0.5)
    provenance = result.provenance
    assert provenance.pack == tiny_pack.reference
    assert provenance.device == predictor.device_name == "cpu"
    assert before <= provenance.made_at <= dt.datetime.now(dt.UTC)
    settings = dict(provenance.settings)
    assert settings["operating point"] == "sensitivity-95"
    assert settings["diagnosis threshold"] == "malignant >= 0.2"
    assert settings["mask threshold, lesion"] == "0.12"
    assert settings["mirrored view"] == "averaged in"
    assert result.limits == tiny_pack.limits
    seconds = result.timings
    assert seconds.read >= 0.5
    assert min(seconds.preprocess, seconds.network, seconds.postprocess) > 0
    assert seconds.total == pytest.approx(
        seconds.read + seconds.preprocess + seconds.network + seconds.postprocess
    )


def test_probabilities_are_the_softmax_of_the_bare_network(
    predictor: Predictor, tiny_pack: ModelPack
) -> None:
    """Against the network as trained: unfolded, called by hand."""
    from medviewer import networks

    picture = speckle()
    result = ask(predictor, scan(picture))
    network = networks.build(tiny_pack.network_name, tiny_pack.network_arguments).eval()
    networks.load_weights(network, tiny_pack.weights_file)
    prepared = prepare(picture[0], tiny_pack.input)
    batch = torch.from_numpy(prepared.array[None])
    with torch.inference_mode():
        plain, mirrored = network(batch), network(batch.flip(-1))
    logits = (plain["class_logits"] + mirrored["class_logits"])[0] / 2
    expected = softmax(logits.double().numpy())
    assert [p.probability for p in result.probabilities] == pytest.approx(expected, abs=1e-5)
    mean = (plain["mask_logits"].sigmoid() + mirrored["mask_logits"].sigmoid().flip(-1)) / 2
    on_grid = prepared.transform.to_input(mean[0].numpy())
    assert result.masks[0].probability is not None
    np.testing.assert_allclose(result.masks[0].probability[0], on_grid[0], atol=1e-3)


def test_the_same_picture_twice_gives_the_same_answer(predictor: Predictor) -> None:
    first, second = (ask(predictor, scan(speckle())) for _ in range(2))
    assert first.probabilities == second.probabilities
    assert first.findings == second.findings
    np.testing.assert_array_equal(first.masks[0].array, second.masks[0].array)
    np.testing.assert_array_equal(first.masks[0].probability, second.masks[0].probability)


def test_with_flips_the_mirrored_picture_gets_the_mirrored_answer(
    make_tiny_pack: MakePack, tmp_path: Path
) -> None:
    make_tiny_pack(tmp_path / "packs" / "a", id="with", flips_at_test=True)
    make_tiny_pack(tmp_path / "packs" / "b", id="without", flips_at_test=False)
    predictor = Predictor(PackRegistry([tmp_path / "packs"]), device="cpu")
    # 64 columns fill the input exactly, so that mirroring loses nothing.
    picture = speckle(64, 64)
    both = (scan(picture), scan(picture[:, :, ::-1].copy()))

    def maps(pack: str) -> list[np.ndarray]:
        answers = [predictor.predict(InferenceRequest(v, pack)) for v in both]
        return [a.masks[0].probability.astype(float) for a in answers]  # type: ignore[union-attr]

    plain, mirrored = maps("with")
    np.testing.assert_allclose(plain, mirrored[:, :, ::-1], atol=1e-3)
    plain, mirrored = maps("without")
    assert np.abs(plain - mirrored[:, :, ::-1]).max() > 1e-3


def test_operating_point_turns_the_diagnosis(make_tiny_pack: MakePack, tmp_path: Path) -> None:
    pack = make_tiny_pack(tmp_path / "packs" / "tiny")
    low, high = (
        dataclasses.replace(
            pack.operating_points[0], name=name, positive_class="malignant", threshold=threshold
        )
        for name, threshold in (("low", 0.0), ("high", 1.0))
    )
    make_tiny_pack(
        tmp_path / "packs" / "tiny", operating_points=(low, high), default_operating_point="low"
    )
    predictor = Predictor(PackRegistry([tmp_path / "packs"]), device="cpu")
    volume = scan(speckle())
    named_low = ask(predictor, volume).diagnosis
    named_high = ask(predictor, volume, "high").diagnosis
    assert named_low is not None
    assert named_high is not None
    assert (named_low.label, named_low.operating_point.name) == ("malignant", "low")
    assert named_high.label != "malignant"


def test_presence_gate_empties_the_mask_and_says_so(
    make_tiny_pack: MakePack, tmp_path: Path
) -> None:
    gate = PresenceGate("normal", 0.0)
    make_tiny_pack(tmp_path / "packs" / "tiny", presence_gate=gate)
    predictor = Predictor(PackRegistry([tmp_path / "packs"]), device="cpu")
    result = ask(predictor, scan(speckle()))
    assert (result.masks[0].area_px, result.findings) == (0, ())
    assert "closed on 1 frame" in dict(result.provenance.settings)["presence gate"]


def test_cine_is_the_mean_of_its_frames_and_blank_ones_do_not_vote(predictor: Predictor) -> None:
    frames = speckle(frames=3)
    frames[1] = 90
    alone = [ask(predictor, scan(frames[i : i + 1])) for i in (0, 2)]
    cine = ask(predictor, scan(frames, kind=VolumeKind.CINE))
    expected = np.mean([[p.probability for p in r.probabilities] for r in alone], axis=0)
    assert [p.probability for p in cine.probabilities] == pytest.approx(expected)
    for frame, result in zip((0, 2), alone, strict=True):
        np.testing.assert_array_equal(cine.masks[0].array[frame], result.masks[0].array[0])
    assert not cine.masks[0].array[1].any()
    assert dict(cine.provenance.settings)["frames"] == (
        "mean of the probabilities of 2 of 3 frames; 1 blank"
    )


def test_each_frame_is_seen_at_its_own_window(predictor: Predictor) -> None:
    """Two scans that look alike, as the windows of one move with its values: one answer."""
    even = speckle(frames=2).astype(np.int16)
    shifts = (0, 1000)
    moved = even + np.array(shifts, np.int16)[:, None, None]
    windows = tuple((VoiWindow(255, 127.5 + shift),) for shift in shifts)
    plain = dataclasses.replace(scan(even, kind=VolumeKind.CINE), windows=windows[0])
    by_frame = dataclasses.replace(
        scan(moved, kind=VolumeKind.CINE), windows=windows[1], frame_windows=windows
    )
    expected, found = ask(predictor, plain), ask(predictor, by_frame)
    assert found.probabilities == expected.probabilities
    assert np.array_equal(found.masks[0].probability, expected.masks[0].probability)


def test_stack_with_spacing_has_volumes(predictor: Predictor) -> None:
    calibration = PixelCalibration(0.5, 0.5, SpacingSource.PIXEL_SPACING)
    volume = scan(speckle(frames=3), kind=VolumeKind.STACK, calibration=calibration, slice_mm=2.0)
    result = ask(predictor, volume)
    total = sum(f.measurement(MeasurementKind.VOLUME).value for f in result.findings)  # type: ignore[union-attr]
    assert result.findings
    assert total == pytest.approx(result.masks[0].area_px * 0.25 * 2 / 1000)


def test_progress_counts_frames_and_closing_cancels(predictor: Predictor) -> None:
    volume = scan(speckle(frames=3), kind=VolumeKind.CINE)
    steps = predictor.run(InferenceRequest(volume, "tiny"))
    assert next(steps) == Progress(0, 3, "Loading the network")
    assert next(steps) == Progress(1, 3, "Frame 1 of 3")
    steps.close()
    with pytest.raises(StopIteration):
        next(steps)
    assert ask(predictor, scan(speckle())).probabilities


def test_colour_picture_and_16_bit_picture(predictor: Predictor) -> None:
    grey = speckle()
    colour = np.repeat(grey[..., None], 3, axis=3)
    assert ask(predictor, scan(colour)).masks[0].array.shape == grey.shape
    assert ask(predictor, scan(grey.astype(np.uint16) * 200)).masks[0].array.shape == grey.shape


@pytest.mark.parametrize(
    ("array", "modality", "said"),
    [
        (speckle(), "CT", "made for US, this is CT"),
        (np.full((1, 60, 60), 7, np.uint8), "US", "blank"),
        (np.full((1, 1, 1), 7, np.uint8), "US", "1 x 1 pixels"),
        (np.where(speckle() < 20, np.nan, speckle()).astype(np.float32), "US", "not finite"),
    ],
)
def test_refused_with_the_measured_reason(
    predictor: Predictor, array: np.ndarray, modality: str, said: str
) -> None:
    with pytest.raises(RefusedError, match=said):
        ask(predictor, scan(array, modality))


def test_picture_is_refused_by_a_pack_that_takes_none(
    make_tiny_pack: MakePack, tmp_path: Path
) -> None:
    make_tiny_pack(tmp_path / "packs" / "tiny", accepts_pictures=False)
    predictor = Predictor(PackRegistry([tmp_path / "packs"]), device="cpu")
    with pytest.raises(RefusedError, match="does not say how it was made"):
        ask(predictor, scan(speckle(), modality=None))


def test_dicom_file_that_does_not_say_how_it_was_made_is_refused(predictor: Predictor) -> None:
    plain = scan(speckle(), modality=None)
    assert ask(predictor, plain).diagnosis is not None
    context = dataclasses.replace(plain.context, sop_class_uid="1.2.840.10008.5.1.4.1.1.7")
    with pytest.raises(RefusedError, match="does not say how it was made"):
        ask(predictor, dataclasses.replace(plain, context=context))


def test_wrong_weights_missing_pack_and_unknown_point(
    predictor: Predictor, tiny_pack: ModelPack
) -> None:
    with pytest.raises(PackError, match="installed: tiny"):
        predictor.predict(InferenceRequest(scan(speckle()), "huge"))
    with pytest.raises(PackError, match="balanced, sensitivity-95"):
        ask(predictor, scan(speckle()), "sharp")
    content = bytearray(tiny_pack.weights_file.read_bytes())
    content[-1] ^= 1
    tiny_pack.weights_file.write_bytes(content)
    with pytest.raises(PackError, match="not those the pack tiny was measured"):
        ask(predictor, scan(speckle()))


def test_weights_of_another_network(make_tiny_pack: MakePack, tmp_path: Path) -> None:
    other = {"width": 4, "depths": [1, 1, 1, 1], "segments": 1, "classes": 3}
    make_tiny_pack(tmp_path / "packs" / "tiny", network_arguments=other)
    with pytest.raises(PackError, match="belong to another network"):
        ask(Predictor(PackRegistry([tmp_path / "packs"])), scan(speckle()))


def test_folded_network_answers_like_the_trained_one(tiny_pack: ModelPack) -> None:
    from medviewer import networks

    network = networks.build(tiny_pack.network_name, tiny_pack.network_arguments)
    generator = torch.Generator().manual_seed(3)
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            for tensor in (module.running_mean, module.running_var, module.weight):
                tensor.data = torch.rand(tensor.shape, generator=generator) + 0.5  # type: ignore[union-attr]
    network.eval()
    batch = torch.rand((2, 1, 64, 64), generator=generator)
    folded = engine_module.fold_batch_norm(network)
    assert not any(isinstance(m, torch.nn.BatchNorm2d) for m in folded.modules())
    with torch.inference_mode():
        expected, found = network(batch), folded(batch)
    for key, value in expected.items():
        torch.testing.assert_close(found[key], value, atol=1e-4, rtol=1e-4)


def test_statistics_alone_are_those_of_the_whole_answer(
    make_tiny_pack: MakePack, tmp_path: Path
) -> None:
    """Of the pictures as they are, whether or not the answer is averaged with the mirror's."""
    batch = np.random.default_rng(3).standard_normal((3, 1, 64, 64), dtype=np.float32)
    found = []
    for flips in (True, False):
        pack = dataclasses.replace(make_tiny_pack(tmp_path / str(flips)), flips_at_test=flips)
        engine = Engine(pack, "cpu")
        alone = engine.statistics(batch)
        assert alone is not None
        np.testing.assert_array_equal(alone, engine.infer(batch).statistics)
        found.append(alone)
    np.testing.assert_allclose(found[0], found[1], rtol=1e-4, atol=1e-5)
    assert np.ptp(found[0], axis=0).max() > 0


def test_device_that_is_not_there_falls_back_visibly(tiny_pack: ModelPack) -> None:
    if torch.cuda.is_available():
        pytest.skip("this machine has a CUDA device")
    predictor = Predictor(PackRegistry([tiny_pack.folder.parent]), device="cuda")
    assert predictor.device_name == "cpu"
    assert predictor.device_note is not None
    assert "CPU is used" in predictor.device_note
    with pytest.raises(ValueError, match="no device 'tpu'"):
        choose_device("tpu")


def test_gpu_out_of_memory_moves_to_the_cpu(
    tiny_pack: ModelPack, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Engine(tiny_pack, "cpu")
    batch = np.zeros((1, 1, 64, 64), np.float32)
    expected = engine.infer(batch)
    engine.device = torch.device("meta")  # stands for a GPU that fails at the first batch
    real = engine_module.networks.predict
    calls = []

    def full(*args: object, **kwargs: object) -> object:
        calls.append(engine.device.type)
        if len(calls) == 1:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")
        return real(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(engine_module.networks, "predict", full)
    found = engine.infer(batch)
    assert calls == ["meta", "cpu"]
    assert engine.device_name == "cpu"
    assert engine.note is not None
    assert "out of memory" in engine.note
    np.testing.assert_array_equal(found.class_logits, expected.class_logits)


@pytest.mark.parametrize("traced", [True, False])
def test_gpu_that_fails_in_the_statistics_moves_to_the_cpu_too(
    tiny_pack: ModelPack, monkeypatch: pytest.MonkeyPatch, traced: bool
) -> None:
    if not traced:
        monkeypatch.setattr(engine_module, "fold_batch_norm", lambda network: network)
    engine = Engine(tiny_pack, "cpu")
    batch = np.random.default_rng(2).standard_normal((2, 1, 64, 64), np.float32)
    expected = engine.statistics(batch)
    assert expected is not None
    engine.device = torch.device("meta")  # stands for a GPU that fails at this batch
    failed = []

    def full(*args: object, **kwargs: object) -> object:
        failed.append(engine.device.type)
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")

    with monkeypatch.context() as broken:
        if traced:
            broken.setattr(engine, "_encoder", full)
        else:
            real = engine_module.networks.predict
            broken.setattr(
                engine_module.networks,
                "predict",
                lambda *a, **k: (full if not failed else real)(*a, **k),
            )
        found = engine.statistics(batch)
    assert failed == ["meta"]
    assert engine.device_name == "cpu"
    assert "out of memory" in str(engine.note)
    np.testing.assert_array_equal(found, expected)
    np.testing.assert_array_equal(engine.statistics(batch), expected)


def test_processor_without_memory_says_so_of_statistics_too(
    tiny_pack: ModelPack, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Engine(tiny_pack, "cpu")

    def full(batch: object) -> object:
        raise RuntimeError("DefaultCPUAllocator: can't allocate memory")

    monkeypatch.setattr(engine, "_encoder", full)
    with pytest.raises(MemoryError):
        engine.statistics(np.zeros((1, 1, 64, 64), np.float32))
