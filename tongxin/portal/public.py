"""PUBLIC: the door of the front page, for the assembly."""

from tongxin.portal.texts.privacy import PRIVACY

__all__ = ["PRIVACY"]
