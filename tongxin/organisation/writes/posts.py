"""Posts: whoever holds one holds its role, from the first day to the last."""

from datetime import date

from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError, ForbiddenError, RuleBrokenError
from tongxin.core.policy import Actor, require
from tongxin.journal.public import record
from tongxin.organisation.facts import Appointed, PostEnded
from tongxin.organisation.models import Person, Post, Unit
from tongxin.organisation.models.spans import FOREVER
from tongxin.organisation.reads.people import label
from tongxin.organisation.rights import PEOPLE_EDIT, book, reaches, require_sight
from tongxin.organisation.writes.separation import require_separate
from tongxin.organisation.writes.spans import end_on, require_order, require_standing


@act
def appoint(  # noqa: PLR0913 - a keyword-only service
    *,
    actor: Actor,
    person: Person,
    unit: Unit,
    title: str,
    code: str = "",
    main: bool = True,
    basis: str = "",
    from_on: date | None = None,
    to_on: date = FOREVER,
) -> Post:
    """Somebody holds a post in a unit from a day on (default: today) until ``to_on``, its first day without.

    Without a code the title decides which post of the pack it is. Nobody appoints himself to a post that carries a
    role. Records Appointed. Raises NotFoundError, ForbiddenError, BadInputError and RuleBrokenError (administrators).
    """
    day = from_on or clock.today()
    title = " ".join(title.split())
    code = code or book().post_of_title(title, unit.line)
    require_sight(actor, person)
    require(reaches(actor, PEOPLE_EDIT, unit.pk))
    _require_known(code, title, unit)
    require_standing(unit, day)
    require_order(day, to_on, "to_on")
    role = book().role_of_post(code)
    require(not role or person.pk != actor.person_id, ForbiddenError, _("Somebody else must appoint you."))
    require_separate(person, role, day, to_on)
    post = Post.objects.create(
        person=person, unit=unit, code=code, title=title, main=main, basis=basis.strip(), from_on=day, to_on=to_on
    )
    record(
        Appointed(
            object=label(person), person_id=person.pk, unit_id=unit.pk, day=day, post_id=post.pk, code=code, title=title
        )
    )
    return post


@act
def end_post(*, actor: Actor, post: Post, day: date) -> Post:
    """Somebody holds a post no longer from a day on, and with it neither its role nor what he delegated of it.

    Records PostEnded. Raises ForbiddenError, and RuleBrokenError for a post that has already ended.
    """
    require(reaches(actor, PEOPLE_EDIT, post.unit_id))
    if not end_on(Post.objects.filter(pk=post.pk), day):
        raise RuleBrokenError(_("This post has already ended."))
    post.to_on = day
    record(
        PostEnded(
            object=label(post.person),
            person_id=post.person_id,
            unit_id=post.unit_id,
            day=day,
            post_id=post.pk,
            code=post.code,
            title=post.title,
        )
    )
    return post


def _require_known(code: str, title: str, unit: Unit) -> None:
    kind = book().posts.get(code)
    if kind is None or kind.line not in {unit.line, "any"}:
        raise BadInputError(_("This line has no such post."), field="code")
    if not title or len(title) > 60:
        raise BadInputError(_("Give the post a title of at most 60 characters."), field="title")
