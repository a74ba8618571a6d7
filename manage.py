#!/usr/bin/env python3
"""Django's command line. `./dev manage ...` calls it with a local environment."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cgt_site.settings")
    execute_from_command_line(sys.argv)
