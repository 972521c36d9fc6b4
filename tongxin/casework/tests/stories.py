"""Cases brought as far as a test needs them, by the services that everybody uses."""

from tongxin.casework.models import Case
from tongxin.casework.public import Matter, accept_case, answer_case, raise_case, rate_case, withdraw_case
from tongxin.clocks.public import clocks_of
from tongxin.journal.public import entries_about

WORDS = "冲压一车间女更衣室夜里没有热水，报修过两次。"
WISH = "热水供到早上八点。"
ANSWER = "控制器换好了，今晚起全夜有热水。"
RAISER, HANDLER, SECOND, OFFICER = "何小满", "李桐", "秦朗", "沈知夏"


def matter(town, body=WORDS, place="模修班", mode="named", **more):
    return Matter(body=body, place=town.units[place], mode=mode, **({"wish": WISH} | more))


def raised(town, by=RAISER, **more):
    return raise_case(actor=town.actor(by), matter=matter(town, **more))


def accepted(town, by=HANDLER, raiser=RAISER, **more):
    return accept_case(actor=town.actor(by), key=raised(town, by=raiser, **more).key)


def answer(town, case, by=HANDLER, text=ANSWER):
    answer_case(actor=town.actor(by), key=case.key, text=text, version=afresh(case).version)
    return afresh(case)


def answered(town, **more):
    return answer(town, accepted(town, **more))


def closed(town, solved="yes", **more):
    return rate_case(actor=town.actor(RAISER), key=answered(town, **more).key, solved=solved)


def withdrawn(town, **more):
    return withdraw_case(actor=town.actor(RAISER), key=raised(town, **more).key)


STAGES = {"raised": raised, "in_hand": accepted, "answered": answered, "closed": closed, "withdrawn": withdrawn}


def afresh(case):
    return Case.objects.select_related("unit", "handler", "raiser").get(pk=case.pk)


def recorded(case):
    """Return what the journal says of a case: kinds in order, without looks."""
    return [entry.kind for entry in entries_about(case.label) if entry.kind != "casework.case_read"]


def last_entry(case, kind):
    return [entry for entry in entries_about(case.label) if entry.kind == f"casework.{kind}"][-1]


def steps_of(case):
    return [message.step for message in case.messages.order_by("pk") if message.kind == "step"]


def terms_of(case):
    """Return state and end of the clocks of a case, by kind and round."""
    return {(one.kind, one.round): one for one in clocks_of(case.label)}
