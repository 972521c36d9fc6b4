"""Why a backup is refused."""

from tongxin.core.errors import TongxinError


class BadBackupError(TongxinError):
    """The file is no backup, is not whole, was changed, or is of a newer version: nothing was restored."""

    code = "bad_backup"
