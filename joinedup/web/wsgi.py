"""The site, for a server to call."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "joinedup.web.settings")
application = get_wsgi_application()
