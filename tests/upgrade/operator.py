"""Carries out commands of the command line, one JSON list a line, and answers with exit code and both outputs.

One process for all commands of an installation: starting the product takes longer than what they do.
"""

import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout

os.environ["DJANGO_SETTINGS_MODULE"] = "tongxin.config.settings.base"
os.environ["LC_ALL"] = "C.UTF-8"


def main():
    """Answer until nobody asks any more."""
    from tongxin.config.cli.start import run

    for line in sys.stdin:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = run(json.loads(line))
        sys.stdout.write(json.dumps([code, out.getvalue(), err.getvalue()]) + "\n")
        sys.stdout.flush()


main()
