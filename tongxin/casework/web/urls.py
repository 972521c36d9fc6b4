"""Addresses of casework."""

from django.urls import path

from tongxin.casework.web.views import case, export, queue, raising, routes, work

app_name = "casework"

urlpatterns = [
    path("say", raising.raise_view, name="raise"),
    path("say/guess", raising.guess_view, name="guess"),
    path("my-cases", case.mine_view, name="mine"),
    path("cases/<str:key>", case.case_page, name="case"),
    path("cases/<str:key>/say", case.say_view, name="say"),
    path("cases/<str:key>/rate", case.rate_view, name="rate"),
    path("cases/<str:key>/withdraw", case.withdraw_view, name="withdraw"),
    path("queue", queue.queue_view, name="queue"),
    path("queue/export", export.export_view, name="export"),
    path("queue/routes", routes.routes_view, name="routes"),
    path("queue/routes/<int:route>/remove", routes.remove_view, name="remove-route"),
    path("queue/<str:key>", queue.work_view, name="work"),
    path("queue/<str:key>/accept", work.accept_view, name="accept"),
    path("queue/<str:key>/restart", work.restart_view, name="restart"),
    path("queue/<str:key>/reply", work.reply_view, name="reply"),
    path("queue/<str:key>/hand-on", work.hand_on_view, name="hand-on"),
    path("queue/<str:key>/stop", work.stop_view, name="stop"),
    path("queue/<str:key>/extend", work.extend_view, name="extend"),
]
