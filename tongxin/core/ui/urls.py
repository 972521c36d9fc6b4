"""Addresses of the shared interface."""

from django.urls import path

from tongxin.core.ui import views

app_name = "ui"
urlpatterns = [
    path("view", views.set_view, name="view"),
    path("gallery", views.gallery, name="gallery"),
]
