"""The smallest valid row of each model: a test states only what it is about."""
