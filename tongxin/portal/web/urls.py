"""Addresses of the front door."""

from django.urls import path

from tongxin.portal.web import figures, public_texts, views

app_name = "portal"

urlpatterns = [
    path("", views.home_view, name="home"),
    path("me", views.me_view, name="me"),
    path("workbench", views.workbench_view, name="workbench"),
    path("journal", views.journal_view, name="journal"),
    path("system", views.system_view, name="system"),
    path("figures/<str:name>/<str:of>", figures.figure_view, name="figure"),
    path("norms", public_texts.norms_view, name="norms"),
    path("privacy", public_texts.privacy_view, name="privacy"),
]
