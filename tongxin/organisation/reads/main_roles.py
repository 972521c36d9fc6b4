"""The one role by which a person is counted."""

from datetime import date

from tongxin.organisation.models import Grant, Post
from tongxin.organisation.rights.book import book


def main_roles(day: date) -> dict[int, str]:
    """Return by person the role held on a day: of the main post before side posts, a granted one only without any.

    People without a role are not in it. Two queries for everybody.
    """
    found: dict[int, str] = {}
    posts = Post.objects.on(day).order_by("-main", "pk").values_list("person_id", "code")
    roles = [(person_id, book().role_of_post(code)) for person_id, code in posts]
    grants = Grant.objects.on(day).order_by("pk").values_list("person_id", "role")
    for person_id, role in [*roles, *grants]:
        if role:
            found.setdefault(person_id, role)
    return found
