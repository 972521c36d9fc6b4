"""Sentences for the next page ("Sent.", "Taken back."): in a cookie of this host that no script of a page can read."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class HostCookieStorage(CookieStorage):
    """Django's, under a name that is bound to this host. Nothing is stored on the server, also for a stranger."""

    cookie_name = f"{settings.COOKIE_PREFIX}tongxin_said"
