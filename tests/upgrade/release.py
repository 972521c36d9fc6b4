"""Makes the kept data set of this version: ``python -m tests.upgrade.release``, once a release, before it goes out.

The named town with matters in every state, a sealed one, a photo, a notice, an import and a key, as a backup with its
keys. The passphrase stands here, because the people are invented. Every later version must restore every kept file.
"""

import os
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
PASSPHRASE = "kept for every later version"
SECRET = "换衣间的门锁坏了，不想让班里人知道。"


def main() -> None:
    """Make the file of the version installed, in a data folder that is thrown away."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / f"{version('tongxin')}.zip"
    with tempfile.TemporaryDirectory(prefix="tongxin-release-") as home:
        os.environ.update({"TONGXIN_HOME": home, "DATABASE_URL": "", "REDIS_URL": ""})
        os.environ["DJANGO_SETTINGS_MODULE"] = "tongxin.config.settings.base"
        import django

        django.setup()
        tell()
        from tongxin.config.backup.making import make_backup

        target.unlink(missing_ok=True)
        made = make_backup(target, passphrase=PASSPHRASE)
        sys.stdout.write(f"{made.file}: {made.size} bytes, {made.rows} rows, {made.files} files\n")


def tell() -> None:
    """Build the town and let happen what a year in a company would bring."""
    from tests.town import BUILT, MAKER, build_town
    from tongxin.casework.tests import stories
    from tongxin.config.installation import prepare
    from tongxin.config.working import work_once
    from tongxin.core import clock
    from tongxin.files.public import clean_files
    from tongxin.files.tests.samples import photo, sent
    from tongxin.journal.public import set_checkpoint
    from tongxin.organisation.public import import_units

    with clock.at(BUILT):
        prepare()
        town = build_town()
        for stage in stories.STAGES.values():
            stage(town)
        stories.accepted(town, mode="handler_only", body=SECRET)
        stories.raised(town, attachments=clean_files([sent("更衣室.jpg", photo())]))
        file = Path(os.environ["TONGXIN_HOME"]) / "units.csv"
        file.write_text("code,name,parent,type\nZB,总装一车间,U04,车间\n", encoding="utf-8")
        import_units(actor=MAKER, path=file, line="administrative", today=clock.today())
        town.key("李桐", "units:read")
        work_once()
        set_checkpoint()


if __name__ == "__main__":
    main()
