"""The files of ``deploy/``, tried: nginx in front of the product, started by hand on ports of its own."""
