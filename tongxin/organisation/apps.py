"""The organisation as a Django app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongxin.core.errors import Text


class OrganisationConfig(AppConfig):
    """Answers who holds which right, and lets acts that were entered for a later day take effect on that day."""

    name = "tongxin.organisation"

    def ready(self) -> None:
        """Register the rights, their resolver, places, panel and the job."""
        from tongxin.accounts.public import register_guard, register_reach  # noqa: PLC0415
        from tongxin.core.exports import register_export  # noqa: PLC0415
        from tongxin.core.jobs import Job, register  # noqa: PLC0415
        from tongxin.core.own_data import Source, register_own_data  # noqa: PLC0415
        from tongxin.core.policy import is_administrator, is_guarded, register_resolver  # noqa: PLC0415
        from tongxin.core.ui.panels import register as register_panel  # noqa: PLC0415
        from tongxin.organisation.exporting.people import PEOPLE  # noqa: PLC0415
        from tongxin.organisation.importing.carrying_out import advance_imports  # noqa: PLC0415
        from tongxin.organisation.reads.actors import actor_of_user  # noqa: PLC0415
        from tongxin.organisation.reads.own_data import own_data  # noqa: PLC0415
        from tongxin.organisation.rights import declare_rights, holds  # noqa: PLC0415
        from tongxin.organisation.web.panels import MePanel  # noqa: PLC0415
        from tongxin.organisation.writes.code_runs import advance_runs  # noqa: PLC0415
        from tongxin.organisation.writes.settling import settle_units  # noqa: PLC0415
        from tongxin.organisation.writes.texted import reached_by_text  # noqa: PLC0415

        declare_rights()
        register_resolver(holds)
        register_guard(lambda user: any(ask(actor_of_user(user)) for ask in (is_guarded, is_administrator)))
        register_reach(reached_by_text)
        _register_places()
        _register_name()
        register_panel(MePanel())
        register_own_data(Source("organisation", 10, own_data))
        register_export(PEOPLE)
        _register_figures()
        codes = _("Make the sign-in codes that were ordered for many people")
        register(Job("organisation.code_runs", timedelta(seconds=2), advance_runs, codes))
        imports = _("Check and bring in the sheets that were uploaded, and throw them away after a day")
        register(Job("organisation.imports", timedelta(seconds=2), advance_imports, imports))
        register(
            Job(
                "organisation.settle_units",
                timedelta(hours=1),
                settle_units,
                _("Let changes of units come into force on their day"),
            )
        )


def _register_figures() -> None:
    from tongxin.core.figures import register_figures  # noqa: PLC0415
    from tongxin.organisation.web.figures import member_figures  # noqa: PLC0415

    register_figures(*member_figures())


def _register_name() -> None:
    from django.core.cache import cache  # noqa: PLC0415
    from django.db import DatabaseError  # noqa: PLC0415

    from tongxin.core.ui.shell import register_organisation_name  # noqa: PLC0415
    from tongxin.organisation.reads.tree import roots  # noqa: PLC0415

    def asked() -> str:
        return next((top.name for top in roots("administrative")), "")

    def name() -> str:
        """Return the name of the first unit at the top. Every page shows it, so it is asked once a minute.

        Also the page that tells of a database that is away shows it: without the name.
        """
        try:
            return str(cache.get_or_set("organisation.name", asked, 60))
        except DatabaseError:
            return ""

    register_organisation_name(name)


def _register_places() -> None:
    from tongxin.core.ui.shell import Place, register_place  # noqa: PLC0415
    from tongxin.organisation.rights import ACCOUNT_MANAGE, GRANT_EDIT, IMPORT, PEOPLE_VIEW, UNIT_EDIT  # noqa: PLC0415

    def sub(  # a place below another one of the side bar
        parent: str, order: int, name: str, label: Text, icon: str, url: str, needs: tuple[str, ...], *also: str
    ) -> None:
        place = Place(name, label, icon, f"organisation:{url}", "side", order, needs=needs, parent=parent, also=also)
        register_place(place)

    tree, people = (UNIT_EDIT, PEOPLE_VIEW), (PEOPLE_VIEW,)
    register_place(Place("people", _("Units and people"), "users", "organisation:units", "side", 40, "人", needs=tree))
    sub("people", 10, "units", _("Tree of units"), "sitemap", "units", tree, "organisation:unit", "organisation:branch")
    sub("people", 20, "roster", _("Roster"), "users", "people", people, "organisation:")
    sub("people", 30, "cross", _("Cross-appointments"), "arrows-exchange", "cross-appointments", people)
    imports = ("organisation:import", "organisation:undo-import")
    sub("people", 40, "imports", pgettext_lazy("noun", "Import"), "upload", "imports", (IMPORT,), *imports)
    delegations = "organisation:all-delegations"
    given = ("organisation:give-code", "organisation:slips", "organisation:slip-run", "organisation:tell-slips")
    sub("settings", 20, "grants", _("Extra roles"), "key", "grants", (GRANT_EDIT,), delegations)
    sub("settings", 25, "codes", _("Codes to confirm"), "lock", "codes", (GRANT_EDIT,), "organisation:confirm-code")
    sub("settings", 30, "accounts", _("Accounts"), "user", "accounts", (ACCOUNT_MANAGE,), *given)
