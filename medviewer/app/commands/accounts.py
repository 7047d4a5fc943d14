"""Who may sign in to the store: list, add, disable, change a passphrase.

  medviewer accounts list
  medviewer accounts add NAME         lets NAME sign in (asks for NAME's passphrase, or takes
                                      MEDVIEWER_NEW_PASSPHRASE)
  medviewer accounts passphrase       changes your own passphrase (the same way)
  medviewer accounts disable NAME     NAME can no longer sign in

Every one signs in first: the name from MEDVIEWER_USER (not needed where there is one account
only) and the passphrase from MEDVIEWER_PASSPHRASE, else from the keyring of the system, else
asked for. Nobody can open the store without a passphrase, us included: a lost one cannot be
recovered, so keep a second account.
"""

import argparse
import os


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from medviewer.app.sign_in import add_store_argument

    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for action, summary in (
        ("list", "list every account"),
        ("add", "let somebody else sign in"),
        ("passphrase", "change your own passphrase"),
        ("disable", "take an account's way in"),
    ):
        sub = actions.add_parser(action, help=summary, description=summary.capitalize() + ".")
        add_store_argument(sub)
        if action in ("add", "disable"):
            sub.add_argument("name", metavar="NAME", help="name of the account")


def run(args: argparse.Namespace) -> int:
    """Sign in and do what was asked.

    Returns:
        0; what goes wrong is a ``KnownError``.
    """
    from medviewer.app.sign_in import command_line_store, passphrase_of

    with command_line_store(args.store) as store:
        if args.action == "list":
            for account in store.accounts():
                state = "disabled" if account.disabled_at else "active"
                print(f"{account.name}\t{state}\tsince {account.created_at:%Y-%m-%d %H:%M} UTC")
        elif args.action == "add":
            store.add_account(args.name, _new_passphrase(args.name))
            print(f"{args.name} can sign in now.")
        elif args.action == "passphrase":
            from medviewer.store import recall_passphrase, remember_passphrase

            old = passphrase_of(store.account)
            new = _new_passphrase(store.account)
            store.change_passphrase(old, new)
            if recall_passphrase(store.path, store.account) is not None:
                remember_passphrase(store.path, store.account, new)
            print(f"The passphrase of {store.account} is changed.")
        else:
            store.disable_account(args.name)
            print(f"{args.name} can no longer sign in.")
    return 0


def _new_passphrase(whose: str) -> str:
    from medviewer.app.sign_in import new_passphrase

    return os.environ.get("MEDVIEWER_NEW_PASSPHRASE") or new_passphrase(whose)
