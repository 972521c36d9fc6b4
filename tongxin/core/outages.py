"""Outages: something below the product does not answer or is full. Nobody did anything wrong, and it passes."""

import errno

from django.db import InterfaceError, OperationalError

FULL_OR_BROKEN = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE}


def is_outage(error: BaseException | None) -> bool:
    """Return whether an error, or one that led to it, comes from a database that is away or a disk that is full.

    A database in trouble is seen first by whoever asks it, and may come out as something else: a session that cannot
    be saved, a transaction that is broken.
    """
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        if isinstance(error, OSError) and error.errno in FULL_OR_BROKEN:
            return True
        error = error.__cause__ or error.__context__
    return False
