"""A long run: ``python -m tests.fuzz --examples 500`` sends that many requests a route and role, and prints figures."""

import argparse
import os
import sys

import pytest

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--examples", type=int, default=200, help="how many requests a route and role")
    os.environ["FUZZ_EXAMPLES"] = str(parser.parse_args().examples)
    sys.exit(pytest.main(["tests/fuzz", "-s", "-q", "-p", "no:randomly"]))
