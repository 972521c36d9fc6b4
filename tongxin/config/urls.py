"""All addresses. Each app owns its own; every view carries a mark of who may open it."""

from django.urls import include, path

from tongxin.config import health
from tongxin.config.api import api

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("api/v1/", api.urls),
    path("scim/v2/", include("tongxin.organisation.api.scim.urls")),
    path("", include("tongxin.portal.web.urls")),
    path("", include("tongxin.accounts.web.urls")),
    path("", include("tongxin.accounts.external.web.urls")),
    path("", include("tongxin.organisation.web.urls")),
    path("", include("tongxin.modules.web.urls")),
    path("", include("tongxin.casework.web.urls")),
    path("", include("tongxin.feedback.web.urls")),
    path("", include("tongxin.disclosure.web.urls")),
    path("", include("tongxin.exports.web.urls")),
    path("", include("tongxin.retention.web.urls")),
    path("", include("tongxin.inbox.web.urls")),
    path("", include("tongxin.exchange.web.urls")),
    path("", include("tongxin.files.web.urls")),
    path("", include("tongxin.config.web.urls")),
    path("", include("tongxin.core.ui.urls")),
]

handler400 = "tongxin.config.errors.bad_request"
handler403 = "tongxin.config.errors.forbidden"
handler404 = "tongxin.config.errors.not_found"
handler500 = "tongxin.config.errors.broken"
