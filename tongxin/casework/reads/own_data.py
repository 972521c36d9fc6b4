"""What casework keeps of one person, told to that person: what he raised, and how much he handled.

Cases about a person do not exist for that person, and what others wrote is theirs: neither is told here.
"""

from django.utils.translation import gettext as _

from tongxin.casework.book import category_name, mode_name
from tongxin.casework.facts import CASE_READ
from tongxin.casework.models import Case, Message
from tongxin.casework.rights import uncounted_cases
from tongxin.core.own_data import Row, Section, moment_text
from tongxin.core.policy import Actor
from tongxin.journal.public import looks_per_object


def own_data(actor: Actor, full: bool) -> list[Section]:
    """Return the sections of the person who acts. Five queries. With ``full`` also what he wrote when he raised."""
    return [_raised(actor, full=full), _work(actor)]


def _raised(actor: Actor, *, full: bool) -> Section:
    cases = list(Case.objects.filter(raiser_id=actor.person_id).order_by("-pk"))
    reads = looks_per_object(CASE_READ, [case.label for case in cases])
    origin = _("Raised by you. No entry of the journal names you as the one who raised them.")
    columns = [_("Number"), _("Category"), _("How raised"), _("Raised"), _("Read by others, times")]
    if full:
        columns += [_("Title"), _("What happened"), _("What you wish")]
    return Section(
        "cases", _("My cases"), origin, columns, [_case(case, reads.get(case.label, 0), full=full) for case in cases]
    )


def _case(case: Case, reads: int, *, full: bool) -> Row:
    row = (
        case.number,
        category_name(case.category),
        mode_name(case.mode),
        moment_text(case.raised_at),
        str(reads),
    )
    return (*row, case.words.title, case.words.body, case.words.wish) if full else row


def _work(actor: Actor) -> Section:
    hidden = uncounted_cases(actor).values("pk")
    handled = Case.objects.filter(handler_id=actor.person_id).exclude(pk__in=hidden)
    spoken = Message.objects.filter(author_id=actor.person_id).exclude(case_id__in=hidden)
    counts = ((_("Cases in which I am the handler"), handled.count()), (_("Lines written in cases"), spoken.count()))
    origin = _("Counted now. What was written stands in the cases; what others wrote is theirs and is not here.")
    rows = [(label, str(count)) for label, count in counts if count]
    return Section("case_work", _("My part in cases"), origin, (_("Item"), _("How many")), rows)
