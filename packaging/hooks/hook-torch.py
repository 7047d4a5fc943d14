"""What of PyTorch goes into the bundle: its libraries, and the modules that prediction imports.

This stands in for the general rule, which takes every module with its source and every data
file; tests, headers and compilers are half of what it takes.
"""

from pathlib import Path

from PyInstaller.utils.hooks import PY_DYLIB_PATTERNS, collect_dynamic_libs, get_package_paths

_TESTS_ONLY = ("torchbind_test", "backend_with_compiler", "jitbackend_test", "aoti_custom_ops")
_PATTERNS = [*PY_DYLIB_PATTERNS, "*.so.*"]

binaries = [
    (source, target)
    for source, target in collect_dynamic_libs("torch", search_patterns=_PATTERNS)
    if not any(name in source for name in _TESTS_ONLY)
]
# torch does not start where this helper is missing, although only training runs it.
_helper = Path(get_package_paths("torch")[1], "bin", "torch_shm_manager")
if _helper.is_file():
    binaries.append((str(_helper), "torch/bin"))

# Links to these libraries in the top folder lead torch astray about where it lies.
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
warn_on_missing_hiddenimports = False
# Some of its modules read their own source when they are imported (settings with comments that
# count, TorchScript), which ones changes from version to version: all keep it.
module_collection_mode = "pyz+py"
