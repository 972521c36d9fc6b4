"""The journal as an administrator reads it: people and units by name, everything else by what it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.core.errors import Text
from tongxin.journal.public import EntryLine
from tongxin.organisation.public import Person, Unit

AREAS: dict[str, Text] = {
    "casework.": gettext_lazy("Cases"),
    "organisation.": gettext_lazy("Units, people and roles"),
    "accounts.": gettext_lazy("Sign-in and accounts"),
    "files.": gettext_lazy("Files"),
    "rulebook.": gettext_lazy("Rules"),
    "inbox.": gettext_lazy("Reminders"),
    "feedback.": gettext_lazy("What is said about the platform"),
    "disclosure.": gettext_lazy("One's own data"),
    "exports.": gettext_lazy("Files taken out"),
    "modules.": gettext_lazy("Modules"),
    "retention.": gettext_lazy("Terms of keeping"),
    "journal.": gettext_lazy("Erased contents"),
    "portal.": gettext_lazy("The journal itself"),
}
THINGS: dict[str, Text] = {
    "casework.case": gettext_lazy("case"),
    "casework.message": gettext_lazy("message in a case"),
    "inbox.burden": gettext_lazy("reminders of a day"),
    "inbox.robot": gettext_lazy("robot of a group"),
    "casework.route": gettext_lazy("line of who is responsible"),
    "feedback.remark": gettext_lazy("what was said about the platform"),
    "retention.hold": gettext_lazy("hold"),
    "retention.run": gettext_lazy("run"),
    "retention.switch": gettext_lazy("erasing after the term"),
    "exports.export": gettext_lazy("export"),
    "disclosure.correction": gettext_lazy("request for a correction"),
    "organisation.import": gettext_lazy("import"),
    "organisation.units": gettext_lazy("all units"),
    "modules.module": gettext_lazy("module"),
    "rulebook.pack": gettext_lazy("rule pack"),
}
# Who acts where nobody does, by the name that it has in the journal.
MACHINES: dict[str, Text] = {
    "backup": gettext_lazy("backup"),
    "burden": gettext_lazy("count of reminders"),
    "clocks": gettext_lazy("clocks"),
    "console": gettext_lazy("command line of the server"),
    "demo": gettext_lazy("demo"),
    "directory": gettext_lazy("directory of another system"),
    "escalation": gettext_lazy("supervision of deadlines"),
    "export": gettext_lazy("export on the server"),
    "import": gettext_lazy("import"),
    "init": gettext_lazy("installation"),
    "ratings": gettext_lazy("end of ratings"),
    "restore": gettext_lazy("restored backup"),
    "retention": gettext_lazy("terms of keeping"),
}
# These are noted before their actor is known: who it is about is who did it.
BY_THEMSELVES = {"accounts.signed_in"}


@dataclass(frozen=True)
class JournalRow:
    """One entry in words. ``who`` is empty where the journal keeps no name."""

    line: EntryLine
    who: str
    about: str


def journal_rows(lines: Iterable[EntryLine]) -> list[JournalRow]:
    """Return entries with names, in three queries however many there are."""
    lines = list(lines)
    names = _names([label for line in lines for label in (line.actor, line.object)])
    return [_row(line, names) for line in lines]


def _row(line: EntryLine, names: Mapping[str, str]) -> JournalRow:
    about = _about(line.object, names)
    if line.kind in BY_THEMSELVES:
        return JournalRow(line, about, "")
    return JournalRow(line, _who(line.actor, names), about)


def _names(labels: Iterable[str]) -> dict[str, str]:
    ids: dict[str, set[int]] = {}
    for label in labels:
        kind, _colon, key = label.partition(":")
        if key.isdecimal():
            ids.setdefault(kind, set()).add(int(key))
    people = ids.get("person", set()) | ids.get("organisation.person", set())
    names: dict[str, str] = {}
    for pk, name in Person.objects.filter(pk__in=people).values_list("pk", "name"):
        names |= {f"person:{pk}": name, f"organisation.person:{pk}": name}
    for pk, name in Person.objects.filter(user__in=ids.get("accounts.user", set())).values_list("user", "name"):
        names[f"accounts.user:{pk}"] = name
    for pk, name in Unit.objects.filter(pk__in=ids.get("organisation.unit", set())).values_list("pk", "name"):
        names[f"organisation.unit:{pk}"] = name
    return names


def _who(actor: str, names: Mapping[str, str]) -> str:
    kind, _colon, key = actor.partition(":")
    if kind == "system":
        return _("the system (%(job)s)") % {"job": MACHINES.get(key, key)}
    return _("not signed in") if actor == "nobody" else names.get(actor, actor)


def _about(object: str, names: Mapping[str, str]) -> str:
    kind, _colon, key = object.partition(":")
    if object in names or kind not in THINGS:
        return names.get(object, object)
    return f"{THINGS[kind]} {key}".strip()
