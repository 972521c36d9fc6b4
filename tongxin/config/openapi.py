"""The description of the API: what ninja reads from the routes, and what is the same for all of them."""

from collections.abc import Iterator
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from tongxin.core.scopes import scope_of

MEANINGS = {
    "200": "Done.",
    "201": "Made.",
    "400": "What was sent cannot be read at all.",
    "401": "No key, or one that opens nothing any more.",
    "403": "The key has no such scope, or its owner no such right: the same for every id, existing or not.",
    "404": "There is no such thing, or the owner of the key may not know of it: the two answers are the same.",
    "409": "A rule of the field forbids this now.",
    "412": "The thing has changed since you saw it: fetch it again.",
    "413": "Too much was sent at once.",
    "422": "A value does not fit; `field` names it.",
    "428": "Send If-Match with the version that you saw.",
    "429": "Too many requests with this key; Retry-After says in how many seconds to go on.",
    "503": "The database does not answer for a moment; nothing was changed. Try again after Retry-After seconds.",
}
CODES = {
    "400": "bad_input", "401": "not_signed_in", "403": "key_too_narrow", "404": "not_found", "409": "rule_broken",
    "412": "changed", "413": "too_large", "422": "bad_input", "428": "version_needed", "429": "too_many",
    "503": "unavailable",
}  # fmt: skip
RETRY = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
VERSION = {"ETag": {"description": "The version of the case.", "schema": {"type": "string"}}}
VERSIONED = "/api/v1/cases/"
RETRIED, DONE = ("429", "503"), ("200", "201")
ONCE = {
    "name": "Idempotency-Key", "in": "header", "required": False,
    "description": "A random text of yours. The same request sent again with it changes nothing and answers alike.",
    "schema": {"type": "string", "maxLength": 40, "pattern": "^[!-~]+$"},
}  # fmt: skip
SEEN = {
    "name": "If-Match", "in": "header", "required": False,
    "description": "The ETag of the case as you saw it; a case that has changed since is left alone (412).",
    "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
}  # fmt: skip


class Readable(JSONRenderer):
    """Writes Chinese as Chinese."""

    json_dumps_params = {"ensure_ascii": False}


class DescribedAPI(NinjaAPI):
    """An API whose description says of every route which scope it needs and what each answer means."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the description."""
        schema: OpenAPISchema = super().get_openapi_schema(**options)
        scopes = {
            self.get_openapi_operation_id(operation): scope_of(operation.view_func) for operation in self.operations()
        }
        for path, methods in schema["paths"].items():
            for described in methods.values():
                _describe(described, scopes[described["operationId"]] or "", versioned=path.startswith(VERSIONED))
        return schema

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name of a route: that of its function."""
        return operation.view_func.__name__

    def operations(self) -> Iterator[Operation]:
        """Return every route."""
        for _prefix, router in self._routers:
            for view in router.path_operations.values():
                yield from view.operations


def _describe(described: dict[str, Any], scope: str, *, versioned: bool) -> None:
    words = described.get("description", "").strip()
    described["description"] = f"{words}\n\nScope: `{scope}`." if scope else f"{words}\n\nEvery good key may."
    codes = {str(status) for status in described["responses"]}
    if "400" in codes:
        described["parameters"] += [ONCE, SEEN] if "412" in codes else [ONCE]
    for status, response in described["responses"].items():
        code = str(status)
        response["description"] = MEANINGS[code]
        if code in CODES:
            response["content"]["application/json"]["example"] = {"code": CODES[code], "message": "…", "field": ""}
        if code in RETRIED:
            response["headers"] = RETRY
        if versioned and code in DONE:
            response["headers"] = VERSION
