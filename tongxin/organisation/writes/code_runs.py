"""Sign-in codes for everybody of a unit who has no password yet: ordered once, made in short steps, told once.

Whoever needs two people to vouch is left out (docs/decisions/0017); the codes lie nowhere but on the paper (0021) or
in the text message (0027).
"""

import secrets
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from tongxin.accounts.public import Batch, issue_codes, open_accounts, texts_are_set_up
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError, NotFoundError, RuleBrokenError
from tongxin.core.policy import Actor, may, require, system_actor
from tongxin.journal.public import record
from tongxin.organisation.facts import CodesOrdered
from tongxin.organisation.models import CodeRun, Person, Unit
from tongxin.organisation.reads.actors import actor_of_user
from tongxin.organisation.reads.newcomers import newcomers, runs_of, without_open_code
from tongxin.organisation.rights import ACCOUNT_MANAGE, reaches
from tongxin.organisation.writes.code_texts import reachable, send_waiting

STEP = 200
SEED_BYTES = 32
READABLE = timedelta(hours=1)
ABANDONED = timedelta(hours=24)
MOST_ON_PAPER = 3000
TERMS = (7, 14, 30)
CONSOLE = "console"
ORDINARY_LINE = "administrative"


@act
def order_codes(
    *, actor: Actor, unit: Unit, days: int, reason: str, again: bool = False, by_text: bool = False
) -> CodeRun:
    """Order a sign-in code for everybody of a unit and below it who has no password yet. They are made in steps.

    ``by_text`` sends them instead of letting them be printed; who is not reached is named.

    ``again`` also makes new ones for those who hold a code; theirs end. By the pages 3,000 people at most, on the
    server any number. Records CodesOrdered. Raises ForbiddenError, BadInputError, RuleBrokenError.
    """
    require(may(actor, ACCOUNT_MANAGE))
    if unit.line != ORDINARY_LINE or not reaches(actor, ACCOUNT_MANAGE, unit.pk):
        raise BadInputError(_("Choose an administrative unit for which you give out codes."), field="unit")
    if days not in TERMS:
        raise BadInputError(_("The codes count for 7, 14 or 30 days."), field="days")
    if by_text and not texts_are_set_up():
        raise BadInputError(_("No gateway for text messages is set up."), field="by_text")
    if not actor.system and runs_of(actor.user_id).filter(finished_at=None).exists():
        raise RuleBrokenError(_("Another order of yours is still being made. Wait until it is done."))
    total = newcomers(unit, actor).count()
    if not total:
        raise BadInputError(_("Nobody there is without a password."), field="unit")
    if total > MOST_ON_PAPER and not actor.system:
        raise BadInputError(
            _("%(count)s people are too many to print at once. Choose a smaller unit, or run: tongxin user codes")
            % {"count": total},
            field="unit",
        )
    run = CodeRun(
        unit=unit, by_id=actor.user_id, reason=reason.strip()[:200], last_day=clock.today() + timedelta(days=days),
        again=again, by_text=by_text, seed=secrets.token_hex(SEED_BYTES), total=total,
        readable_until=clock.now() + ABANDONED,
    )  # fmt: skip
    run.save()
    record(CodesOrdered(object=f"organisation.code_run:{run.pk}", unit_id=unit.pk, people=total, again=again))
    return run


def go_on(run: CodeRun) -> CodeRun:
    """Make the codes of the next people of a run, as the one who ordered it. Returns the run as it stands then."""
    actor = system_actor(CONSOLE) if run.by is None else actor_of_user(run.by)
    if run.by_text:
        send_waiting(actor=actor, run=run)
    return _step(actor=actor, run_id=run.pk)


@act
def _step(*, actor: Actor, run_id: int) -> CodeRun:
    run = CodeRun.objects.select_for_update(of=("self",)).select_related("unit", "by").get(pk=run_id)
    if run.finished_at is not None:
        return run
    if not may(actor, ACCOUNT_MANAGE) or not reaches(actor, ACCOUNT_MANAGE, run.unit_id):
        return _close(run, failed="no_right")
    rows = newcomers(run.unit, actor).filter(pk__gt=run.position).order_by("pk")
    people = list(rows.select_for_update(of=("self",))[:STEP])
    if not people:
        return _close(run) if run.by_text else _finish(run)
    wanting = people if run.again else without_open_code(people)
    run.made += _give(actor, run, reachable(run, wanting) if run.by_text else wanting)
    run.position = people[-1].pk
    run.save(update_fields=["made", "position"])
    return run


def _give(actor: Actor, run: CodeRun, people: list[Person]) -> int:
    """Open the accounts that are missing, and make the codes."""
    new = [person for person in people if person.user_id is None]
    users = open_accounts(actor=actor, phones={person.staff_no: person.phone_index for person in new})
    for person in new:
        person.user = users.get(person.staff_no)
    Person.objects.bulk_update([person for person in new if person.user_id], ["user"])
    batch = Batch(run.key, bytes.fromhex(run.seed), run.last_day, run.reason)
    return issue_codes(actor=actor, batch=batch, user_ids=[person.user_id for person in people if person.user_id])


def _finish(run: CodeRun) -> CodeRun:
    run.finished_at = clock.now()
    run.readable_until = run.finished_at + READABLE
    run.save(update_fields=["finished_at", "readable_until"])
    return run


def access_run(*, actor: Actor, key: str) -> CodeRun:
    """Return a run to the one who ordered it. Raises NotFoundError for everybody else."""
    run = runs_of(actor.user_id).filter(key=key).first() if actor.user_id else None
    if run is None:
        raise NotFoundError
    return run


def is_readable(run: CodeRun) -> bool:
    """Return whether the codes of a run can still be told."""
    return bool(run.finished_at and run.seed and not run.by_text and run.readable_until > clock.now())


@act
def forget_codes(*, actor: Actor, run: CodeRun) -> CodeRun:
    """Throw away what tells the codes of a run: the slips are printed. The codes count on."""
    return _close(run)


def _close(run: CodeRun, failed: str = "") -> CodeRun:
    run.seed, run.failed = "", failed
    run.finished_at = run.finished_at or clock.now()
    run.save(update_fields=["seed", "failed", "finished_at"])
    return run


def advance_runs() -> int:
    """Go on with the orders of the pages, and throw away what may no longer be told. Returns how many steps it made."""
    for run in CodeRun.objects.exclude(seed="").filter(readable_until__lte=clock.now()):
        _forget_late(actor=system_actor(CONSOLE), run_id=run.pk)
    steps = 0
    for run in CodeRun.objects.filter(~Q(by=None), finished_at=None).select_related("by"):
        going = run
        while going.finished_at is None:
            going = go_on(going)
            steps += 1
    return steps


@act
def _forget_late(*, actor: Actor, run_id: int) -> CodeRun:
    run = CodeRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    return _close(run, failed=run.failed if run.finished_at else "abandoned")


def unfinished_console_run(unit: Unit, today: date) -> CodeRun | None:
    """Return the order of the server for this unit that was broken off, or whose file was not written."""
    rows = CodeRun.objects.filter(by=None, unit=unit, failed="", last_day__gt=today).exclude(seed="")
    return rows.filter(readable_until__gt=clock.now()).order_by("-pk").first()
