"""``python -m tongxin`` is the command line of ``tongxin.config.cli``."""

from tongxin.config.cli import main

main()
