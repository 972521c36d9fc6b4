"""Addresses of the organisation."""

from django.urls import path

from tongxin.organisation.web.views import (
    accounts,
    delegations,
    export,
    grants,
    names,
    people,
    person,
    person_acts,
    posts,
    unit,
    unit_acts,
    units,
)

app_name = "organisation"

urlpatterns = [
    path("units", units.units_view, name="units"),
    path("units/names", names.unit_names_view, name="unit-names"),
    path("units/<str:key>", unit.unit_view, name="unit"),
    path("units/<str:key>/below", units.branch_view, name="branch"),
    path("units/<str:key>/found", unit_acts.found_view, name="unit-found"),
    path("units/<str:key>/rename", unit_acts.rename_view, name="unit-rename"),
    path("units/<str:key>/move", unit_acts.move_view, name="unit-move"),
    path("units/<str:key>/merge", unit_acts.merge_view, name="unit-merge"),
    path("units/<str:key>/split", unit_acts.split_view, name="unit-split"),
    path("units/<str:key>/dissolve", unit_acts.dissolve_view, name="unit-dissolve"),
    path("units/<str:key>/serve", unit_acts.serve_view, name="unit-serve"),
    path("units/<str:key>/duties", unit_acts.duties_view, name="unit-duties"),
    path("people", people.people_view, name="people"),
    path("people/new", person_acts.register_view, name="register"),
    path("people/export", export.export_view, name="export-people"),
    path("people/names", names.person_names_view, name="person-names"),
    path("people/<str:key>", person.person_view, name="person"),
    path("people/<str:key>/sensitive", person.sensitive_view, name="sensitive"),
    path("people/<str:key>/change", person_acts.change_view, name="change"),
    path("people/<str:key>/transfer", person_acts.transfer_view, name="transfer"),
    path("people/<str:key>/join/<str:line>", person_acts.join_view, name="join"),
    path("people/<str:key>/memberships/<int:membership>/standing", person_acts.standing_view, name="standing"),
    path("people/<str:key>/memberships/<int:membership>/leave", person_acts.leave_unit_view, name="leave-unit"),
    path("people/<str:key>/leave", person_acts.leaves_view, name="leave"),
    path("people/<str:key>/appoint", posts.appoint_view, name="appoint"),
    path("people/<str:key>/posts/<int:post>/end", posts.end_view, name="end-post"),
    path("cross-appointments", people.cross_view, name="cross-appointments"),
    path("accounts", accounts.accounts_view, name="accounts"),
    path("accounts/<str:key>", accounts.give_account_view, name="give-account"),
    path("grants", grants.grants_view, name="grants"),
    path("grants/delegations", grants.all_delegations_view, name="all-delegations"),
    path("grants/<int:grant>/revoke", grants.revoke_view, name="revoke-grant"),
    path("delegations", delegations.delegations_view, name="delegations"),
    path("delegations/<int:delegation>/end", delegations.end_delegation_view, name="end-delegation"),
]
