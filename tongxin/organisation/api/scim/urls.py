"""Addresses of SCIM, below /scim/v2/."""

from django.urls import path

from tongxin.organisation.api.scim import discovery, groups, people

app_name = "scim"

urlpatterns = [
    path("ServiceProviderConfig", discovery.config_view, name="config"),
    path("Schemas", discovery.schemas_view, name="schemas"),
    path("Schemas/<str:name>", discovery.schemas_view, name="schema"),
    path("ResourceTypes", discovery.types_view, name="types"),
    path("ResourceTypes/<str:name>", discovery.types_view, name="type"),
    path("Users", people.users_view, name="users"),
    path("Users/<str:key>", people.user_view, name="user"),
    path("Groups", groups.groups_view, name="groups"),
    path("Groups/<str:key>", groups.group_view, name="group"),
    path("<path:rest>", discovery.nothing_view, name="nothing"),
]
