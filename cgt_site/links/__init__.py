"""Whether the addresses of sources still answer: ``manage.py check_links``.

``addresses`` says what may be asked, ``asking`` asks one address, ``pacing`` keeps the politeness,
``checking`` goes through the sources and keeps what it finds.
"""
