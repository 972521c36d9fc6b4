"""Saying something about the platform, following it, and answering it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.core.errors import TongxinError
from tongxin.core.policy import NOBODY, needs, public
from tongxin.core.web import actor_of, number_in
from tongxin.feedback.facts import REMARKS_READ
from tongxin.feedback.reads import remarks_page
from tongxin.feedback.rights import READ, access_by_address, access_remark
from tongxin.feedback.web.forms import AnswerForm, RemarkForm
from tongxin.feedback.writes import answer_remark, say_whether_it_helped, send_remark
from tongxin.journal.public import note


@public
def say_view(request: HttpRequest) -> HttpResponse:
    """Show the form; send it. Whoever does not leave his name acts as nobody, from here to the last row written."""
    actor = actor_of(request)
    form = RemarkForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            typed = form.cleaned_data
            writer = actor if typed["with_name"] else NOBODY
            try:
                remark = send_remark(actor=writer, body=typed["body"], contact=typed["contact"])
            except TongxinError as error:
                form.take(error)
                status = error.status
            else:
                messages.success(request, _("Sent. Keep the address of this page: the answer will stand here."))
                return redirect("feedback:follow", key=remark.key)
    context = {"form": form, "actor": actor, "back_url": "/"}
    return render(request, "feedback/say.html", context, status=status)


@public
def follow_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show a remark and its answer to whoever has the address."""
    return render(request, "feedback/follow.html", {"remark": access_by_address(key=key), "back_url": "/"})


@public
@require_POST
def helped_view(request: HttpRequest, key: str) -> HttpResponse:
    """Take the writer's word on whether the answer helped."""
    say_whether_it_helped(actor=NOBODY, key=key, helped=request.POST.get("helped", ""))
    messages.success(request, _("Thank you. That is kept without a name."))
    return redirect("feedback:follow", key=key)


@needs(READ)
def remarks_view(request: HttpRequest) -> HttpResponse:
    """Show what was said. That it was read is noted once a visit."""
    actor, answered, after = actor_of(request), request.GET.get("view") == "answered", number_in(request, "after")
    if after is None:
        note(REMARKS_READ, actor=actor)
    page = remarks_page(actor, answered=answered, after=after)
    return render(request, "feedback/remarks.html", {"page": page, "answered": answered})


@needs(READ)
def remark_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show one remark; answer it."""
    actor = actor_of(request)
    remark = access_remark(actor=actor, key=key)
    form = AnswerForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            answer_remark(actor=actor, key=key, text=form.cleaned_data["answer"])
        except TongxinError as error:
            form.take(error)
            status = error.status
        else:
            messages.success(request, _("Answered. Its writer finds it at the address he was given."))
            return redirect("feedback:remarks")
    else:
        note(REMARKS_READ, actor=actor, object=remark.label)
    return render(request, "feedback/remark.html", {"remark": remark, "form": form}, status=status)
