"""Settings: ``base`` is the product, ``test`` changes what a test run needs. Nothing exists only in production."""
