"""What the organisation keeps of one person, told to that person: entry, memberships, posts, roles, looks."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.own_data import Row, Section, day_text, moment_text
from tongxin.core.policy import Actor
from tongxin.journal.public import EntryLine, looks_at
from tongxin.organisation.facts import OWN_SENSITIVE_SEEN, SENSITIVE_SEEN
from tongxin.organisation.models import Delegation, DirectoryLink, Grant, Person, Post
from tongxin.organisation.reads.people import history_of, label
from tongxin.organisation.reads.standings import kinds, roles, standings
from tongxin.organisation.reads.units import line_name
from tongxin.organisation.rights import person_of
from tongxin.organisation.rights.book import book
from tongxin.words.public import mask

PERSON = "person:"


def own_data(actor: Actor, full: bool) -> list[Section]:
    """Return the sections of the person who acts. The number of queries does not grow with what is kept."""
    person = person_of(actor)
    if person is None:
        return []
    return [_entry(person, full=full), _memberships(person), _posts(person), _roles(person), _looks(person)]


def _entry(person: Person, *, full: bool) -> Section:
    link = DirectoryLink.objects.filter(person=person).first()
    sex = {"m": _("male"), "f": _("female")}
    pairs = [
        (_("Name"), person.name),
        (_("Staff number"), person.staff_no),
        (_("Kind"), kinds().get(person.kind, person.kind)),
        (_("Sex"), sex.get(person.sex, person.sex)),
        (_("Born on"), day_text(person.born_on)),
        (_("Identity number (kept encrypted)"), person.national_id if full else mask(person.national_id)),
        (_("Phone (kept encrypted)"), person.phone if full else mask(person.phone)),
        (_("Name in the company's directory"), link.user_name if link else ""),
        (_("Number in the company's directory"), link.external_id if link else ""),
        (_("Entered"), moment_text(person.created_at)),
        (_("Left on"), day_text(person.left_on)),
    ]
    origin = _("From the roster, the company's directory, or what the staff of your unit entered.")
    return Section("entry", _("My entry"), origin, (_("Item"), _("Kept")), [pair for pair in pairs if pair[1]])


def _memberships(person: Person) -> Section:
    rows = [
        (
            row.unit.name,
            line_name(row.line),
            standings(row.line).get(row.standing, row.standing),
            day_text(row.from_on),
            day_text(row.to_on),
        )
        for row in history_of(person)
    ]
    origin = _("From the roster, or entered by whoever looks after the people of the unit.")
    columns = (_("Unit"), _("Line"), _("As"), _("From"), _("Until before"))
    return Section("memberships", _("Where I belong"), origin, columns, rows)


def _posts(person: Person) -> Section:
    found = person.posts.select_related("unit").order_by("-from_on", "-pk")
    rows = [(row.title, row.unit.name, row.basis, day_text(row.from_on), day_text(row.to_on)) for row in found]
    origin = _("From the roster, or entered with the appointment.")
    return Section(
        "posts", _("My posts"), origin, (_("Post"), _("Unit"), _("Basis"), _("From"), _("Until before")), rows
    )


def _roles(person: Person) -> Section:
    words = roles()
    rows = [
        _span(words, row, _("given"), row.unit.name if row.unit else _("everywhere"))
        for row in Grant.objects.filter(person=person).select_related("unit").order_by("-pk")
    ]
    lent = Delegation.objects.filter(Q(giver=person) | Q(taker=person)).select_related("unit").order_by("-pk")
    rows += [
        _span(words, row, _("lent by me") if row.giver_id == person.pk else _("lent to me"), row.unit.name)
        for row in lent
    ]
    origin = _("Given by the security administrator, or lent by a colleague. Roles of posts go with the posts.")
    columns = (_("Role"), _("In what way"), _("Unit"), _("Reason"), _("From"), _("Until before"))
    return Section("roles", _("Roles given or lent"), origin, columns, rows)


def _span(words: Mapping[str, str], row: Grant | Delegation, how: str, unit: str) -> Row:
    role = words.get(row.role, row.role)
    return role, how, unit, row.reason, day_text(row.from_on), day_text(row.to_on)


def _looks(person: Person) -> Section:
    lines = looks_at((SENSITIVE_SEEN, OWN_SENSITIVE_SEEN), label(person))
    held = _Held({line.actor for line in lines if line.kind == SENSITIVE_SEEN})
    rows = [_look(line, held) for line in lines]
    origin = _("From the journal. Each look at these numbers by others needs a reason, given here as it was written.")
    columns = (_("When"), _("Who, by role"), _("Reason"))
    return Section("looks", _("Who looked at my identity number and phone"), origin, columns, rows)


def _look(line: EntryLine, held: "_Held") -> Row:
    if line.kind == OWN_SENSITIVE_SEEN:
        return moment_text(line.at), _("myself"), ""
    return moment_text(line.at), held.on(line.actor, clock.local(line.at).date()), str(line.data.get("why", ""))


class _Held:
    """Which role people held on a day: the kind of role is told, never the name."""

    def __init__(self, actors: set[str]) -> None:
        ids = {int(one.removeprefix(PERSON)) for one in actors if one.startswith(PERSON)}
        posts = Post.objects.filter(person_id__in=ids).order_by("-main", "pk")
        grants = Grant.objects.filter(person_id__in=ids).order_by("pk")
        self.spans: list[tuple[int, str | None, date, date]] = [
            (row.person_id, book().role_of_post(row.code), row.from_on, row.to_on) for row in posts
        ]
        self.spans += [(row.person_id, row.role, row.from_on, row.to_on) for row in grants]
        self.words = roles()

    def on(self, actor: str, day: date) -> str:
        """Return the first role held on a day."""
        if not actor.startswith(PERSON):
            return _("the system")
        who = int(actor.removeprefix(PERSON))
        codes = (role for person, role, start, end in self.spans if person == who and role and start <= day < end)
        code = next(codes, "")
        return self.words.get(code, code) or _("a role that has ended")
