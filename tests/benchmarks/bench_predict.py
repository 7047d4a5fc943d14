"""Predict per picture beside the bare forward pass of the same network on the same tensor.

Whole path: render, prepare, network, decide, masks back on the picture's grid, measure. Bare:
the network as trained (batch norm unfolded, standard layout) on the prepared tensor, mirrored
view included where the pack uses it. Both run in turn, so that what else the machine does
falls on both alike. Medians in milliseconds; nothing is asserted.
"""

import statistics
import sys
import time
from collections.abc import Callable

ROUNDS = 20
WARM_UP = 3


def main() -> int:
    from medviewer.packs.registry import PackRegistry

    registry = PackRegistry()
    packs = [p for p in registry.all() if "US" in p.modalities]
    if not packs:
        print("no ultrasound pack is installed: nothing measured")
        return 0
    volume = _phantom()
    for pack in packs:
        _measure(registry, pack, volume)
    return 0


def _measure(registry, pack, volume) -> None:  # type: ignore[no-untyped-def]
    """Print the figures of one pack."""
    import torch

    from medviewer import networks
    from medviewer.domain.result import InferenceRequest
    from medviewer.inference.engine import Engine
    from medviewer.inference.predictor import Predictor
    from medviewer.packs.preprocess import prepare

    predictor = Predictor(registry, "cpu")
    start = time.perf_counter()
    predictor.load(pack.id)
    load = time.perf_counter() - start
    engine = Engine(pack, "cpu")
    plain = networks.build(pack.network_name, pack.network_arguments).eval()
    networks.load_weights(plain, pack.weights_file)
    prepared = prepare(volume.frame(0), pack.input).array[None]
    tensor = torch.from_numpy(prepared)
    request = InferenceRequest(volume, pack.id)
    medians = _in_turn(
        {
            "predict": lambda: predictor.predict(request),
            "bare": lambda: networks.predict(plain, tensor, flips=pack.flips_at_test),
            "engine": lambda: engine.infer(prepared),
        }
    )
    whole, bare, own = (medians[name] for name in ("predict", "bare", "engine"))
    rows, columns = volume.geometry.rows, volume.geometry.columns
    print(
        f"{pack.id} {pack.version}, picture {rows} x {columns}, "
        f"{2 if pack.flips_at_test else 1} view(s), {torch.get_num_threads()} thread(s), "
        f"CPU, medians of {ROUNDS} rounds in turn"
    )
    print(f"  network loaded and checked in {load * 1000:.0f} ms")
    print(f"  predict, whole path        {whole:8.1f} ms")
    print(f"  bare forward pass          {bare:8.1f} ms   predict / bare   {whole / bare:.2f}")
    print(f"  forward pass of the engine {own:8.1f} ms   predict / engine {whole / own:.2f}")


def _phantom():  # type: ignore[no-untyped-def]
    """A simulated cyst, read from its DICOM file as any scan."""
    import tempfile
    from pathlib import Path

    from medviewer.imaging.phantoms import simulate_ultrasound, write_phantom_dicom
    from medviewer.imaging.registry import default_registry

    with tempfile.TemporaryDirectory() as folder:
        path = write_phantom_dicom(simulate_ultrasound("cyst", 4), Path(folder) / "cyst.dcm")
        volume = default_registry().read(path)
        volume.frame(0)  # decoded while the file is there
    return volume


def _in_turn(tasks: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Median milliseconds of each task, one call of each a round."""
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    for index in range(WARM_UP + ROUNDS):
        for name, task in tasks.items():
            start = time.perf_counter()
            task()
            if index >= WARM_UP:
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) * 1000 for name, values in seconds.items()}


if __name__ == "__main__":
    sys.exit(main())
