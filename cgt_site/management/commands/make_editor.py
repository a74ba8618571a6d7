"""``manage.py make_editor NAME``: an account for the editors' desk, the first one above all."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cgt_site.accounts.roles import EDITOR, ROLES


class Command(BaseCommand):
    help = (
        "Make an account for the editors' desk, or give an account another role. "
        "Repeatable: an account that is there keeps its password and its second factor."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NAME", help="What the person logs in with.")
        parser.add_argument(
            "--role",
            choices=[role.lower() for role in ROLES],
            default=EDITOR.lower(),
            help="What they may do (cgt_site/accounts/roles.py). Default: editor.",
        )
        parser.add_argument("--email", default="", help="To be told apart by; nothing is sent.")
        parser.add_argument(
            "--password-from-stdin",
            action="store_true",
            help="Read the password from the first line of the standard input; else it is asked.",
        )

    def handle(self, *, name: str, role: str, email: str, **options: Any) -> None:
        user = User.objects.filter(username=name).first()
        is_new = user is None
        if user is None:
            user = User(username=name, email=email)
            self._give_password(user, from_stdin=options["password_from_stdin"])
        elif user.is_superuser:
            raise CommandError(f"{name} is a superuser already, who may do everything.")
        elif not user.is_active:
            raise CommandError(f"{name} is inactive: an administrator makes the account active.")
        user.is_staff = True
        user.email = email or user.email
        with transaction.atomic():
            user.save()
            user.groups.remove(*Group.objects.filter(name__in=ROLES))
            user.groups.add(Group.objects.get(name=role.capitalize()))
        done = "is made" if is_new else "was there, and keeps the password"
        self.stdout.write(f"{name} {done}; role: {role}. Log in at /admin/.")

    def _give_password(self, user: User, *, from_stdin: bool) -> None:
        """Nothing is made unless name and password are good."""
        password = sys.stdin.readline().rstrip("\r\n") if from_stdin else self._asked()
        try:
            user.clean_fields(exclude=["password"])
            validate_password(password, user)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        user.set_password(password)

    def _asked(self) -> str:
        if not sys.stdin.isatty():
            raise CommandError("Nobody can be asked for a password here: --password-from-stdin.")
        password = getpass.getpass("Password (12 characters at least): ")
        if getpass.getpass("Once more: ") != password:
            raise CommandError("The two passwords differ. Nothing is made.")
        return password
