"""The return from another system: to the bound account, or to binding one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from tongxin.accounts.external import flow
from tongxin.accounts.external.identity import Identity, NotAcceptedError
from tongxin.accounts.external.ways import label_of, redirect_way
from tongxin.accounts.external.web.forms import BindForm
from tongxin.accounts.external.web.session import arrive, enter
from tongxin.accounts.external.web.start import callback_of
from tongxin.accounts.external.writes import BY_PASSWORD, bind
from tongxin.accounts.facts import EXTERNAL_REFUSED, SIGN_IN_FAILED
from tongxin.accounts.models import User
from tongxin.accounts.sign_in import check_password
from tongxin.core.errors import NotFoundError, RuleBrokenError, TongxinError
from tongxin.core.policy import NOBODY, public
from tongxin.journal.public import note


@public
@require_safe
def back_view(request: HttpRequest, way: str) -> HttpResponse:
    """Believe the answer of the other system or refuse it; what was refused is noted with its reason."""
    found = redirect_way(way)
    if found is None:
        raise NotFoundError
    try:
        answer = _answer(request)
        begun = flow.take(request.session, way, answer.get("state", ""))
        identity = found.identity(begun, callback_of(request, way), answer)
    except TongxinError as error:
        note(EXTERNAL_REFUSED, actor=NOBODY, way=way, reason=error.code)
        raise
    return arrive(request, identity, begun.next)


def _answer(request: HttpRequest) -> dict[str, str]:
    """Return the parameters of the return; one that comes twice could be read in two ways."""
    if any(len(values) > 1 for _name, values in request.GET.lists()):
        raise NotAcceptedError(code="twice")
    return request.GET.dict()


@public
@sensitive_post_parameters("password")
def bind_view(request: HttpRequest) -> HttpResponse:
    """Say once, with the password of the account here, whose account it is."""
    came = flow.kept(request.session)
    if came is None:
        return redirect("accounts:sign-in")
    identity, next = came
    form, status = BindForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                user = _owner(form)
                if user is not None:
                    return enter(request, bind(actor=NOBODY, user=user, identity=identity, by=BY_PASSWORD), next)
            except TongxinError as error:
                status = _tell(form, identity, error)
    context = {
        "form": form,
        "heading": _("Whose account is it here?"),
        "text": _("%(way)s knows you. Sign in once with your password here; from then on %(way)s is enough.")
        % {"way": label_of(identity.way)},
        "button": _("Bind and sign in"),
    }
    return render(request, "accounts/external_step.html", context, status=status)


def _owner(form: BindForm) -> User | None:
    user = check_password(form.cleaned_data["name"], form.cleaned_data["password"])
    if user is None:
        note(SIGN_IN_FAILED, actor=NOBODY)
        form.add_error(None, _("Number or password is not right. Check both and try again."))
    return user


def _tell(form: BindForm, identity: Identity, error: TongxinError) -> int:
    if isinstance(error, RuleBrokenError):
        note(EXTERNAL_REFUSED, actor=NOBODY, way=identity.way, reason="other_binding")
    form.add_error(None, str(error.message))
    return error.status
