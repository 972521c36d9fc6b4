"""Which packs have been in force."""

from tongxin.rulebook.models import PackVersion
from tongxin.rulebook.packs import PACK, digest


def is_adopted() -> bool:
    """Return whether the pack as it is installed was ever put in force."""
    return PackVersion.objects.filter(pack=PACK, digest=digest()).exists()
