"""Catalogues of translated texts, without the system's gettext: ``compile``, ``update`` or ``check``.

The English text is the message id, so there is no English catalogue. ``zh_Hans`` is written by people; ``zh_Hant`` is
made from it by OpenCC and the reviewed words of ``tongxin/core/zh_hant_terms.txt``.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tongxin.core.traditional import to_traditional

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ROOT / "tongxin"
NOT_SOURCE = {"tests", "migrations"}

ONE, TWO = (1,), (1, 2)
WITH_CONTEXT, WITH_CONTEXT_TWO = ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), ONE),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), TWO),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), WITH_CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), WITH_CONTEXT_TWO),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!%)%[sd]|{\w+}")
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""

Key = tuple[str, str | tuple[str, ...]]  # context, and id or the two ids of a plural


def areas() -> list[Path]:
    """Return the packages that have a catalogue each."""
    return sorted(folder for folder in PRODUCT.iterdir() if (folder / "__init__.py").is_file())


def catalogue_file(area: Path, language: str) -> Path:
    """Return where the catalogue of an area lies."""
    return area / "locale" / language / "LC_MESSAGES" / "django.po"


def ids_of(area: Path) -> list[Key]:
    """Return the message ids of an area, by file, each once."""
    files = sorted(file for suffix in ("py", "html", "txt") for file in area.rglob(f"*.{suffix}"))
    sources = (file for file in files if not NOT_SOURCE & set(file.relative_to(area).parts))
    return list(dict.fromkeys(key for file in sources for key in ids_in(file.read_text(encoding="utf-8"), file)))


def ids_in(text: str, file: Path) -> Iterator[Key]:
    """Return the message ids of one module or template."""
    if file.suffix != ".py":
        # In brackets and flush left, because what is between the tags is no Python and has no indentation.
        text = "(\n" + "\n".join(line.strip() for line in templatize(text, origin=str(file)).splitlines()) + "\n)"
    for _line, found, _comments, context in extract("python", BytesIO(text.encode()), KEYWORDS):
        yield context or "", tuple(found) if isinstance(found, tuple) else found


def key_of(message: Message) -> Key:
    """Return the key of a catalogue's message."""
    return message.context or "", tuple(message.id) if isinstance(message.id, list | tuple) else message.id


def strings_of(message: Message) -> list[str]:
    """Return the translations of a message: one in Chinese, which knows no plural."""
    return list(message.string) if isinstance(message.string, list | tuple) else [message.string or ""]


def read_catalogue(file: Path, language: str) -> Catalog:
    """Return a catalogue; an absent one is empty."""
    if not file.is_file():
        return Catalog(locale=language)
    with file.open("rb") as source:
        return read_po(source, locale=language)


def rendered(catalogue: Catalog, language: str) -> str:
    """Return a catalogue as text, under a header that never changes."""
    body = BytesIO()
    write_po(body, catalogue, width=120, no_location=True, omit_header=True)
    return HEADER.format(language=language) + body.getvalue().decode().strip() + "\n"


def updated(old: Catalog, ids: Iterable[Key]) -> Catalog:
    """Return the catalogue of exactly these ids, with the old translations."""
    known = {key_of(message): message for message in old if message.id}
    new = Catalog(locale="zh_Hans")
    for context, identifier in ids:
        before = known.get((context, identifier))
        plural = isinstance(identifier, tuple)
        new.add(
            identifier,
            (before.string if before else None) or (("",) if plural else ""),
            flags=before.flags if before else (),
            user_comments=before.user_comments if before else (),
            context=context or None,
        )
    return new


def traditional(simplified: Catalog) -> Catalog:
    """Return the catalogue in traditional characters."""
    new = Catalog(locale="zh_Hant")
    for message in simplified:
        if message.id and not message.fuzzy:
            string = [to_traditional(part) for part in strings_of(message)]
            new.add(message.id, string if isinstance(message.id, tuple) else string[0], context=message.context)
    return new


def faults_of(area: Path) -> Iterator[str]:
    """Return what is wrong with the catalogues of an area, one sentence each."""
    file = catalogue_file(area, "zh_Hans")
    catalogue, ids = read_catalogue(file, "zh_Hans"), ids_of(area)
    place = file.relative_to(ROOT)
    known = {key_of(message): message for message in catalogue if message.id}
    for key in ids:
        if key not in known or not all(strings_of(known[key])):
            yield f"{place}: {key[1]!r} is not translated."
    for key, message in known.items():
        if key not in ids:
            yield f"{place}: {key[1]!r} is not used."
        if message.fuzzy:
            yield f"{place}: {key[1]!r} is fuzzy; look at it and remove the mark."
        if any(strings_of(message)) and not placeholders_agree(message):
            yield f"{place}: {key[1]!r} and its translation have different placeholders."
    made = catalogue_file(area, "zh_Hant")
    wanted = rendered(traditional(catalogue), "zh_Hant") if known else ""
    if (made.read_text(encoding="utf-8") if made.is_file() else "") != wanted:
        yield f"{made.relative_to(ROOT)} is not what zh_Hans gives. Run make messages."


def placeholders_agree(message: Message) -> bool:
    """Return whether each translation has the placeholders of the id; of a plural, those of its second form."""
    identifier = message.id[-1] if isinstance(message.id, tuple | list) else message.id
    wanted = set(PLACEHOLDER.findall(identifier))
    return all(set(PLACEHOLDER.findall(string)) == wanted for string in strings_of(message))


def compile_all() -> int:
    """Write the binary catalogue beside every text that is newer. Fuzzy translations stay out."""
    for file in sorted(PRODUCT.glob("*/locale/*/LC_MESSAGES/django.po")):
        binary = file.with_suffix(".mo")
        if not binary.is_file() or binary.stat().st_mtime < file.stat().st_mtime:
            with binary.open("wb") as target:
                write_mo(target, read_catalogue(file, file.parents[1].name), use_fuzzy=False)
    return 0


def update_all() -> int:
    """Bring every catalogue to the ids in use, and make the traditional ones anew."""
    for area in areas():
        file, ids = catalogue_file(area, "zh_Hans"), ids_of(area)
        if not ids and not file.is_file():
            continue
        catalogue = updated(read_catalogue(file, "zh_Hans"), ids)
        for language, content in (("zh_Hans", catalogue), ("zh_Hant", traditional(catalogue))):
            target = catalogue_file(area, language)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(rendered(content, language), encoding="utf-8")
    return 0


def disagreements() -> Iterator[str]:
    """Return the ids that two apps translate differently: Django would show one of the two in both."""
    seen: dict[Key, tuple[list[str], Path]] = {}
    for area in areas():
        for message in read_catalogue(catalogue_file(area, "zh_Hans"), "zh_Hans"):
            if message.id:
                strings, first = seen.setdefault(key_of(message), (strings_of(message), area))
                if strings != strings_of(message):
                    yield f"{message.id!r} differs between {first.name} and {area.name}. Give one of them a context."


def check_all() -> int:
    """Name every fault; 1 if there is one."""
    faults = [*(fault for area in areas() for fault in faults_of(area)), *disagreements()]
    print("\n".join(faults))
    return 1 if faults else 0


COMMANDS = {"compile": compile_all, "update": update_all, "check": check_all}


if __name__ == "__main__":
    if len(sys.argv) != TWO[-1] or sys.argv[1] not in COMMANDS:
        sys.exit(f"Say one of: {', '.join(COMMANDS)}.")
    sys.exit(COMMANDS[sys.argv[1]]())
