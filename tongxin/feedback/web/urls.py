"""Addresses of feedback."""

from django.urls import path

from tongxin.feedback.web import views

app_name = "feedback"

urlpatterns = [
    path("complaints", views.say_view, name="say"),
    path("complaints/<str:key>", views.follow_view, name="follow"),
    path("complaints/<str:key>/helped", views.helped_view, name="helped"),
    path("remarks", views.remarks_view, name="remarks"),
    path("remarks/<str:key>", views.remark_view, name="remark"),
]
