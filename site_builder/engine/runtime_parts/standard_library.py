"""Trims the standard library to what was imported. Runs in Pyodide, to compile the code for its own Python.

Modules come out compiled, without docstrings, assertions and the lines of errors, which no reader sees; the
engine's also without the types of its functions, which nothing reads. They are stored in the archive as they
are: whoever serves it compresses all of it at once, which saves a third.
"""

import ast
import importlib.util
import io
import marshal
import types
import zipfile

DATE = (1980, 1, 1, 0, 0, 0)
UNCHECKED = (1).to_bytes(4, "little")
"""The flags of a .pyc with a hash of its source that is never compared (PEP 552)."""


def trimmed(archive, modules, engine):
    """An archive of some modules of the library and the engine, compiled.

    `archive` is the library as bytes and `engine` maps paths to sources. `modules` are dotted names; those
    without a file (built in, frozen, made while running) are passed over.
    """
    files = _read(archive) | {path: _without_types(source) for path, source in engine.items()}
    return _write({f"{path}c": _compiled(path, files[path]) for path in files if _name(path) in modules})


def plain(modules, engine):
    """An archive of the engine's modules as source: smaller than compiled, and slower to import."""
    return _write({path: _without_types(engine[path]) for path in engine if _name(path) in modules})


def _name(path):
    if not path.endswith(".py"):
        return None
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _compiled(path, source):
    code = _without_lines(compile(source, f"/lib/{path}", "exec", dont_inherit=True, optimize=2))
    header = importlib.util.MAGIC_NUMBER + UNCHECKED + importlib.util.source_hash(source)
    return header + marshal.dumps(code)


def _without_types(source):
    """Source without comments and docstrings, whose functions have no annotations; those of fields stay."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            node.body = [one for one in node.body if not _is_text(one)] or [ast.Pass()]
    return ast.unparse(tree).encode()


def _is_text(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _without_lines(code):
    """Code whose tracebacks have the file and the function: the lines are an eighth of all code."""
    inner = (_without_lines(one) if isinstance(one, types.CodeType) else one for one in code.co_consts)
    return code.replace(co_consts=tuple(inner), co_linetable=b"")


def _read(archive):
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist() if not name.endswith("/")}


def _write(files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(path, DATE)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return made.getvalue()
