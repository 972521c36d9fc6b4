"""Addresses of the assembly's own pages."""

from django.urls import path

from tongxin.config.web import self_check

app_name = "config"

urlpatterns = [path("system/check", self_check.check_view, name="check")]
