"""What every test may use."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import override_settings
from django.utils import translation

from cgt_site import translations
from tests.shipped import shipped, shipped_database

__all__ = ["shipped", "shipped_database"]

PLAIN_NAMES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(autouse=True, scope="session")
def texts_in_chinese() -> None:
    """The catalogue is compiled before Django first reads it, however the tests are started."""
    if not translations.is_compiled():
        translations.compile_catalogue()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A page that one test asks for in Chinese leaves no other test in Chinese."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True, scope="session")
def static_files_by_their_own_names() -> Iterator[None]:
    """Pages render before anybody has collected and hashed the static files."""
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": PLAIN_NAMES}):
        yield


@pytest.fixture(autouse=True, scope="session")
def passwords_that_are_hashed_at_once() -> Iterator[None]:
    """To hash one takes a third of a second, on purpose; no test is about how long it takes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PBKDF2PasswordHasher, "iterations", 1)
        yield
