"""One entry for every page and every route: who may come, to which kind of object, and what is sent.

A new address fails the sweep until it stands here. ``needs`` is "public", "signed in", or rights of which one must be
held anywhere (else 403 for every id). ``sees`` are rights of which one must reach the object's unit (else 404); None
lets everybody see what exists, () nobody here. ``may`` likewise for POST (else 403). ``scope`` is that of a route.
"""

from dataclasses import dataclass, field

from tests.town import PASSWORD

UNIT_VIEW, UNIT_EDIT = "organisation.unit.view", "organisation.unit.edit"
PEOPLE_VIEW, PEOPLE_EDIT = "organisation.people.view", "organisation.people.edit"
SENSITIVE, EXPORT_PEOPLE, IMPORT = "organisation.sensitive.view", "organisation.export", "organisation.import"
GRANTS, ACCOUNTS, SETTINGS = "organisation.grant.edit", "accounts.user.manage", "system.settings"
ISSUE, MANAGE = "accounts.token.issue", "accounts.token.manage"
JOURNAL, FACTS = "journal.view", "journal.facts"
APPROVE, RETAIN = "exports.approve", "retention.manage"
RAISE, HANDLE, SUPERVISE = "casework.case.raise", "casework.case.handle", "casework.case.supervise"
DESK, FIGURES = (HANDLE, SUPERVISE), "casework.figures.view"
BOTH, GET, POST = ("GET", "POST"), ("GET",), ("POST",)
SIGNED_IN = "signed in"
DAY = {"day": "2026-03-16"}


@dataclass(frozen=True)
class Entry:
    """What the table says of one address."""

    needs: object
    methods: tuple = BOTH
    kind: str = ""
    sees: tuple | None = None
    may: tuple | None = None
    late: bool = False  # the form is shown before it is asked whether there is such a thing
    above: bool = False  # ``may`` must reach the unit above
    data: dict = field(default_factory=dict)
    scope: str = ""
    is_api: bool = False
    beside: tuple = ()  # methods of the same address that have an entry of their own


def unit_act(*, above=False, **data):
    """A form about a unit: shown to whoever holds the right anywhere, done only where it reaches."""
    return Entry((UNIT_EDIT,), kind="unit", may=(UNIT_EDIT,), above=above, data=DAY | data)


def person_act(of="person", **data):
    """A form about a person whom one sees."""
    return Entry((PEOPLE_EDIT,), kind=of, sees=(PEOPLE_VIEW,), may=(PEOPLE_EDIT,), data=DAY | data)


def case_act(needs, may, *, methods=POST, **data):
    """A step in a case of which one knows."""
    return Entry(needs, methods, kind="case", sees=DESK, may=may, data=data)


PAGES = {
    "healthz": Entry("public", GET),
    "readyz": Entry("public", GET),
    "portal:home": Entry(SIGNED_IN),
    "portal:me": Entry(SIGNED_IN),
    "portal:workbench": Entry(SIGNED_IN),
    "portal:journal": Entry((JOURNAL,)),
    "portal:system": Entry((SETTINGS,)),
    "portal:figure": Entry(SIGNED_IN, GET, kind="figure", sees=(FIGURES, *DESK)),
    "config:check": Entry((SETTINGS,), GET),
    "accounts:sign-in": Entry("public"),
    "accounts:text": Entry("public"),
    "accounts:sign-out": Entry(SIGNED_IN, POST),
    "accounts:keys": Entry((ISSUE, MANAGE)),
    "accounts:take-back-key": Entry((ISSUE, MANAGE), POST, kind="key", sees=(MANAGE,)),
    "accounts:all-keys": Entry((MANAGE,), GET),
    "accounts:password": Entry(SIGNED_IN),
    "accounts:second": Entry("public"),
    "accounts:passkey": Entry("public"),
    "accounts:own": Entry(SIGNED_IN, GET),
    "accounts:add-app": Entry(SIGNED_IN),
    "accounts:add-passkey": Entry(SIGNED_IN),
    "accounts:recovery": Entry(SIGNED_IN),
    "accounts:end-others": Entry(SIGNED_IN, POST),
    "accounts:end-codes": Entry(SIGNED_IN, POST),
    "accounts:remove-factor": Entry(SIGNED_IN, kind="factor", sees=(), late=True, data={"password": PASSWORD}),
    "organisation:units": Entry((UNIT_VIEW,), GET),
    "organisation:unit-names": Entry((UNIT_VIEW,), GET),
    "organisation:unit": Entry((UNIT_VIEW,), GET, kind="unit"),
    "organisation:branch": Entry((UNIT_VIEW,), GET, kind="unit"),
    "organisation:unit-found": unit_act(name="新班", code="NEW", type_code="{type below}"),
    "organisation:unit-rename": unit_act(name="新名"),
    "organisation:unit-move": unit_act(parent="U03"),
    "organisation:unit-merge": unit_act(into="U03"),
    "organisation:unit-split": unit_act(  # the new units stand beside the old one: below what is above it
        above=True, code_1="P1", name_1="一部", code_2="P2", name_2="二部", heir="1"
    ),
    "organisation:unit-dissolve": unit_act(),
    "organisation:unit-serve": unit_act(serves=""),
    "organisation:unit-duties": unit_act(duties="安全生产"),
    "organisation:people": Entry((PEOPLE_VIEW,), GET),
    "organisation:register": Entry((PEOPLE_EDIT,)),
    "organisation:export-people": Entry((EXPORT_PEOPLE,), POST),
    "organisation:person-names": Entry(SIGNED_IN, GET),
    "organisation:person": Entry(SIGNED_IN, GET, kind="person", sees=(PEOPLE_VIEW,)),
    "organisation:sensitive": Entry(
        SIGNED_IN, POST, kind="person", sees=(PEOPLE_VIEW,), may=(SENSITIVE,), data={"why": "核对"}
    ),
    "organisation:change": person_act(name="改名", staff_no="CH1", kind="employee"),
    "organisation:transfer": person_act(unit="U02"),
    "organisation:join": person_act("person and line", unit="U10", standing="member"),
    "organisation:standing": person_act("membership", standing="probationary"),
    "organisation:leave-unit": person_act("membership"),
    "organisation:leave": person_act(),
    "organisation:appoint": person_act(code="other", title="干事", unit="U02", from_on="2026-03-16"),
    "organisation:end-post": person_act("post"),
    "organisation:cross-appointments": Entry((PEOPLE_VIEW,), GET),
    "organisation:imports": Entry((IMPORT,)),
    "organisation:import-example": Entry((IMPORT,), GET, kind="example"),
    "organisation:undo-import": Entry((IMPORT,), kind="run", sees=()),
    "organisation:import": Entry((IMPORT,), GET, kind="import", sees=()),
    "organisation:apply-import": Entry((IMPORT,), POST, kind="import", sees=()),
    "organisation:import-refusals": Entry((IMPORT,), POST, kind="import", sees=()),
    "organisation:accounts": Entry((ACCOUNTS,), GET),
    "organisation:give-code": Entry((ACCOUNTS,), kind="person", data={"reason": "忘记密码"}),
    "organisation:slips": Entry((ACCOUNTS,)),
    "organisation:slip-run": Entry((ACCOUNTS,), GET, kind="slips", sees=()),
    "organisation:tell-slips": Entry((ACCOUNTS,), POST, kind="slips", sees=()),
    "organisation:forget-slips": Entry((ACCOUNTS,), POST, kind="slips", sees=()),
    "organisation:codes": Entry((GRANTS,), GET),
    "organisation:confirm-code": Entry((GRANTS,), POST, kind="code"),
    "organisation:refuse-code": Entry((GRANTS,), POST, kind="code"),
    "organisation:grants": Entry((GRANTS,)),
    "organisation:all-delegations": Entry((GRANTS,)),
    "organisation:revoke-grant": Entry((GRANTS,), POST, kind="grant"),
    "organisation:delegations": Entry(SIGNED_IN),
    "organisation:end-delegation": Entry(SIGNED_IN, POST, kind="delegation", sees=()),
    "casework:raise": Entry((RAISE,)),
    "casework:guess": Entry((RAISE,), POST),
    "casework:mine": Entry(SIGNED_IN),
    "casework:case": Entry(SIGNED_IN, kind="case", sees=DESK),
    "casework:say": case_act(SIGNED_IN, (), text="补充"),
    "casework:rate": case_act(SIGNED_IN, (), solved="yes"),
    "casework:withdraw": case_act(SIGNED_IN, ()),
    "casework:queue": Entry(DESK),
    "casework:export": Entry(("casework.case.export",), POST),
    "casework:routes": Entry((SUPERVISE,)),
    "casework:remove-route": Entry((SUPERVISE,), POST, kind="route", sees=(SUPERVISE,)),
    "casework:work": Entry(DESK, kind="case", sees=DESK),
    "casework:accept": case_act((HANDLE,), (HANDLE,)),
    "casework:restart": case_act((HANDLE,), ()),
    "casework:reply": case_act((HANDLE,), (), to="talk", text="在办", version="1"),
    "casework:hand-on": case_act(DESK, DESK, methods=BOTH, unit="U05", reason="归那里管"),
    "casework:stop": case_act((HANDLE,), (), methods=BOTH, category="outside", reason="等厂家"),
    "casework:extend": case_act((SUPERVISE,), (SUPERVISE,), methods=BOTH, days="3", reason="配件没到"),
    "disclosure:mine": Entry(SIGNED_IN),
    "disclosure:copy": Entry(SIGNED_IN, POST, data={"form": "json"}),
    "disclosure:corrections": Entry((PEOPLE_EDIT,)),
    "disclosure:correction": Entry(
        (PEOPLE_EDIT,), kind="correction", sees=(PEOPLE_EDIT,), data={"outcome": "kept", "text": "已核对"}
    ),
    "inbox:inbox": Entry(SIGNED_IN, GET),
    "inbox:read": Entry(SIGNED_IN, POST),
    "inbox:notice": Entry(SIGNED_IN, POST, kind="notice", sees=()),
    "files:file": Entry(SIGNED_IN, GET, kind="file", sees=DESK),
    "inbox:telling": Entry(SIGNED_IN),
    "inbox:address": Entry(SIGNED_IN, POST),
    "inbox:code": Entry(SIGNED_IN, POST),
    "inbox:remove-address": Entry(SIGNED_IN, POST),
    "modules:modules": Entry((SETTINGS,), GET),
    "modules:module": Entry((SETTINGS,), kind="module", data={"off_on": "2026-03-16", "reason": "无人使用"}),
    "modules:on": Entry((SETTINGS,), POST, kind="module", data={"reason": "恢复"}),
    "modules:export": Entry((SETTINGS,), POST, kind="module", data={"export-reason": "留存"}),
    "inbox:robots": Entry((SETTINGS,)),
    "inbox:try-robot": Entry((SETTINGS,), POST, kind="robot"),
    "inbox:remove-robot": Entry((SETTINGS,), POST, kind="robot"),
    "exchange:webhooks": Entry((SETTINGS,)),
    "exchange:webhook": Entry((SETTINGS,), kind="webhook"),
    "exchange:renew-secret": Entry((SETTINGS,), POST, kind="webhook"),
    "exchange:try-webhook": Entry((SETTINGS,), POST, kind="webhook"),
    "exchange:pause-webhook": Entry((SETTINGS,), POST, kind="webhook"),
    "exchange:resume-webhook": Entry((SETTINGS,), POST, kind="webhook"),
    "exchange:remove-webhook": Entry((SETTINGS,), POST, kind="webhook"),
    "inbox:burden": Entry(("inbox.burden.view",), GET),
    "accounts:vouching": Entry(SIGNED_IN, GET),
    "accounts:notice": Entry(SIGNED_IN),
    "external:start": Entry("public", kind="way", sees=()),  # none is configured here
    "external:back": Entry("public", GET, kind="way", sees=()),
    "external:leave": Entry("public", GET, kind="way", sees=()),
    "external:bind": Entry("public"),
    "external:unbind": Entry(SIGNED_IN, kind="binding", sees=(), data={"password": PASSWORD}),
    "external:bindings": Entry((ACCOUNTS,), GET),
    "external:release": Entry((ACCOUNTS,), POST, kind="binding", sees=()),
    "exports:mine": Entry(SIGNED_IN),
    "exports:ask": Entry((EXPORT_PEOPLE, "casework.case.export")),
    "exports:waiting": Entry((APPROVE,)),
    "exports:log": Entry((JOURNAL,)),
    "exports:export": Entry(SIGNED_IN, kind="export", sees=(APPROVE, JOURNAL)),
    "exports:decide": Entry(
        (APPROVE,), POST, kind="export", sees=(APPROVE,), may=(APPROVE,), data={"outcome": "refuse", "text": "用途不明"}
    ),
    "exports:fetch": Entry(SIGNED_IN, POST, kind="export", sees=(APPROVE, JOURNAL), may=()),
    "retention:terms": Entry((RETAIN,)),
    "retention:switch": Entry((RETAIN,), POST),
    "retention:end-hold": Entry((RETAIN,), POST, kind="hold"),
    "feedback:say": Entry("public"),
    "feedback:follow": Entry("public", kind="remark"),  # the address is the secret
    "feedback:helped": Entry("public", POST, kind="remark", data={"helped": "yes"}),
    "feedback:remarks": Entry(("feedback.remark.read",)),
    "feedback:remark": Entry(("feedback.remark.read",), kind="remark"),
    "portal:norms": Entry("public"),
    "portal:privacy": Entry("public"),
    "ui:manifest": Entry("public", GET),
    "ui:service-worker": Entry("public", GET),
    "ui:offline": Entry("public", GET),
    "ui:view": Entry("public", POST),
    "ui:gallery": Entry("public", GET),
}


def route(scope, needs, methods=GET, **more):
    """A route of the API."""
    return Entry(needs, methods, scope=scope, is_api=True, **more)


def case_route(needs, may, **data):
    """A step in a case, by the API."""
    return route("cases:write", needs, POST, kind="case", sees=DESK, may=may, data=data)


ROUTES = {
    "/me": route("", SIGNED_IN),
    "/units": route("units:read", (UNIT_VIEW,)),
    "/units/{key}": route("units:read", (UNIT_VIEW,), kind="unit"),
    "/people": route("people:read", (PEOPLE_VIEW,)),
    "/people/{key}": route("people:read", SIGNED_IN, kind="person", sees=(PEOPLE_VIEW,)),
    "GET /cases": route("cases:read", SIGNED_IN, beside=POST),
    "POST /cases": route("cases:write", (RAISE,), POST, beside=GET, data={"body": "灯坏了", "mode": "named"}),
    "/cases/{key}": route("cases:read", SIGNED_IN, kind="case", sees=DESK),
    "/cases/{key}/say": case_route(SIGNED_IN, (), text="补充"),
    "/cases/{key}/accept": case_route((HANDLE,), (HANDLE,)),
    "/cases/{key}/hand-on": case_route(DESK, DESK, unit="{总装事业部}", reason="归那里管"),
    "/cases/{key}/answer": case_route((HANDLE,), (), text="好了"),
    "/cases/{key}/stop": case_route((HANDLE,), (), category="outside", reason="等厂家"),
    "/cases/{key}/restart": case_route((HANDLE,), ()),
    "/cases/{key}/extend": case_route((SUPERVISE,), (SUPERVISE,), days=3, reason="配件没到"),
    "/files": route("files:write", SIGNED_IN, POST),
    "/files/{key}": route("files:read", SIGNED_IN, kind="file", sees=DESK),
    "/facts": route("facts:read", (FACTS, JOURNAL)),
}
# SCIM has a door and a table of its own (organisation/api/scim/tests).
SCOPES = sorted({entry.scope for entry in ROUTES.values()} - {""} | {"scim"})
