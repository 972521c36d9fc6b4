"""Addresses of disclosure."""

from django.urls import path

from tongxin.disclosure.web import views

app_name = "disclosure"

urlpatterns = [
    path("me/data", views.mine_view, name="mine"),
    path("me/data/copy", views.copy_view, name="copy"),
    path("corrections", views.corrections_view, name="corrections"),
    path("corrections/<str:key>", views.correction_view, name="correction"),
]
