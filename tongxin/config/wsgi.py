"""The pages and the API as one WSGI application."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongxin.config.settings.base")

application = get_wsgi_application()

# Now load all addresses, and let the collector leave alone what lives as long as the process: walking through all of it
# held up one request in some hundred for a tenth of a second.
resolve("/")
gc.collect()
gc.freeze()
