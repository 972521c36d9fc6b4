"""The organisation as a Django app."""

from datetime import timedelta

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Answers who holds which right, and lets acts that were entered for a later day take effect when that day comes."""

    name = "tongxin.organisation"

    def ready(self) -> None:
        """Register the rights, their resolver and the job."""
        from tongxin.core.jobs import Job, register  # noqa: PLC0415
        from tongxin.core.policy import register_resolver  # noqa: PLC0415
        from tongxin.organisation.rights import declare_rights, holds  # noqa: PLC0415
        from tongxin.organisation.writes.settling import settle_units  # noqa: PLC0415

        declare_rights()
        register_resolver(holds)
        register(Job("organisation.settle_units", timedelta(hours=1), settle_units))
