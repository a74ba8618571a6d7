"""Imports point one way, and what is generated from the code is up to date."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
TOP_LEVEL = {"cgt_site", "plans", "parks", "templates", "static", "tests"}


def test_imports_point_one_way():
    lint = Path(sys.executable).with_name("lint-imports")

    told = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert told.returncode == 0, told.stdout


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_the_production_settings_pass_djangos_own_check_for_deployment(monkeypatch):
    environment = {
        "PATH": "/usr/bin:/bin",
        "DJANGO_SECRET_KEY": "k" * 30 + "0123456789abcdefghijklmnopqrstuvwxyz",
        "DJANGO_ALLOWED_HOSTS": "cgt.example.org",
    }

    told = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 0, told.stderr


def test_the_top_level_holds_the_agreed_folders_only():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if tracked.returncode:  # an export without history
        folders = {path.name for path in ROOT.iterdir() if path.is_dir()} & TOP_LEVEL
    else:
        folders = {line.split("/")[0] for line in tracked.stdout.splitlines() if "/" in line}

    assert {folder for folder in folders if not folder.startswith(".")} == TOP_LEVEL


def test_no_template_prints_text_unescaped():
    guilty = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "templates").rglob("*.html")
        if "|safe" in path.read_text("utf-8").replace(" ", "")
    ]

    assert guilty == []


def test_no_template_needs_an_inline_style_or_script():
    """The Content-Security-Policy would block them."""
    guilty = [
        f"{path.relative_to(ROOT).as_posix()}: {mark}"
        for path in (ROOT / "templates").rglob("*.html")
        for mark in ("style=", "<style", "onclick=", "javascript:")
        if mark in path.read_text("utf-8")
    ]

    assert guilty == []
