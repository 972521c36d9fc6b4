"""The address of a stored file."""

from django.urls import path

from tongxin.files.web import views

app_name = "files"
urlpatterns = [path("files/<str:key>", views.file, name="file")]
