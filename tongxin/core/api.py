"""What all routes of the API share: the shape of a refusal, versions in headers, texts that a database takes."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict

from tongxin.core import cursors
from tongxin.core.errors import BadInputError, ConflictError, TongxinError

LIMIT, MOST = 50, 200
BIGGEST = 2**62


class Refusal(Schema):
    """Why it was not done. ``code`` is stable; ``message`` is a sentence for people; ``field`` names the input."""

    code: str
    message: str
    field: str


class Input(Schema):
    """What is sent. A name that the route does not know is refused, so that nothing is lost by a misspelling."""

    model_config = ConfigDict(extra="forbid")


class ChangedError(ConflictError):
    """The thing is no longer as the client saw it."""

    status = 412
    code = "changed"


class VersionNeededError(TongxinError):
    """The client must say which version it saw."""

    status = 428
    code = "version_needed"
    default = _("Send the version that you saw, as If-Match with the ETag of the case.")


READS: dict[Any, Any] = dict.fromkeys((401, 403, 422, 429, 503), Refusal)
READS_ONE: dict[Any, Any] = READS | {404: Refusal}
WRITES: dict[Any, Any] = READS | dict.fromkeys((400, 413), Refusal)
WRITES_ONE: dict[Any, Any] = WRITES | dict.fromkeys((404, 409, 412), Refusal)


def _storable(text: str) -> str:
    text.encode()  # refuses half a character
    if "\x00" in text:
        raise ValueError("null")
    return text


Text = Annotated[str, AfterValidator(_storable)]
Limit = Annotated[int, Field(ge=1, le=MOST, description="How many at most.")]
After = Annotated[
    str, Field(max_length=cursors.LONGEST, description="The cursor `next` of the page before; empty for the first.")
]


def cursor_in(mark: str, kinds: str) -> list[Any] | None:
    """Return the values of a cursor, None for none. ``kinds`` has a letter for each: t(ext), n(umber).

    Raises BadInputError for a cursor that no page gave out.
    """
    if not mark:
        return None
    try:
        values = cursors.unpacked(mark)
        read = {"t": cursors.text_in, "n": cursors.number_in}
        return [read[kind](value) for kind, value in zip(kinds, values, strict=True)]
    except ValueError as error:
        raise BadInputError(_("This cursor was given out by no page. Begin without it."), field="after") from error


def version_in(request: HttpRequest) -> int | None:
    """Return the version that the client saw, from If-Match; None where it names none. Raises ChangedError."""
    given = request.headers.get("If-Match", "").strip()
    if given in ("", "*"):
        return None
    number = given.removeprefix("W/").strip('"')
    if not (number.isascii() and number.isdecimal() and len(number) < len(str(BIGGEST))):
        raise ChangedError
    return int(number)


def set_version(response: HttpResponse, version: int) -> None:
    """Tell the version as an ETag."""
    response.headers["ETag"] = f'"{version}"'
