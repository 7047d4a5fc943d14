"""The passphrase in the operating system's keyring, where there is one. Never required."""

from pathlib import Path

_SERVICE = "MedViewer"


def remember_passphrase(path: Path, name: str, passphrase: str) -> bool:
    """Keep the passphrase of ``name`` for the store at ``path``; False without a keyring."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, _entry(path, name), passphrase)
    except (KeyringError, OSError, RuntimeError):
        return False
    return True


def recall_passphrase(path: Path, name: str) -> str | None:
    """The passphrase kept for ``name``, None if there is none or no keyring."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, _entry(path, name))
    except (KeyringError, OSError, RuntimeError):
        return None


def forget_passphrase(path: Path, name: str) -> None:
    """Take the passphrase of ``name`` out of the keyring, if it is there."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.delete_password(_SERVICE, _entry(path, name))
    except (KeyringError, OSError, RuntimeError):
        return


def _entry(path: Path, name: str) -> str:
    return f"{name}@{path.expanduser().absolute()}"
