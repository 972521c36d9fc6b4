"""One object of each kind at each position of the town, made by the services, and somebody in each role."""

from datetime import date, timedelta

from tests.rights.oracle import OTHER_ROOT, POSITIONS, ROLES, STANDS_ON
from tests.rights.table import SCOPES
from tests.town import FOUNDED, MAKER, PASSWORD, has_read_notice
from tongxin.accounts.models import Binding, Factor, Token
from tongxin.accounts.public import issue_token
from tongxin.casework.public import Matter, raise_case, set_route
from tongxin.core import clock
from tongxin.core.cursors import sealed_id
from tongxin.core.policy import NOBODY
from tongxin.disclosure.writes import ask_correction
from tongxin.exchange.rules.signing import secret_of
from tongxin.exchange.writes.endpoints import keep_endpoint
from tongxin.exports.models import ASKED, Export
from tongxin.feedback.writes import send_remark
from tongxin.files.public import clean_files, files_of
from tongxin.files.tests.samples import photo, sent
from tongxin.inbox.models import Notice
from tongxin.inbox.public import notify
from tongxin.inbox.writes.robots import keep_robot
from tongxin.organisation.models import ImportOrder, ImportRun
from tongxin.organisation.public import (
    actor_for,
    appoint,
    delegate,
    found_unit,
    give_account,
    give_code,
    grant_role,
    join_unit,
    register_person,
)
from tongxin.organisation.writes.code_runs import order_codes
from tongxin.retention.models import Hold

AWAY = "人力资源部"
NONE = {
    "key": "none",
    "way": "oidc",
    "robot": "none",
    "app": "none",
    "name": "none",
    "of": "none",
    "what": "none",
} | dict.fromkeys(("run", "token", "membership", "post", "grant", "delegation", "binding"), 99999)
MISSING = NONE | {"route": 99999, "mark": "none", "line": "union"}
EVERYONE = "employee"


def add_other_root(town):
    """Found a second company, with a party committee to join."""
    town.units[OTHER_ROOT] = found_unit(
        actor=MAKER, line="administrative", code="X00", name=OTHER_ROOT, type_code="group", day=FOUNDED
    )


def branch_for(town, place, unit):
    """Found a Party branch that serves a unit: whoever reaches the unit reaches it."""
    return found_unit(
        actor=MAKER, line="party", code=f"B{place:02}", name=f"第{place}党支部", type_code="branch",
        parent=town.units["同辉集团党委"], serves=unit, day=FOUNDED,
    )  # fmt: skip


def hire(town, number, name, home):
    """Let somebody come who is not in the town's own list."""
    person = register_person(actor=MAKER, name=name, staff_no=number, home=town.units[home], from_on=FOUNDED)
    hired = give_account(actor=MAKER, person=person, password=PASSWORD, must_change=False)
    has_read_notice(hired.user)
    return hired


def cast_of(town):
    """Hire somebody in each role, who stands on the same unit and works elsewhere."""
    cast = {}
    for place, role in enumerate(ROLES):
        cast[role] = hire(town, f"R{place:02}", f"演员{place}", AWAY)
        if role != EVERYONE:
            unit = town.units[STANDS_ON] if {"own", "tree"} & set(ROLES[role].values()) else None
            last = clock.today() + timedelta(days=90)
            grant_role(actor=MAKER, person=cast[role], role=role, unit=unit, reason="sweep", last_on=last)
    return cast


def keys_of(cast, scopes=SCOPES):
    """Return the header with a key of each role."""
    return {role: {"Authorization": f"Bearer {_key(person, scopes)}"} for role, person in cast.items()}


def _key(person, scopes):
    last = clock.today() + timedelta(days=90)
    return issue_token(actor=MAKER, user=person.user, label="sweep", scopes=scopes, last_on=last)


def objects_of(town):
    """Return by kind and position what an address names: its keyword arguments."""
    found = {}
    for place, (position, name) in enumerate(POSITIONS.items()):
        kinds = _made(town, place, name) if name else {}
        for kind in KINDS:
            found[kind, position] = kinds.get(kind, MISSING)
    for name in POSITIONS.values():
        if name:
            route = set_route(actor=MAKER, category="other", scope=town.units[name], unit=town.units["后勤保障部"])
            position = next(key for key, unit in POSITIONS.items() if unit == name)
            found["route", position] = {"route": route.pk}
    return found


KINDS = (
    "unit", "person", "person and line", "membership", "post", "case", "file", "route", "key", "grant", "delegation",
    "notice", "code", "factor", "binding", "remark", "robot", "way", "webhook", "correction", "export", "module",
    "slips", "hold", "figure", "import", "run", "example",
)  # fmt: skip


def _made(town, place, name):
    unit = town.units[name]
    worker = hire(town, f"W{place:02}", f"职工{place}", name)
    handler = hire(town, f"H{place:02}", f"经办{place}", name)
    since = {"from_on": FOUNDED}
    held = appoint(actor=MAKER, person=handler, unit=unit, code="handler", title="经办人", **since)
    post = appoint(actor=MAKER, person=worker, unit=unit, code="other", title="干事", **since)
    branch = branch_for(town, place, unit)
    joined = join_unit(actor=MAKER, person=worker, unit=branch, standing="full", from_on=date(2024, 1, 1))
    matter = Matter(
        body="灯坏了，楼道很暗",
        place=unit,
        mode="named",
        category="other",
        attachments=clean_files([sent("a.jpg", photo())]),
    )
    case = raise_case(actor=actor_for(worker), matter=matter)
    assert case.unit == unit, "the case must lie where its position says"
    _key(worker, SCOPES)
    last = clock.today() + timedelta(days=30)
    grant = grant_role(actor=MAKER, person=worker, role="team_leader", unit=unit, reason="x", last_on=last)
    lent = delegate(actor=actor_for(handler), taker=worker, role="handler", unit=held.unit, reason="休假", last_on=last)
    notify(person_id=worker.pk, kind="casework.accepted", key=f"n{place}", link="/", data=_words(case))
    person = {"key": worker.key}
    code = give_code(actor=MAKER, person=handler, reason="忘记密码").code
    factor = Factor.objects.create(user=worker.user, kind="app", label="手机")
    binding = Binding.objects.create(user=worker.user, way="oidc", subject_index=f"sweep{place}")
    remark = send_remark(actor=NOBODY, body="字太小，看不清")
    robot = keep_robot(actor=MAKER, kind="wecom", url=f"https://robot{place}.example", secret="", unit=unit)
    hook = keep_endpoint(
        actor=MAKER, name=f"系统{place}", url=f"https://hook{place}.example", kinds=[], secret=secret_of(b"sweep")
    )
    newcomer = f"N{place:02}"
    register_person(actor=MAKER, name=f"新人{place}", staff_no=newcomer, home=unit, from_on=FOUNDED)
    slips = order_codes(actor=MAKER, unit=unit, days=7, reason="首次登录")
    order = ImportOrder.objects.create(
        by=handler.user, what="people", file_name="名册.csv", language="en", until=clock.now() + timedelta(hours=1)
    )
    correction = ask_correction(actor=actor_for(worker), words="生日写错了")
    hold = Hold.objects.create(person=worker, reason="仲裁", until=clock.today())
    export = Export.objects.create(
        number=f"sweep{place}", what="people", person=worker, unit=unit, unit_key=unit.key, state=ASKED, rows=600,
        reason="年度体检",
    )  # fmt: skip
    return {
        "module": {"app": "exchange"},
        "webhook": {"key": hook.key},
        "correction": {"key": correction.key},
        "export": {"key": export.key},
        "slips": {"key": slips.key},
        "import": {"key": order.key},
        "run": {"run": ImportRun.objects.create(what="people", file_name="名册.xlsx", by="system:import").pk},
        "example": {"what": "people"},
        "hold": {"key": hold.key},
        "code": {"key": code.key},
        "factor": {"key": factor.key},
        "unit": {"key": unit.key},
        "figure": {"name": "casework.open", "of": unit.key},
        "binding": {"binding": binding.pk},
        "remark": {"key": remark.key},
        "robot": {"robot": robot.key},
        "person": person,
        "person and line": person | {"line": "union"},
        "membership": person | {"membership": joined.pk},
        "post": person | {"post": post.pk},
        "case": {"key": case.key},
        "file": {"key": files_of(case.label)[0].key},
        "key": {"token": Token.objects.get(user=worker.user).pk},
        "grant": {"grant": grant.pk},
        "delegation": {"delegation": lent.pk},
        "notice": {"mark": sealed_id(Notice.objects.get(person_id=worker.pk, key=f"n{place}").pk)},
    }


def _words(case):
    return {"number": case.number, "unit": case.unit.name}
