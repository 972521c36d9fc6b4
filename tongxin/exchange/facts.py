"""PUBLIC: what the exchange records of its webhooks. No address and no secret is in it."""

from dataclasses import field

from django.utils.translation import gettext_lazy as _

from tongxin.journal.facts import Fact, fact


@fact("exchange.endpoint_made", _("webhook made"))
class EndpointMade(Fact):
    """An administrator let another system be told of some kinds of facts."""

    told: list[str] = field(default_factory=list)


@fact("exchange.endpoint_changed", _("webhook changed"))
class EndpointChanged(Fact):
    """An administrator changed name, address or kinds of a webhook. ``moved``: the address is another one."""

    told: list[str] = field(default_factory=list)
    moved: bool = False


@fact("exchange.endpoint_paused", _("webhook paused"))
class EndpointPaused(Fact):
    """Nothing is sent to a webhook: an administrator paused it, or it failed for a day, or it said that it is gone."""

    why: str = ""


@fact("exchange.endpoint_resumed", _("webhook switched on again"))
class EndpointResumed(Fact):
    """An administrator switched a webhook on again."""


@fact("exchange.secret_renewed", _("secret of a webhook renewed"))
class SecretRenewed(Fact):
    """An administrator took a new secret for a webhook; the old one is good for another day."""


@fact("exchange.endpoint_removed", _("webhook removed"))
class EndpointRemoved(Fact):
    """An administrator removed a webhook; what waited for it is told no more."""
