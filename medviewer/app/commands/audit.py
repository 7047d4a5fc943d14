"""Who did what to the store: show the audit trail, or check that it is intact.

  medviewer audit list [--last N]     the entries, oldest first
  medviewer audit verify              checks the chain of digests

verify prints how many entries there are and the last digest. Written down elsewhere, those
two prove later that nobody rewrote the trail. Exit 0 intact, 1 not intact, 2 wrong use.
"""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from medviewer.app.sign_in import add_store_argument

    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="show the entries", description="Show the entries.")
    listing.add_argument("--last", type=int, metavar="N", help="only the last N entries")
    verify = actions.add_parser(
        "verify", help="check that the trail is intact", description="Check the trail."
    )
    for sub in (listing, verify):
        add_store_argument(sub)


def run(args: argparse.Namespace) -> int:
    """Sign in and show or check the trail.

    Returns:
        0 all fine, 1 the trail is not intact.
    """
    from medviewer.app.sign_in import command_line_store

    with command_line_store(args.store) as store:
        if args.action == "list":
            for entry in store.audit.entries(args.last):
                print(
                    f"{entry.number}\t{entry.at:%Y-%m-%d %H:%M:%S} UTC\t{entry.account}\t"
                    f"{entry.action}\t{entry.detail}"
                )
            return 0
        report = store.audit.verify()
    if report.ok:
        print(f"The audit trail is intact: {report.entries} entries, last digest {report.digest}.")
        return 0
    print(f"The audit trail is NOT intact: {report.reason}.")
    return 1
