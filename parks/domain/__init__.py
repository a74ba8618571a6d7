"""Rules of the industry as plain functions: no database, no request."""
