"""The page of trust as ``tongxin serve --tls`` loads it into its process."""

from tongxin.config.processes import end_with_parent
from tongxin.config.tls.trust_page import application

__all__ = ["application"]

end_with_parent()
