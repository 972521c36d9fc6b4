"""What a directory sends, and how it is refused."""

from tongxin.organisation.models import Person

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
MORE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"


def new(name="林晚秋", number="90001", **more):
    return {
        "schemas": [USER, MORE],
        "userName": number,
        "displayName": name,
        "externalId": f"ext-{number}",
        "active": True,
        MORE: {"department": "U03"},
    } | more


def patch(*operations):
    return {
        "schemas": [PATCH],
        "Operations": [dict(zip(("op", "path", "value"), one, strict=False)) for one in operations],
    }


def person():
    return Person.objects.select_related("user", "home").get(staff_no="90001")


def is_scim_error(response, status):
    told = response.json()
    return response.status_code == status and told["schemas"] == [ERROR] and told["status"] == str(status)
