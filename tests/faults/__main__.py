"""``python -m tests.faults``: the large scene and its table; exit code 1 if anything was lost, doubled or half done."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.faults.product import Product
from tests.faults.scene import faults, play, table


def main() -> int:
    """Run the scene on SQLite, or on the database that DATABASE_URL names: it must be an empty one."""
    options = argparse.ArgumentParser(prog="python -m tests.faults", description=main.__doc__)
    options.add_argument("--submissions", type=int, default=20_000)
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--clients", type=int, default=12)
    options.add_argument(
        "--pages-every", type=int, default=1, help="fetch the page of each form in every so manieth story"
    )
    options.add_argument("--port", type=int, default=8119)
    options.add_argument("--folder", type=Path, help="keep ledger, log and data here")
    chosen = options.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="tongxin-faults-"))
    folder.mkdir(parents=True, exist_ok=True)
    settings = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)}
    product = Product(folder / "home", chosen.port, **settings)
    outcome = play(
        product, submissions=chosen.submissions, kills=chosen.kills, clients=chosen.clients,
        pages_every=chosen.pages_every,
    )  # fmt: skip
    print(table(outcome, "PostgreSQL" if settings.get("DATABASE_URL") else "SQLite"))
    for name, what in faults(outcome).items():
        print(f"{name}: {str(what)[:2000]}")
    print(f"ledger, log and data: {folder}")
    return 1 if faults(outcome) else 0


if __name__ == "__main__":
    sys.exit(main())
