"""Addresses of exports."""

from django.urls import path

from tongxin.exports.web import views

app_name = "exports"

urlpatterns = [
    path("exports", views.mine_view, name="mine"),
    path("exports/ask", views.ask_view, name="ask"),
    path("exports/waiting", views.waiting_view, name="waiting"),
    path("exports/log", views.log_view, name="log"),
    path("exports/<str:key>", views.export_view, name="export"),
    path("exports/<str:key>/decide", views.decide_view, name="decide"),
    path("exports/<str:key>/fetch", views.fetch_view, name="fetch"),
]
