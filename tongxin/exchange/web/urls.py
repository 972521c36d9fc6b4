"""Addresses of the exchange."""

from django.urls import path

from tongxin.exchange.web import views

app_name = "exchange"
urlpatterns = [
    path("system/webhooks", views.webhooks_view, name="webhooks"),
    path("system/webhooks/<str:key>", views.webhook_view, name="webhook"),
    path("system/webhooks/<str:key>/secret", views.secret_view, name="renew-secret"),
    path("system/webhooks/<str:key>/try", views.try_view, name="try-webhook"),
    path("system/webhooks/<str:key>/pause", views.pause_view, name="pause-webhook"),
    path("system/webhooks/<str:key>/resume", views.resume_view, name="resume-webhook"),
    path("system/webhooks/<str:key>/remove", views.remove_view, name="remove-webhook"),
]
