"""What accounts keep of one person, told to that person. Of passwords, codes and keys only that they exist."""

from django.utils.translation import gettext as _

from tongxin.accounts.external.reads import bindings_of
from tongxin.accounts.models import User
from tongxin.core.own_data import Row, Section, day_text, moment_text
from tongxin.core.policy import Actor


def own_data(actor: Actor, full: bool) -> list[Section]:  # noqa: ARG001 - nothing sealed here may be written out
    """Return the sections of the account of the person who acts. Eight queries."""
    user = User.objects.filter(pk=actor.user_id or 0).first()
    return [_account(user), _ways(user), _codes(user), _keys(user), _notices(user)] if user is not None else []


def _account(user: User) -> Section:
    rows = [
        (_("Number to sign in with"), user.number),
        (
            _("Found by phone"),
            _("yes, by a digest; the phone itself is not kept here") if user.phone_index else _("no"),
        ),
        (_("Opened"), moment_text(user.created_at)),
        (_("Password chosen"), moment_text(user.password_set_at)),
    ]
    rows += [
        (_("Signed in now"), f"{row.device or _('Unknown device')} {moment_text(row.since)}")
        for row in user.sign_ins.order_by("-since")
    ]
    origin = _("Opened by an administrator; kept up to date when you sign in. The password itself is kept nowhere.")
    return Section("account", _("My account"), origin, (_("Item"), _("Kept")), [row for row in rows if row[1]])


def _ways(user: User) -> Section:
    words = {"totp": _("Authenticator app"), "passkey": _("Passkey")}
    rows: list[Row] = [
        (words.get(row.kind, row.kind), row.label, moment_text(row.made_at), day_text(row.used_on))
        for row in user.factors.order_by("pk")
    ]
    rows += [(way.label, "", moment_text(way.since), "") for way in bindings_of(user)]
    left = user.recovery_codes.filter(used_at=None).count()
    if left:
        rows.append((_("Recovery codes on paper"), _("%(count)s not used yet") % {"count": left}, "", ""))
    origin = _("Added by you. What proves them is kept encrypted or as a digest.")
    return Section(
        "ways",
        _("Second steps and ways in"),
        origin,
        (_("Sort"), _("Called"), _("Added"), _("Last day of use")),
        rows,
    )


def _codes(user: User) -> Section:
    rows = [
        (moment_text(row.asked_at), row.reason, day_text(row.last_day), moment_text(row.used_at))
        for row in user.codes.order_by("-pk")
    ]
    origin = _("Made by an administrator for you. The code itself is kept as a digest.")
    return Section("codes", _("Sign-in codes"), origin, (_("Made"), _("Reason"), _("Last day"), _("Used")), rows)


def _keys(user: User) -> Section:
    rows = [
        (
            row.label,
            ", ".join(row.scopes),
            moment_text(row.created_at),
            day_text(row.ends_on),
            day_text(row.used_on),
            moment_text(row.revoked_at),
        )
        for row in user.tokens.order_by("-pk")
    ]
    origin = _("Made by you for other systems. The key itself is kept as a digest.")
    columns = (_("For"), _("Scopes"), _("Made"), _("Last day"), _("Last day of use"), _("Taken back"))
    return Section("keys", _("Keys for other systems"), origin, columns, rows)


def _notices(user: User) -> Section:
    rows: list[Row] = [(str(row.version), moment_text(row.confirmed_at)) for row in user.notices.order_by("version")]
    origin = _("Noted when you confirmed having read it. It is no consent, and nothing is allowed by it.")
    return Section("privacy", _("Privacy notice read"), origin, (_("Version"), _("Confirmed at")), rows)
