"""The encrypted store of results: sign in, save, find, review, audit, back up.

Start with ``create_store`` or ``open_store``; ``Store.results`` saves and finds,
``Store.audit`` tells who did what. All of an open store belongs to one thread. The tables are
described in ``medviewer.store.schema``, the files in ``locations``, ``keys`` and ``state``.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medviewer.store.audit import (
        AuditReport as AuditReport,
    )
    from medviewer.store.audit import (
        AuditTrail as AuditTrail,
    )
    from medviewer.store.backup import (
        backup_account_names as backup_account_names,
    )
    from medviewer.store.connection import (
        cipher_version as cipher_version,
    )
    from medviewer.store.credentials import (
        forget_passphrase as forget_passphrase,
    )
    from medviewer.store.credentials import (
        recall_passphrase as recall_passphrase,
    )
    from medviewer.store.credentials import (
        remember_passphrase as remember_passphrase,
    )
    from medviewer.store.keys import (
        MINIMUM_PASSPHRASE as MINIMUM_PASSPHRASE,
    )
    from medviewer.store.keys import (
        account_names as account_names,
    )
    from medviewer.store.locations import (
        default_store_path as default_store_path,
    )
    from medviewer.store.locations import (
        demo_store_path as demo_store_path,
    )
    from medviewer.store.locations import (
        store_exists as store_exists,
    )
    from medviewer.store.restore import (
        restore_store as restore_store,
    )
    from medviewer.store.results import (
        PatientSummary as PatientSummary,
    )
    from medviewer.store.results import (
        ResultRepository as ResultRepository,
    )
    from medviewer.store.store import (
        Account as Account,
    )
    from medviewer.store.store import (
        Store as Store,
    )
    from medviewer.store.store import (
        create_store as create_store,
    )
    from medviewer.store.store import (
        is_demo_store as is_demo_store,
    )
    from medviewer.store.store import (
        open_demo_store as open_demo_store,
    )
    from medviewer.store.store import (
        open_store as open_store,
    )

_HOME = {
    "MINIMUM_PASSPHRASE": "keys",
    "Account": "store",
    "AuditReport": "audit",
    "AuditTrail": "audit",
    "PatientSummary": "results",
    "ResultRepository": "results",
    "Store": "store",
    "account_names": "keys",
    "backup_account_names": "backup",
    "cipher_version": "connection",
    "create_store": "store",
    "default_store_path": "locations",
    "demo_store_path": "locations",
    "forget_passphrase": "credentials",
    "is_demo_store": "store",
    "open_demo_store": "store",
    "open_store": "store",
    "recall_passphrase": "credentials",
    "remember_passphrase": "credentials",
    "restore_store": "restore",
    "store_exists": "locations",
}


def __getattr__(name: str) -> object:
    # The cryptography and SQLCipher are loaded at sign-in, not before the first paint.
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
