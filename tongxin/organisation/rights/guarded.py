"""Who holds a right for which two people must vouch (docs/decisions/0017), asked for everybody at once."""

from django.db.models import Q

from tongxin.core import clock
from tongxin.core.policy import declared
from tongxin.organisation.models import Delegation, Grant, Post
from tongxin.organisation.rights.book import book


def guarded_people() -> Q:
    """Return the condition on people that they hold a guarded right, administer the system, or will from a later day.

    Wider than ``is_guarded`` asks of one person today: what begins later is counted, and a delegation also where its
    giver no longer holds the role.
    """
    names = {right.name for right in declared().values() if right.guarded or right.administers}
    roles = {code for code, role in book().roles.items() if role.administrator or names & set(role.rights)}
    if roles & book().everyone:
        return Q(pk__isnull=False)
    codes = [code for role in roles for code in book().posts_of_role(role)]
    still = Q(to_on__gt=clock.today())
    posts = Post.objects.filter(still, code__in=codes).values("person_id")
    grants = Grant.objects.filter(still, role__in=roles).values("person_id")
    lent = Delegation.objects.filter(still, role__in=roles).values("taker_id")
    return Q(pk__in=posts) | Q(pk__in=grants) | Q(pk__in=lent)
