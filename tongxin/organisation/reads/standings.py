"""What the pack calls standings, posts, roles and kinds of people, in the active language."""

from collections.abc import Mapping

from tongxin.rulebook.public import section, word


def standings(line: str) -> Mapping[str, str]:
    """Return the standings of a line by code, the usual one first."""
    return {entry["code"]: word(entry) for entry in section("roles")["standings"].get(line, [])}


def kinds() -> Mapping[str, str]:
    """Return the kinds of people by code."""
    return {entry["code"]: word(entry) for entry in section("roles")["kinds"]}


def posts(line: str) -> Mapping[str, str]:
    """Return the posts of a line by code."""
    entries = section("roles")["posts"]
    return {entry["code"]: word(entry) for entry in entries if entry["line"] in {line, "any"}}


def roles() -> Mapping[str, str]:
    """Return the roles that can be given, by code."""
    entries = section("roles")["roles"]
    return {code: word(entry) for code, entry in entries.items() if not entry.get("everyone")}
