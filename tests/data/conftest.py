"""What the tests of the data share."""

from pathlib import Path

import pytest

from tests.data.folder import DataFolder


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """The shipped files, which are in order, for a test to change."""
    return DataFolder.like_shipped(tmp_path / "data")
