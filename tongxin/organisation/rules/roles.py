"""What roles allow and which posts carry them, as the pack says. Knows no people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any


class Span(StrEnum):
    """How far a right goes from the unit on which the role is held."""

    OWN = "own"
    TREE = "tree"
    ALL = "all"


@dataclass(frozen=True)
class Role:
    """A role: its rights and how far each goes. ``administrator`` roles stand alone; ``everyone`` needs no post."""

    code: str
    rights: Mapping[str, Span]
    everyone: bool = False
    administrator: bool = False

    @property
    def needs_unit(self) -> bool:
        """Return whether the role means anything only on a unit."""
        return any(span is not Span.ALL for span in self.rights.values())


@dataclass(frozen=True)
class PostKind:
    """A post of the pack. ``line`` is ``any`` where every line knows it; ``role`` is empty where it carries none."""

    code: str
    line: str
    role: str
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Book:
    """All roles and posts of the pack."""

    roles: Mapping[str, Role]
    posts: Mapping[str, PostKind]

    @cached_property
    def everyone(self) -> frozenset[str]:
        """Return the roles that every person holds who has not left."""
        return frozenset(code for code, role in self.roles.items() if role.everyone)

    def role_of_post(self, code: str) -> str:
        """Return the role that a post carries; empty for none and for a post the pack does not know."""
        post = self.posts.get(code)
        return post.role if post else ""

    def posts_of_role(self, role: str) -> list[str]:
        """Return the codes of the posts that carry a role."""
        return [post.code for post in self.posts.values() if post.role == role]

    def roles_with(self, right: str) -> Mapping[str, Span]:
        """Return the roles that give a right, and how far."""
        return {code: role.rights[right] for code, role in self.roles.items() if right in role.rights}

    def post_of_title(self, title: str, line: str) -> str:
        """Return the post whose name or alias is this title in this line; ``other`` for a title of one's own."""
        wanted = "".join(title.split())
        fitting = [post for post in self.posts.values() if wanted in post.titles and post.line in {line, "any"}]
        return fitting[0].code if fitting else "other"

    def clash(self, role: str, held: Iterable[str]) -> str:
        """Return the held role that forbids taking ``role`` as well; empty when none does.

        The three administrators overlap neither with each other nor with any role but those of everyone
        (separation of administrators, GB/T 22239-2019, level 3).
        """
        others = [code for code in held if code != role and code not in self.everyone]
        if role in self.everyone:
            return ""
        if self._is_administrator(role):
            return next(iter(sorted(others)), "")
        return next((code for code in sorted(others) if self._is_administrator(code)), "")

    def _is_administrator(self, code: str) -> bool:
        role = self.roles.get(code)
        return role is not None and role.administrator


def book_of(section: Mapping[str, Any]) -> Book:
    """Return the pack's section as values. Raises ValueError where a post names a role that is not there."""
    roles = {code: _role(code, entry) for code, entry in section["roles"].items()}
    posts = {entry["code"]: _post(entry) for entry in section["posts"]}
    for post in posts.values():
        if post.role and (post.role not in roles or roles[post.role].administrator):
            raise ValueError(f"The post {post.code} carries {post.role}, which no post can carry.")
    return Book(roles, posts)


def _role(code: str, entry: Mapping[str, Any]) -> Role:
    rights = {right: Span(span) for right, span in entry["rights"].items()}
    return Role(code, rights, entry.get("everyone", False), entry.get("administrator", False))


def _post(entry: Mapping[str, Any]) -> PostKind:
    titles = (entry["name_zh"], *entry["aliases"])
    return PostKind(entry["code"], entry["line"], entry.get("role", ""), titles)
