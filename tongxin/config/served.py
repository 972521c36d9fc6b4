"""The application as ``tongxin serve`` loads it into each process of its web server."""

from tongxin.config.processes import end_with_parent
from tongxin.config.wsgi import application

__all__ = ["application"]

end_with_parent()
