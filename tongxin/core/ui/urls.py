"""Addresses of the shared interface."""

from django.urls import path

from tongxin.core.ui import home_screen, views

app_name = "ui"
urlpatterns = [
    path("view", views.set_view, name="view"),
    path("manifest.webmanifest", home_screen.manifest, name="manifest"),
    path("service-worker.js", home_screen.service_worker, name="service-worker"),
    path("offline", home_screen.offline, name="offline"),
    path("gallery", views.gallery, name="gallery"),
]
