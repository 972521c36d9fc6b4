"""PUBLIC: the door of the inbox."""

from tongxin.inbox.kinds import NoticeKind, register_kind
from tongxin.inbox.reads import unread_count
from tongxin.inbox.todos import Todo, register_todo_source, todos_of
from tongxin.inbox.writes import notify, notify_many

__all__ = [
    "NoticeKind",
    "Todo",
    "notify",
    "notify_many",
    "register_kind",
    "register_todo_source",
    "todos_of",
    "unread_count",
]
