"""Make the one sprite of the icons in use: ``build/assets/ui/icons.svg``.

Names are found in templates (``{% icon "x" %}``, ``icon="x"``, ``|default:"x"`` of such a tag) and in Python
(``icon=…`` of a call or a signature, an assignment to ``icon`` or to a name that ends in ICON or ICONS, the third value
of ``Place``, the key ``"icon"`` of a dict).
"""

import ast
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "tongxin"
DRAWINGS = ROOT / "node_modules" / "@tabler" / "icons" / "icons" / "outline"
SPRITE = ROOT / "build" / "assets" / "ui" / "icons.svg"
SVG = "{http://www.w3.org/2000/svg}"
PLACE_ICON = 2

TAG = re.compile(r"{%.*?%}", re.DOTALL)
IN_TAG = re.compile(r"""(?:^{%\s*icon\s+|\bicon=)["']([a-z0-9-]+)["']""")
FALLBACK = re.compile(r"""(?:^{%\s*icon\s|\bicon=)[^"'%]*\|default:["']([a-z0-9-]+)["']""")


class UnknownIconError(Exception):
    """A name without a drawing."""


def in_template(text: str) -> set[str]:
    """Return the names that a template uses."""
    tags = TAG.findall(text)
    return {name for tag in tags for pattern in (IN_TAG, FALLBACK) for name in pattern.findall(tag)}


def in_python(text: str) -> set[str]:
    """Return the names that a module uses."""
    return {name for node in ast.walk(ast.parse(text)) for value in _values(node) for name in _words(value)}


def _values(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.keyword(arg="icon", value=value):
            yield value
        case ast.Call(func=ast.Name(id="Place"), args=args) if len(args) > PLACE_ICON:
            yield args[PLACE_ICON]
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_icon(name):
            yield value
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if _is_icon(name):
            yield value
        case ast.arguments(args=args, defaults=[_, *_] as defaults):
            named = zip(args[-len(defaults) :], defaults, strict=True)
            yield from (value for name, value in named if name.arg == "icon")
        case ast.Dict(keys=keys, values=values):
            yield from (value for key, value in zip(keys, values, strict=True) if _is_key(key))


def _is_icon(name: str) -> bool:
    return name == "icon" or name.endswith(("ICON", "ICONS"))


def _is_key(key: ast.expr | None) -> bool:
    return isinstance(key, ast.Constant) and key.value == "icon"


def _words(value: ast.expr) -> Iterator[str]:
    match value:
        case ast.Constant(value=str(word)) if word:
            yield word
        case ast.Dict(values=values):
            for part in values:
                yield from _words(part)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _words(body)
            yield from _words(orelse)


def names_in_use() -> set[str]:
    """Return all names that the product uses."""
    found: set[str] = set()
    for file in SOURCE.rglob("*.html"):
        found |= in_template(file.read_text(encoding="utf-8"))
    for file in SOURCE.rglob("*.py"):
        if "tests" not in file.parts:
            found |= in_python(file.read_text(encoding="utf-8"))
    return found


def symbol(name: str, drawings: Path = DRAWINGS) -> str:
    """Return the drawing of a name as a symbol. Raises UnknownIconError."""
    file = drawings / f"{name}.svg"
    if not file.is_file():
        raise UnknownIconError(f"There is no icon {name!r}; choose a name from {drawings}.")
    shapes = [part for part in ET.parse(file).getroot() if part.get("stroke") != "none"]
    drawn = "".join(ET.tostring(part, encoding="unicode").strip() for part in shapes)
    plain = drawn.replace(f' xmlns:ns0="{SVG[1:-1]}"', "").replace("ns0:", "")
    return f'<symbol id="{name}" viewBox="0 0 24 24">{plain}</symbol>'


def main() -> int:
    """Write the sprite."""
    try:
        symbols = [symbol(name) for name in sorted(names_in_use())]
    except UnknownIconError as error:
        print(error, file=sys.stderr)
        return 1
    SPRITE.parent.mkdir(parents=True, exist_ok=True)
    SPRITE.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n', encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
