"""Addresses of accounts."""

from django.urls import path

from tongxin.accounts.web import keys, notice, own, passwords, second, texted, views

app_name = "accounts"

urlpatterns = [
    path("sign-in", views.sign_in_view, name="sign-in"),
    path("sign-in/text", texted.text_view, name="text"),
    path("sign-in/second", second.second_view, name="second"),
    path("sign-in/passkey", second.passkey_view, name="passkey"),
    path("sign-out", views.sign_out_view, name="sign-out"),
    path("me/password", passwords.password_view, name="password"),
    path("me/notice", notice.notice_view, name="notice"),
    path("me/vouching", own.vouching_view, name="vouching"),
    path("me/sign-in", own.own_view, name="own"),
    path("me/sign-in/app", own.app_view, name="add-app"),
    path("me/sign-in/passkey", own.own_passkey_view, name="add-passkey"),
    path("me/sign-in/recovery", own.recovery_view, name="recovery"),
    path("me/sign-in/others", own.end_others_view, name="end-others"),
    path("me/sign-in/<str:key>/remove", own.remove_view, name="remove-factor"),
    path("me/keys", keys.keys_view, name="keys"),
    path("me/keys/<int:token>/take-back", keys.take_back_view, name="take-back-key"),
    path("keys", keys.all_keys_view, name="all-keys"),
    path("me/codes/end", passwords.end_codes_view, name="end-codes"),
]
