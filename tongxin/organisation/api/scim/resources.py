"""The shapes of SCIM that this product serves: exactly what it keeps of a person and of a unit, nothing more."""

from typing import Annotated, Any

from scim2_models import (
    URN,
    AnyExtension,
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    ComplexAttribute,
    ETag,
    Extension,
    Filter,
    Mutability,
    Pagination,
    Patch,
    Required,
    Resource,
    ResourceType,
    Returned,
    ServiceProviderConfig,
    Sort,
    Uniqueness,
)

MOST = 500


class Name(ComplexAttribute):
    """The name of a person, whole: Chinese names are not taken apart."""

    formatted: str | None = None


class PhoneNumber(ComplexAttribute):
    """A phone. It is taken and never told: whoever looks at phones is noted, and a directory knows them anyway."""

    value: Annotated[str | None, Mutability.write_only, Returned.never] = None
    type: Annotated[str | None, Mutability.write_only, Returned.never] = None


class EnterpriseUser(Extension):
    """Number and place of work. ``department`` is the code of a unit; its name is taken too."""

    __schema__ = URN("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")

    employee_number: str | None = None
    department: str | None = None


class User(Resource[AnyExtension]):
    """A person."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    name: Name | None = None
    display_name: str | None = None
    active: bool | None = None
    phone_numbers: Annotated[list[PhoneNumber] | None, Mutability.write_only, Returned.never] = None


class GroupMember(ComplexAttribute):
    """A person who works in the unit."""

    value: Annotated[str | None, Mutability.immutable] = None
    display: Annotated[str | None, Mutability.read_only] = None


class Group(Resource[Any]):
    """An administrative unit with those who work in it."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:Group")

    display_name: Annotated[str | None, Required.true] = None
    members: list[GroupMember] | None = None


Person = User[EnterpriseUser]
SCHEMAS = (User, EnterpriseUser, Group)
TYPES = (Person, Group)


def config() -> ServiceProviderConfig:
    """Return what this service can."""
    key = AuthenticationScheme(
        type=AuthenticationScheme.Type.oauthbearertoken, name="Key", description="Authorization: Bearer", primary=True
    )
    return ServiceProviderConfig(
        patch=Patch(supported=True),
        bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
        filter=Filter(supported=True, max_results=MOST),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=False),
        etag=ETag(supported=True),
        pagination=Pagination(cursor=False, index=True),
        authentication_schemes=[key],
    )


def resource_types() -> list[ResourceType]:
    """Return the kinds of things that are served."""
    return [ResourceType.from_resource(model) for model in TYPES]
