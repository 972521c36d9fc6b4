"""PUBLIC: the door of the inbox."""

from tongxin.inbox.channels.mail import is_set_up as mail_is_set_up
from tongxin.inbox.kinds import NoticeKind, register_kind
from tongxin.inbox.reads.notices import unread_count
from tongxin.inbox.todos import Todo, register_todo_source, todos_of
from tongxin.inbox.writes.addresses import confirm_address, enter_address
from tongxin.inbox.writes.delivering import deliver
from tongxin.inbox.writes.measuring import measure_task
from tongxin.inbox.writes.telling import notify, notify_many
from tongxin.inbox.writes.trying import send_test_mail

__all__ = [
    "NoticeKind",
    "Todo",
    "confirm_address",
    "deliver",
    "enter_address",
    "mail_is_set_up",
    "measure_task",
    "notify",
    "notify_many",
    "register_kind",
    "register_todo_source",
    "send_test_mail",
    "todos_of",
    "unread_count",
]
