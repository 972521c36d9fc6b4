"""Addresses of the inbox."""

from django.urls import path

from tongxin.inbox.web import views

app_name = "inbox"
urlpatterns = [
    path("inbox", views.inbox, name="inbox"),
    path("inbox/read", views.read, name="read"),
    path("inbox/<int:notice_id>", views.notice, name="notice"),
]
