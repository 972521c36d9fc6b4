"""Adopting a version of a pack."""

from tongxin.core.acts import act
from tongxin.core.policy import Actor
from tongxin.journal.public import record
from tongxin.rulebook.facts import PackAdopted
from tongxin.rulebook.models import PackVersion
from tongxin.rulebook.packs import PACK, digest, section, section_names


@act
def adopt_pack(*, actor: Actor) -> PackVersion:
    """Check every section of the installed pack and put it in force from today if it is new.

    Records PackAdopted for a new version. Raises BrokenPackError, and then nothing is adopted.
    """
    for name in section_names():
        section(name)
    version = str(section("pack")["version"])
    row, fresh = PackVersion.objects.get_or_create(pack=PACK, digest=digest(), defaults={"version": version})
    if fresh:
        record(PackAdopted(object=f"rulebook.pack:{PACK}", pack=PACK, version=version, digest=row.digest))
    return row
