"""A file on disk to text, and to a tree."""

from __future__ import annotations

from pathlib import Path as FilePath

from sroi.documents.json_text import read_json
from sroi.documents.tree import Document
from sroi.documents.yaml_text import read_yaml
from sroi.errors import FileUnreadableError

MOST_BYTES = 16 * 1024 * 1024
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_document(path: str | FilePath) -> Document:
    """Read a ``.json`` file as JSON and any other as YAML.

    Faults of the text are kept on the document; a file that cannot be read at all is an error.

    Raises:
        FileUnreadableError: missing, a folder, over 16 MiB, or not UTF-8 (codes ``file-not-found``,
            ``file-not-readable``, ``file-too-large``, ``not-utf-8``).

    """
    text, name = read_text(path), str(path)
    return read_json(text, name) if name.lower().endswith(".json") else read_yaml(text, name)


def read_text(path: str | FilePath) -> str:
    """Read text of at most 16 MiB: UTF-8, or the UTF-16 that its byte order mark names, as PowerShell writes it."""
    return _decoded(read_bytes(path), str(path))


def read_table_text(path: str | FilePath) -> str:
    """Read separated text as spreadsheet programs save it: in the encoding its mark names, else UTF-8, else Windows-1252.

    Raises:
        FileUnreadableError: as :func:`read_bytes` has it, or the file is no text (``not-text``).

    """
    data = read_bytes(path)
    marked = _marked(data)
    for encoding in [marked] if marked else ["utf-8", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    fix = "save it again as CSV UTF-8, or as .xlsx"
    raise FileUnreadableError("the file is not text", code="not-text", where=str(path), fix=fix)


def read_bytes(path: str | FilePath, *, most_bytes: int = MOST_BYTES) -> bytes:
    """Read a file of at most so many bytes.

    Raises:
        FileUnreadableError: missing, a folder, or larger (``file-not-found``, ``file-not-readable``, ``file-too-large``).

    """
    name = str(path)
    try:
        with FilePath(path).open("rb") as file:
            data = file.read(most_bytes + 1)
    except (FileNotFoundError, ValueError):  # a path that no file can have, such as one with a zero byte
        raise FileUnreadableError("there is no such file", code="file-not-found", where=name, fix="check the path") from None
    except OSError as error:
        if FilePath(path).is_dir():
            problem, fix = "this is a folder, not a file", "give a file in it"
            raise FileUnreadableError(problem, code="file-not-readable", where=name, fix=fix) from None
        raise FileUnreadableError(
            f"the file cannot be read: {error.strerror}",
            code="file-not-readable",
            where=name,
            fix="check that it is a file that you may read, and that no other program holds it",
        ) from None
    if len(data) > most_bytes:
        problem = f"the file is larger than {most_bytes // 1024 // 1024} MiB"
        raise FileUnreadableError(
            problem, code="file-too-large", where=name, fix="split it, or use the table engine for many lines"
        )
    return data


def _marked(data: bytes) -> str | None:
    """Give the encoding that a byte order mark names."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode(_marked(data) or "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        where = f"{name}, line {line}"
        raise FileUnreadableError(
            "the file is not UTF-8 text", code="not-utf-8", where=where, fix="save it again with the encoding UTF-8"
        ) from None
