"""Panels: what waits for me and what is new on the home page, the ways out on the system page."""

from typing import Any

from tongxin.core.ui.panels import Context, Panel
from tongxin.inbox.reads.channels import channel_lines
from tongxin.inbox.reads.notices import NoticeLine, newest_unread
from tongxin.inbox.todos import todos_of

SHOWN_TODOS = 5
SHOWN_NEWS = 3
MEMORY = "inbox.news"


class TodoPanel(Panel):
    """What waits for me: the nearest five, and how many there are."""

    name = "inbox.todo"
    slot = "home"
    template = "inbox/panels/todo.html"
    order = 10

    def context(self, context: Context) -> dict[str, Any]:
        """Return the nearest to-dos."""
        todos = todos_of(context["actor"])
        return {"todos": todos[:SHOWN_TODOS], "count": len(todos), "has_more": len(todos) > SHOWN_TODOS}


class NewsPanel(Panel):
    """What is new for me: three at most. Nothing new takes no room."""

    name = "inbox.news"
    slot = "home"
    template = "inbox/panels/news.html"
    order = 30

    def is_relevant(self, context: Context) -> bool:
        """Return whether there is anything new."""
        return bool(self._news(context))

    def context(self, context: Context) -> dict[str, Any]:
        """Return the newest notices."""
        return {"notices": self._news(context)}

    def _news(self, context: Context) -> list[NoticeLine]:
        actor = context["actor"]
        if MEMORY not in actor.memory:
            actor.memory[MEMORY] = newest_unread(actor, SHOWN_NEWS)
        news: list[NoticeLine] = actor.memory[MEMORY]
        return news


class ChannelsPanel(Panel):
    """How mail and robots are doing, without an address."""

    name = "inbox.channels"
    slot = "system"
    template = "inbox/panels/channels.html"

    def context(self, context: Context) -> dict[str, Any]:  # noqa: ARG002
        """Return the state of each way out."""
        return {"lines": channel_lines()}
