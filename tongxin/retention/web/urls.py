"""Addresses of retention."""

from django.urls import path

from tongxin.retention.web import views

app_name = "retention"

urlpatterns = [
    path("retention", views.terms_view, name="terms"),
    path("retention/switch", views.switch_view, name="switch"),
    path("retention/holds/<str:key>/end", views.end_view, name="end-hold"),
]
