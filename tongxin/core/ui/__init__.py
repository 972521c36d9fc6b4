"""Shared components, the shell around every page, and the front-end pipeline. Owns no data and knows no domain.

Pages build on ``ui/phone.html``, ``ui/desk.html`` or ``ui/desk_split.html`` and on the tags of ``templatetags/ui.py``;
apps register places (``shell``) and panels (``panels``). ``/gallery`` shows every part in every state.
"""
