"""What the tests of the whole site may use."""

import pytest
from django.contrib.auth.models import AbstractUser


@pytest.fixture
def admin_user(db: None, django_user_model: type[AbstractUser]) -> AbstractUser:
    """An editor who may do everything, and who logs in without a password."""
    return django_user_model.objects.create(username="admin", is_staff=True, is_superuser=True)
