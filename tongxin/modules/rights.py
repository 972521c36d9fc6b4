"""Who may switch modules: whoever changes the settings of the system."""

from tongxin.core.errors import NotFoundError
from tongxin.core.modules import Module, declared_modules
from tongxin.core.policy import Actor, may

SETTINGS = "system.settings"


def can_switch(actor: Actor) -> bool:
    """Return whether the actor may switch modules off and on, and take their records along."""
    return bool(actor.system) or may(actor, SETTINGS)


def access_module(*, actor: Actor, app: str) -> Module:
    """Return a module to one who may switch it. Raises NotFoundError."""
    module = declared_modules().get(app)
    if module is None or not can_switch(actor):
        raise NotFoundError
    return module
