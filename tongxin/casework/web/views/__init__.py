"""Views: thin. They fetch, call one service and render."""
