"""Addresses of the inbox."""

from django.urls import path

from tongxin.inbox.web.views import burden, inbox, robots, telling

app_name = "inbox"
urlpatterns = [
    path("inbox", inbox.inbox, name="inbox"),
    path("inbox/read", inbox.read, name="read"),
    path("inbox/<str:mark>", inbox.notice, name="notice"),
    path("me/telling", telling.telling_view, name="telling"),
    path("me/telling/address", telling.address_view, name="address"),
    path("me/telling/address/remove", telling.remove_address_view, name="remove-address"),
    path("me/telling/code", telling.code_view, name="code"),
    path("system/robots", robots.robots_view, name="robots"),
    path("system/robots/<str:robot>/try", robots.try_view, name="try-robot"),
    path("system/robots/<str:robot>/remove", robots.remove_view, name="remove-robot"),
    path("burden", burden.burden_view, name="burden"),
]
