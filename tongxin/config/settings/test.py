"""Settings of a test run: the product's own, with a fast password hash and a data folder of its own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("TONGXIN_HOME", str(Path(tempfile.gettempdir()) / f"tongxin-test-{os.getuid()}"))
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")
os.environ["REDIS_URL"] = os.environ.get("TEST_REDIS_URL", "")

from tongxin.config.settings.base import *  # noqa: F403
from tongxin.config.settings.base import DATABASES, HOME, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A file, not memory: threads of a test see the same database, as in the product.
DATABASES["default"].setdefault("TEST", {})
if "sqlite3" in str(DATABASES["default"]["ENGINE"]):
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Each client of a test builds the middleware anew; so files are looked for when asked for, not listed beforehand.
WHITENOISE_AUTOREFRESH = True
