"""Files: what people attach. Checked and cleaned by content, encrypted at rest, shown only where the owner app agrees.

Owns the bytes and who stored them. Which matter a file belongs to, and who may open it, the app above decides
(``register_owner``).

What is cleaned: pictures are drawn anew without any metadata; Office files lose their document properties. What is not:
names in comments and tracked changes, pictures inside Office files, and the properties of a PDF stay as they are.
"""
