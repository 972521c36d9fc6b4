"""Addresses of sign-in by other systems."""

from django.urls import path

from tongxin.accounts.external.web import back, bindings, start

app_name = "external"

urlpatterns = [
    path("sign-in/bind", back.bind_view, name="bind"),
    path("sign-in/<slug:way>", start.start_view, name="start"),
    path("sign-in/<slug:way>/back", back.back_view, name="back"),
    path("sign-in/<slug:way>/leave", start.leave_view, name="leave"),
    path("me/bindings/<int:binding>", bindings.unbind_view, name="unbind"),
    path("bindings", bindings.bindings_view, name="bindings"),
    path("bindings/release", bindings.release_view, name="release"),
]
