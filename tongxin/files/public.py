"""PUBLIC: the door of files. Clean before the act (form field or ``clean_files``), store inside it."""

from tongxin.files.asking import AskingForm
from tongxin.files.cleaning import CleanFile, clean_files
from tongxin.files.drafts import access_drafts
from tongxin.files.fields import MultipleFileField
from tongxin.files.marks import refuse_marked, refuse_unanswered
from tongxin.files.models import StoredFile
from tongxin.files.owners import Opening, register_owner
from tongxin.files.reads import files_of, files_of_many, open_file, open_thumb
from tongxin.files.scanner import ScannerAwayError
from tongxin.files.scanner import answers as scanner_answers
from tongxin.files.scanner import is_named as scanner_is_named
from tongxin.files.writes import remove_files, store_files

__all__ = [
    "AskingForm",
    "CleanFile",
    "MultipleFileField",
    "Opening",
    "ScannerAwayError",
    "StoredFile",
    "access_drafts",
    "clean_files",
    "files_of",
    "files_of_many",
    "open_file",
    "open_thumb",
    "refuse_marked",
    "refuse_unanswered",
    "register_owner",
    "remove_files",
    "scanner_answers",
    "scanner_is_named",
    "store_files",
]
