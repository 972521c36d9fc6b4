"""Raising a case, and taking it back. What happens to it afterwards is in the files beside this one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.casework.book import (
    ACCEPT,
    ANSWER,
    FIRST_REPLY,
    HANDLER_ONLY,
    category_codes,
    mode_choices,
    suggest_category,
)
from tongxin.casework.facts import CaseClosed, CaseRaised
from tongxin.casework.models import Case, Exclusion
from tongxin.casework.models.words import Words
from tongxin.casework.reads.routing import named_officers, responsible_unit
from tongxin.casework.rights import RAISE, access_case, is_raiser, require_step
from tongxin.casework.rules.states import Outcome, Status, Step
from tongxin.casework.writes.numbers import new_numbers
from tongxin.casework.writes.terms import cancel_terms, plan_terms
from tongxin.casework.writes.thread import add_step, checked_text
from tongxin.clocks.public import Planned, store_clocks
from tongxin.core import clock
from tongxin.core.acts import act, prepared_act
from tongxin.core.errors import BadInputError
from tongxin.core.policy import Actor, may, require
from tongxin.files.public import CleanFile, refuse_marked, store_files
from tongxin.journal.public import record
from tongxin.organisation.public import Person, Unit
from tongxin.words.public import short_title

FIRST_CLOCKS = (ACCEPT, FIRST_REPLY, ANSWER)


NOBODY_FOUND = gettext_lazy(
    "Nobody who handles cases has that name or staff number. Write the full name. Whoever does not handle cases never"
    " sees this anyway."
)


@dataclass(frozen=True)
class Matter:
    """What somebody raises. ``place`` is where it happened; ``about`` names people who must not handle it."""

    body: str
    place: Unit
    mode: str
    wish: str = ""
    place_note: str = ""
    category: str = ""
    about: str = ""
    attachments: Sequence[CleanFile] = ()


@dataclass(frozen=True)
class Draft:
    """A case that is ready to be stored: without a number, its words in place, its terms reckoned."""

    case: Case
    terms: Sequence[Planned]
    about: Sequence[Person] = field(default=())


def draft_case(*, actor: Actor, matter: Matter) -> Draft:
    """Check what is raised, find who is responsible and reckon the terms. Raises Forbidden, BadInput."""
    require(may(actor, RAISE))
    body = checked_text(matter.body, "body", empty=_("Write in a few words what happened, then send."))
    refuse_marked(matter.wish, "wish")
    refuse_marked(matter.place_note, "place_note")
    _check_choices(matter)
    suggested, _because = suggest_category(f"{body}\n{matter.wish}")
    category = matter.category or suggested
    about = named_officers(matter.about)
    if matter.about.strip() and not about:
        raise BadInputError(NOBODY_FOUND, field="about")
    exclude = {person.pk for person in about} | ({actor.person_id} if actor.person_id else set())
    case = Case(
        mode=matter.mode,
        category=category,
        suggested=suggested,
        place=matter.place,
        raiser_id=actor.person_id,
        unit=responsible_unit(
            actor=actor,
            category=category,
            place=matter.place,
            exclude=() if matter.mode == HANDLER_ONLY else exclude,
        ),
        raised_at=clock.now(),
    )
    words = Words(short_title(body), body, matter.wish.strip(), matter.place_note.strip()[:80])
    case.put_words(words, sealed=matter.mode == HANDLER_ONLY)
    return Draft(case, plan_terms(actor=actor, case=case, kinds=FIRST_CLOCKS), about)


@prepared_act(draft_case)
def raise_case(draft: Draft, *, actor: Actor, matter: Matter) -> Case:
    """Anybody who works here may say what is wrong or could be better; it goes to the unit that is responsible.

    The people whom the matter is about are kept away from it. Starts the clocks for accepting, first reply and answer.
    Records CaseRaised, without the raiser. Raises Forbidden, BadInput. Only the number waits for the turn: who is
    responsible is read just before, and a post that ends in that moment might as well have ended just after.
    """
    case = draft.case
    case.number = new_numbers([clock.day_of(case.raised_at)])[0]
    case.save(force_insert=True)
    Exclusion.objects.bulk_create(Exclusion(case=case, person=person) for person in draft.about)
    if matter.attachments:
        store_files(actor=actor, uploads=matter.attachments, owner=case.label, nameless=True)
    store_clocks(subject=case.label, planned=draft.terms)
    record(CaseRaised(**case.for_facts()))
    return case


def _check_choices(matter: Matter) -> None:
    if matter.mode not in dict(mode_choices()):
        raise BadInputError(_("Choose how you want to say it."), field="mode")
    if matter.category and matter.category not in category_codes():
        raise BadInputError(_("Choose a category from the list."), field="category")


@act
def withdraw_case(*, actor: Actor, key: str, reason: str = "") -> Case:
    """The raiser takes a case back while nobody has answered it.

    Locks the case. Records CaseClosed. Raises NotFound, Forbidden, RuleBroken.
    """
    case = access_case(actor=actor, key=key, lock=True)
    require_step(case, Step.WITHDRAW, allowed=is_raiser(actor, case))
    cancel_terms(actor=actor, case=case)
    case.status, case.outcome, case.closed_at = Status.WITHDRAWN, Outcome.WITHDRAWN, clock.now()
    case.version += 1
    case.save(update_fields=["status", "outcome", "closed_at", "version", "next_due_on", "next_kind", "stopped"])
    add_step(actor=actor, case=case, step=Step.WITHDRAW, reason=reason.strip())
    record(CaseClosed(**case.for_facts(), outcome=Outcome.WITHDRAWN))
    return case
