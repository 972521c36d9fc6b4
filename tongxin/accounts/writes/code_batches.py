"""Sign-in codes for many people at once, for paper. The codes are worked out from one seed, and stored nowhere.

A code is 8 signs of HMAC-SHA256(seed, account). In the database lie its keyed digest and, sealed in the run above, the
seed; when the seed is thrown away, nobody can ever tell the codes again (docs/decisions/0021).
"""

import hashlib
import hmac
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.contrib.auth.hashers import make_password

from tongxin.accounts.facts import AccountOpened, CodeEnded, CodeIssued
from tongxin.accounts.models import SignInCode, User
from tongxin.accounts.rules.codes import ALONE, joined, signs_of
from tongxin.accounts.writes.codes import digest_of
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.policy import Actor
from tongxin.journal.public import record

ROUNDS = range(4)  # 128 bytes: that eight signs are not among them happens once in 10**90


@dataclass(frozen=True)
class Batch:
    """What is alike for all codes of a run."""

    key: str
    seed: bytes
    last_day: date
    reason: str


@act
def open_accounts(*, actor: Actor, phones: Mapping[str, str]) -> dict[str, User]:
    """Open accounts by staff number; ``phones`` holds the index of each one's phone, or nothing.

    A number that has an account already is left out; a phone that signs in somebody else is not taken.
    Three queries, whatever the number. Records AccountOpened for each.
    """
    taken = set(User.objects.filter(number__in=phones).values_list("number", flat=True))
    indexes = {index for index in phones.values() if index}
    used = set(User.objects.filter(phone_index__in=indexes).values_list("phone_index", flat=True))
    fresh = []
    for number, index in phones.items():
        if number not in taken:
            fresh.append(User(number=number, phone_index=None if index in used else index or None))
            fresh[-1].password = make_password(None)
            used.add(index)
    made = User.objects.bulk_create(fresh)
    for user in made:
        record(AccountOpened(object=f"accounts.user:{user.pk}"))
    return {user.number: user for user in made}


@act
def issue_codes(*, actor: Actor, batch: Batch, user_ids: Collection[int]) -> int:
    """Make a code for each of these accounts; an open one ends. Records CodeIssued for each. Returns how many.

    An account whose owner has chosen a password meanwhile, or that was closed, gets none. Three queries.
    """
    rows = User.objects.select_for_update().filter(pk__in=user_ids).order_by("pk")
    wanting = [user for user in rows if user.is_active and not user.has_usable_password()]
    SignInCode.objects.filter(user__in=wanting, used_at=None, ended_at=None).update(ended_at=clock.now())
    SignInCode.objects.bulk_create(_code(actor, batch, user.pk) for user in wanting)
    for user in wanting:
        record(CodeIssued(object=f"accounts.user:{user.pk}", batch=batch.key))
    return len(wanting)


@act
def end_of_batch(*, actor: Actor, key: str, user_ids: Collection[int]) -> None:
    """End the codes of a run that did not reach these people: nobody knows them. Records CodeEnded for each."""
    rows = SignInCode.objects.filter(batch=key, user_id__in=user_ids, used_at=None, ended_at=None)
    for code in rows.select_for_update():
        code.ended_at = clock.now()
        code.save(update_fields=["ended_at"])
        record(CodeEnded(object=f"accounts.user:{code.user_id}", batch=key))


def _code(actor: Actor, batch: Batch, user_id: int) -> SignInCode:
    digest = digest_of(user_id, _signs(batch.seed, user_id))
    return SignInCode(
        user_id=user_id, digest=digest, reason=batch.reason, last_day=batch.last_day, batch=batch.key,
        asked_by_id=actor.user_id,
    )  # fmt: skip


def batch_codes(seed: bytes, user_ids: Iterable[int]) -> dict[int, str]:
    """Return the codes of accounts as they are printed. What ended meanwhile must be left out by the caller."""
    found = {}
    for user_id in user_ids:
        signs = _signs(seed, user_id)
        found[user_id] = joined(signs[:ALONE], signs[ALONE:])
    return found


def open_of_batch(key: str, user_ids: Sequence[int]) -> set[int]:
    """Return which of these accounts hold a code of this run that still counts. One query."""
    rows = SignInCode.objects.filter(batch=key, user_id__in=user_ids, used_at=None, ended_at=None)
    return set(rows.values_list("user_id", flat=True))


def holders_of_codes(user_ids: Collection[int]) -> set[int]:
    """Return which of these accounts hold any code that still counts. One query."""
    rows = SignInCode.objects.filter(user_id__in=user_ids, used_at=None, ended_at=None, last_day__gte=clock.today())
    return set(rows.values_list("user_id", flat=True))


def _signs(seed: bytes, user_id: int) -> str:
    return signs_of(chain.from_iterable(_blocks(seed, user_id)))


def _blocks(seed: bytes, user_id: int) -> Iterator[bytes]:
    for number in ROUNDS:
        yield hmac.new(seed, f"slip:{user_id}:{number}".encode(), hashlib.sha256).digest()
