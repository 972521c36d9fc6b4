"""The settings of the product, with the addresses of the measurement beside its own."""

from tongxin.config.settings.base import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
