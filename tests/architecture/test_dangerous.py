"""What may hurt wherever it is used stands in few named places, or nowhere."""

import ast
import json
import re

import pytest

from tests.source import PRODUCT, ROOT, imports, modules, named, parsed, tracked

SPEAK_SQL = {
    "tongxin/config/backup/restoring.py", "tongxin/config/backup/tables.py", "tongxin/config/checkup/database.py",
    "tongxin/core/db.py", "tongxin/organisation/writes/paths.py",
}  # fmt: skip
START_PROGRAMS = {"tongxin/files/pdf_words.py", "tongxin/sheets/reading.py"}
PARSE_XML = {"tongxin/sheets/text_files.py"}  # of tables in HTML, with a parser that knows no entities but the usual
XML = ("xml.", "lxml", "html.parser", "defusedxml")
RUN_TEXT = {"eval", "exec", "compile", "mark_safe", "SafeString", "RawSQL", "format_map"}
RUN_TEXT_OF = {("yaml", "load"), ("pickle", "load"), ("pickle", "loads"), ("marshal", "loads"), ("os", "system"),
               ("objects", "raw"), ("objects", "extra"), ("Template", "render")}  # fmt: skip
TAKES_MARKUP_OF_TEMPLATES = {"tongxin/core/ui/panels.py"}  # what a template of ours has escaped already
ESCAPES_EACH_WORD = {"tongxin/core/traditional.py"}
SET_NAMED_COLUMNS = {  # columns out of a list of their own, never out of what was sent
    "tongxin/core/fields.py", "tongxin/organisation/importing/people_batches.py",
    "tongxin/organisation/importing/people_rows.py", "tongxin/organisation/importing/roster.py",
    "tongxin/organisation/writes/details.py", "tongxin/organisation/writes/duties.py",
}  # fmt: skip
OTHER_CRYPTOGRAPHY = re.compile(r"^(Crypto|nacl|rsa|ecdsa|jwt|passlib|bcrypt|md5|sha)\b")
IN_SCRIPTS = re.compile(
    r"\b(eval|Function|innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|document\.write|importScripts"
    r"|postMessage|onmessage|__proto__|jsonp)\b"
)


def calls(file):
    """Return (owner, name, node) of each call in a file."""
    for node in ast.walk(parsed(file)):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            yield "", node.func.id, node
        elif isinstance(node.func, ast.Attribute):
            owner = node.func.value
            yield getattr(owner, "attr", getattr(owner, "id", "")), node.func.attr, node


def where(test):
    return {named(file) for file in modules() for call in calls(file) if test(*call)}


def test_only_named_files_speak_sql_themselves():
    assert where(lambda _owner, name, _node: name == "cursor") == SPEAK_SQL


def test_only_named_files_start_programs_and_none_a_shell():
    assert {named(file) for file in modules() if "subprocess" in imports(file)} == START_PROGRAMS
    assert where(lambda _owner, _name, node: any(word.arg == "shell" for word in node.keywords)) == set()


def test_only_named_files_parse_xml():
    found = {named(file) for file in modules() for target in imports(file) if f"{target}.".startswith(XML)}
    assert found == PARSE_XML


def test_nothing_runs_text_as_code():
    def runs(owner, name, _node):
        return (name in RUN_TEXT and not owner) or (owner, name) in RUN_TEXT_OF

    assert where(runs) == TAKES_MARKUP_OF_TEMPLATES


def test_no_regular_expression_is_made_of_what_somebody_typed():
    assert where(lambda owner, _name, node: owner == "re" and is_made_of_values(node)) == ESCAPES_EACH_WORD


def is_made_of_values(call):
    """Return whether the pattern of a call has parts that are no constants of the module, nor slices of one."""
    parts = [part.value for part in ast.walk(call.args[0]) if isinstance(part, ast.FormattedValue)] if call.args else []
    wholes = [part.value if isinstance(part, ast.Subscript) else part for part in parts]
    return any(not (isinstance(part, ast.Name) and part.id.isupper()) for part in wholes)


def test_only_the_secure_source_draws():
    weak = ("random", "uuid.uuid1", "numpy.random")
    assert [named(file) for file in modules() for target in imports(file) if target.startswith(weak)] == []


def test_cryptography_comes_from_few_libraries():
    assert [named(file) for file in modules() for target in imports(file) if OTHER_CRYPTOGRAPHY.match(target)] == []
    used = {name for file in modules() for owner, name, _node in calls(file) if owner == "hashlib"}
    assert used <= {"sha256"}
    text = "".join(file.read_text(encoding="utf-8") for file in modules())
    assert set(re.findall(r"\b(AESGCM|AESCCM|ECB|CBC|PKCS1v15|MD5|SHA1|Fernet)\b", text)) == {"AESGCM"}


def test_no_form_takes_all_columns_of_a_table():
    classes = [node for file in modules() for node in ast.walk(parsed(file)) if isinstance(node, ast.ClassDef)]
    bases = {ast.unparse(base) for node in classes for base in node.bases}
    assert [base for base in bases if "ModelForm" in base or "ModelSchema" in base] == []
    assert where(sets_by_name) == SET_NAMED_COLUMNS


def sets_by_name(_owner, name, node):
    return name == "setattr" and not isinstance(node.args[1], ast.Constant)


def test_no_script_makes_code_or_markup_of_text():
    scripts = [file for file in tracked() if file.suffix == ".js" and PRODUCT in file.parents]
    assert len(scripts) > 5
    found = [(named(file), sign) for file in scripts for sign in IN_SCRIPTS.findall(file.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize("name", ["base", "dev", "uv"])
def test_every_component_is_locked_by_its_hash(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert lines
    assert [line for line in lines if "==" not in line or "--hash=sha256:" not in line] == []


def test_every_package_of_the_front_end_is_locked_by_its_hash():
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, one in packages.items() if name and not one.get("integrity")] == []
