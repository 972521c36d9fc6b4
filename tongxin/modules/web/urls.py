"""Addresses of the modules."""

from django.urls import path

from tongxin.modules.web import views

app_name = "modules"

urlpatterns = [
    path("system/modules", views.modules_view, name="modules"),
    path("system/modules/<str:app>", views.module_view, name="module"),
    path("system/modules/<str:app>/on", views.on_view, name="on"),
    path("system/modules/<str:app>/export", views.export_view, name="export"),
]
