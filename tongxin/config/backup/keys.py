"""The keys of a restored installation: those that lie in the folder, or those that the backup brings."""

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext as _

from tongxin.config.backup.archive import KEYS, BackupReader
from tongxin.config.backup.manifest import is_sealed_here
from tongxin.config.backup.sealed_keys import open_key
from tongxin.core.errors import RuleBrokenError
from tongxin.core.keys import adopt_master_key, key_file
from tongxin.core.policy import require


def settle_key(backup: BackupReader, passphrase: Callable[[], str], *, without_keys: bool) -> bool:
    """See to it that the keys of the backup are here; return whether they are.

    Those in the backup take the place of the ones that were made on the first start of an empty installation. Raises
    RuleBrokenError where other keys are here and none in the backup, unless it is wanted ``without_keys``.
    """
    if is_sealed_here(backup.manifest):
        return True
    if KEYS in backup.names() and not without_keys:
        file = key_file(settings.HOME)
        if file is None:
            raise RuleBrokenError(
                _("TONGXIN_KEY holds other keys than the backup. Unset it, so that these can be kept.")
            )
        adopt_master_key(file, open_key(backup.read(KEYS), passphrase()))
        require(is_sealed_here(backup.manifest), RuleBrokenError, _other_keys())
        return True
    require(without_keys, RuleBrokenError, _other_keys())
    return False


def _other_keys() -> str:
    return _(
        "The keys here (%(file)s) are not those of this backup. Put the kept keys there first (mode 0400). If they are "
        "lost, --without-keys restores all but the sealed texts and attachments, which then nobody can read."
    ) % {"file": key_file(settings.HOME) or "TONGXIN_KEY"}
