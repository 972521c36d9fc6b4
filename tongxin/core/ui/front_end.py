"""Files of the front end: chosen files of npm packages under ``vendor/``, and hashed names without a bundler."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

PREFIX = "vendor"


class PackageFinder(BaseFinder):
    """Finds the files that ``FRONT_END_FILES`` names per package below ``NODE_MODULES``; everything else stays out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=settings.NODE_MODULES)
        self.storage.prefix = PREFIX  # type: ignore[attr-defined]

    def check(self, **_: Any) -> list[CheckMessage]:
        """Return nothing to complain about: a missing package shows when files are collected."""
        return []

    def _names(self) -> Iterator[str]:
        for package, files in settings.FRONT_END_FILES.items():
            for file in files:
                yield f"{package}/{file}"

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        """Return where a file of ``vendor/…`` lies, or nothing."""
        prefix, _slash, name = path.partition("/")
        file = Path(settings.NODE_MODULES, name)
        if prefix != PREFIX or name not in self._names() or not file.is_file():
            return []
        return [str(file)] if find_all else str(file)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, FileSystemStorage]]:  # noqa: ARG002
        """Return all named files with their storage."""
        return ((name, self.storage) for name in self._names())


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names with a hash of the content, compressed. Source maps are not shipped, so references to them stay."""

    patterns = tuple(
        (kind, tuple(part for part in parts if "sourceMappingURL" not in str(part)))
        for kind, parts in CompressedManifestStaticFilesStorage.patterns
    )

    def stored_name(self, name: str) -> str:
        """Return the hashed name; before any files have been collected, the plain one, so that commands still run."""
        return str(super().stored_name(name)) if self.hashed_files else name
