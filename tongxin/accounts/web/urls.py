"""Addresses of accounts."""

from django.urls import path

from tongxin.accounts.web import views

app_name = "accounts"

urlpatterns = [
    path("sign-in", views.sign_in_view, name="sign-in"),
    path("sign-out", views.sign_out_view, name="sign-out"),
    path("me/password", views.password_view, name="password"),
]
