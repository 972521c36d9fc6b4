"""A code by text message, asked for by its owner: first sign-in, or a forgotten password. No answer tells who exists.

The page only writes down what was asked, whatever the name; the worker finds out whose it is and sends. So neither the
answer nor its time depends on whether there is somebody, and a code never lies anywhere but in its digest.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from tongxin.accounts.facts import TEXT_NOT_SENT, CodeTexted
from tongxin.accounts.models import SignInCode, TextCode, User
from tongxin.accounts.naming import find_user
from tongxin.accounts.sign_in import Entry, guarded_tries
from tongxin.accounts.texts.gateway import Message, NotSentError, is_set_up, send
from tongxin.accounts.texts.reach import Reached, reach_of
from tongxin.accounts.writes.codes import digest_of, open_codes
from tongxin.core import clock, crypto
from tongxin.core.acts import act
from tongxin.core.errors import TooManyError
from tongxin.core.policy import NOBODY, Actor, require, system_actor
from tongxin.journal.public import note, record
from tongxin.words.public import normalise

JOB = "accounts.texts"
BY_TEXT = "text"
DIGITS = 6
GOOD_FOR = timedelta(minutes=10)
AGAIN_AFTER = timedelta(seconds=20)
TRIES = 3
SHORT, DAY = timedelta(minutes=15), timedelta(days=1)
IN_SHORT, IN_A_DAY = 3, 8  # for one name; what one address may ask in SHORT stands below
FROM_ONE_ADDRESS = 30


@act
def ask_for_text(*, actor: Actor, name: str, address: str) -> TextCode:
    """Somebody asks for a code under a staff number. Raises TooManyError, alike whether the number is anybody's."""
    name = normalise(name)
    draft = TextCode(
        name=name,
        name_index=crypto.index(name, "text-name"),
        address_index=crypto.index(address, "text-address"),
        language=get_language() or "",
    )
    _require_seldom(draft)
    draft.save()
    return draft


def _require_seldom(draft: TextCode) -> None:
    now = clock.now()
    short, day = Q(asked_at__gt=now - SHORT), Q(asked_at__gt=now - DAY)
    of_name, of_address = Q(name_index=draft.name_index), Q(address_index=draft.address_index)
    limits = (
        (short & of_name, IN_SHORT),
        (day & of_name, IN_A_DAY),
        (short & of_address, FROM_ONE_ADDRESS),
        (day, settings.SMS.most_a_day),
    )
    for rows, most in limits:
        few = TextCode.objects.filter(rows).count() < most
        require(few, TooManyError, _("Several codes were asked for already. Wait 15 minutes, or ask for a paper slip."))


def send_texts() -> int:
    """Send what was asked for, and forget what is a day old. Returns how many codes went out."""
    now = clock.now()
    TextCode.objects.filter(asked_at__lte=now - DAY).delete()
    if not is_set_up():
        return 0
    sent = 0
    for row in TextCode.objects.filter(due_at__lte=now).order_by("pk"):
        mine = TextCode.objects.filter(pk=row.pk, due_at=row.due_at).update(due_at=now + AGAIN_AFTER)
        if mine:
            sent += _send(row)
    return sent


def _send(row: TextCode) -> int:
    """Send one code. Its digest is stored first: what went out must count, and what did not go out is taken back."""
    reached = reach_of(row.name) if row.asked_at > clock.now() - GOOD_FOR else None
    if reached is None or _has_had_enough(reached.user):
        _settle(row)
        return 0
    code = "".join(str(secrets.randbelow(10)) for _place in range(DIGITS))
    row.user, row.digest, row.until = reached.user, _digest(reached.user, code), clock.now() + GOOD_FOR
    row.n_tries += 1
    row.save(update_fields=["user", "digest", "until", "n_tries"])
    try:
        send(_message(reached, code, row.language))
    except NotSentError as error:
        _take_back(row, error)
        return 0
    _settled_as_sent(actor=system_actor(JOB), row=row)
    return 1


def _message(reached: Reached, code: str, language: str) -> Message:
    with override(language or settings.LANGUAGE_CODE):
        term = _("for %(minutes)s minutes") % {"minutes": GOOD_FOR // timedelta(minutes=1)}
    return Message(reached.phone, code, term, settings.PUBLIC_URL, language)


def _has_had_enough(user: User) -> bool:
    """Whoever has several names is asked for under each: what goes to one person is counted for all of them."""
    rows = TextCode.objects.filter(user=user, asked_at__gt=clock.now() - DAY).exclude(digest="")
    return rows.count() >= IN_A_DAY


def _take_back(row: TextCode, error: NotSentError) -> None:
    row.digest, row.until = "", None
    row.save(update_fields=["digest", "until"])
    if row.n_tries >= TRIES:
        user = row.user_id
        _settle(row)
        note(TEXT_NOT_SENT, actor=system_actor(JOB), object=f"accounts.user:{user}", why=error.trouble.value)


@act
def _settled_as_sent(*, actor: Actor, row: TextCode) -> None:
    earlier = TextCode.objects.filter(user=row.user, used_at=None).exclude(pk=row.pk)
    earlier.update(until=None)
    _settle(row)
    record(CodeTexted(object=f"accounts.user:{row.user_id}"))


def _settle(row: TextCode) -> None:
    row.due_at, row.name = None, ""
    row.save(update_fields=["due_at", "name"])


def check_text(name: str, typed: str, asked: str) -> Entry | None:
    """Return who comes in by a code that was sent for this asking (the key of its row): once, to choose a password.

    Five wrong tries lock the name for 15 minutes, longer than any code counts; a name of nobody is locked alike.
    Raises TooManyError.
    """
    name = normalise(name)
    user = find_user(name)
    found: list[Entry] = []

    def fits() -> bool:
        found.extend(_entries(user, asked, "".join(sign for sign in typed if sign.isdigit())))
        return bool(found)

    guarded_tries(f"text:{normalise(user.number) if user else name}", fits)
    return found[0] if found else None


def _entries(user: User | None, asked: str, digits: str) -> list[Entry]:
    digest = _digest(user, digits)
    if user is None:
        return []
    rows = TextCode.objects.filter(key=asked, user=user, digest=digest, used_at=None, until__gt=clock.now())
    used = rows.update(used_at=clock.now()) if digits else 0
    return [Entry(user, _as_code(actor=NOBODY, user=user))] if used else []


@act
def _as_code(*, actor: Actor, user: User) -> SignInCode:
    """Let the choice of a password follow, as after any code. Nobody vouches: who changes a number could be anybody."""
    open_codes().filter(user=user).update(ended_at=clock.now())
    last_day = clock.today() + DAY  # the choice may come after midnight; nobody can type this code
    digest = digest_of(user.pk, secrets.token_hex())
    return SignInCode.objects.create(user=user, digest=digest, last_day=last_day, batch=BY_TEXT)


def _digest(user: User | None, digits: str) -> str:
    return crypto.mac(f"{user.pk if user else 0}:{digits}".encode(), "text-code")
