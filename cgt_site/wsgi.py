"""The entry of the web server: ``granian --interface wsgi cgt_site.wsgi:application``."""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cgt_site.settings")

LONGEST = 60
"""Seconds that a statement of a request may take. Its reader has left by then, and a few such
statements would keep every thread. Lists taken away as files are exempt (``plans.exports``), as
are commands."""


def limit_statements(connection: Any, **kwargs: Any) -> None:
    """Let the database break off what takes too long, on each new connection of the server."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = %s", [f"{LONGEST}s"])


application = get_wsgi_application()
connection_created.connect(limit_statements)
