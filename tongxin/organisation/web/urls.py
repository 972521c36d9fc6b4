"""Addresses of the organisation."""

from django.urls import path

from tongxin.organisation.web.views import names

app_name = "organisation"

urlpatterns = [
    path("units/names", names.unit_names_view, name="unit-names"),
]
