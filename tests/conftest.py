"""What every test may use."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings

from tests.shipped import shipped

__all__ = ["shipped"]

PLAIN_NAMES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(autouse=True, scope="session")
def static_files_by_their_own_names() -> Iterator[None]:
    """Pages render before anybody has collected and hashed the static files."""
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": PLAIN_NAMES}):
        yield
