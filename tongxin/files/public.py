"""PUBLIC: the door of files. Clean before the act (form field or ``clean_files``), store inside it."""

from tongxin.files.cleaning import CleanFile, clean_files
from tongxin.files.fields import MultipleFileField
from tongxin.files.models import StoredFile
from tongxin.files.owners import Opening, register_owner
from tongxin.files.reads import files_of, files_of_many, open_file, open_thumb
from tongxin.files.writes import store_files

__all__ = [
    "CleanFile",
    "MultipleFileField",
    "Opening",
    "StoredFile",
    "clean_files",
    "files_of",
    "files_of_many",
    "open_file",
    "open_thumb",
    "register_owner",
    "store_files",
]
