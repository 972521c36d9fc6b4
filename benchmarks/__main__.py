"""``make bench``: measure on a fresh data folder, print a table and JSON. More: ``python -m benchmarks --help``."""

import argparse
import os
import sys
import tempfile


def main() -> None:
    """Run the scenes named on the command line, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenes", nargs="*", help="tree, roster, cases, writers, raising, lists; slow by name only")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tongxin-bench-") as home:
        os.environ.setdefault("TONGXIN_HOME", home)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongxin.config.settings.base")
        import django

        django.setup()
        from benchmarks import scenes
        from benchmarks.figures import as_json, as_table

        figures = scenes.run(options.scenes, cases=options.cases, people=options.people)
        print(as_table(figures))
        print(as_json(figures), file=sys.stderr)


main()
