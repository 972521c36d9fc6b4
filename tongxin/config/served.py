"""The application as ``tongxin serve`` loads it into each process of its web server."""

import sys

from tongxin.config.processes import end_with_parent
from tongxin.config.reception import Reception
from tongxin.config.wsgi import application as product
from tongxin.core.db import limit_statements

__all__ = ["application"]

# In this many threads of a process pages are made; each keeps a connection to the database.
PLACES = 8

# A thread that holds the write lock gives way at each of its statements, and gets its turn back only when another has
# used up its own. By default that is 5 ms: a dozen statements would hold the lock for 60 ms while others render pages.
TURN_SECONDS = 0.0005

application = Reception(product, PLACES)
limit_statements()
sys.setswitchinterval(TURN_SECONDS)
end_with_parent()
