"""The entry of the web server: ``granian --interface wsgi cgt_site.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cgt_site.settings")

application = get_wsgi_application()
