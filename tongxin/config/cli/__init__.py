"""The command line: ``tongxin COMMAND``, one file a group."""

from tongxin.config.cli.start import main

__all__ = ["main"]
