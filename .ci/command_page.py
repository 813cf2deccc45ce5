"""Write the page of the command from the command's own parsers, so that neither can drift from the other."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from textwrap import fill

from sroi.cli.main import _parser

HEAD = """# The command

`sroi`, or `python3 -m sroi`, is on the path once the library is installed. This page is made of the command's own help by
`python .ci/generate.py`; `sroi COMMAND --help` prints the same.

| exit code | means |
| --- | --- |
| 0 | well |
| 1 | an error or a warning of `check` stands, a figure of `reproduce` misses, `verify` or `bound` finds a difference |
| 2 | bad input: every fault is printed with its place and its fix ([all codes](error_codes.md)) |
| 130 | stopped by Ctrl-C |

What is asked for goes to standard output, faults to standard error. `--json` prints [data](json.md) in the place of text. Nothing
is written to disk but the file that `--out`, `--template`, `--form` or `--write` names.
"""


def command_page() -> str:
    """Return the page: for each command how it is called, and what each word and option means."""
    return HEAD + "".join(section(name, said, parser) for name, said, parser in commands(_parser(), ""))


def commands(parser: argparse.ArgumentParser, before: str) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """Give every command that does something, with those inside others."""
    for action in parser._actions:  # noqa: SLF001 - argparse shows its parsers in no other way
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - likewise
            said = {choice.dest: choice.help for choice in action._choices_actions}  # noqa: SLF001 - likewise
            for name, inner in action.choices.items():
                deeper = list(commands(inner, f"{before}{name} "))
                yield from deeper or [(f"{before}{name}", str(said[name]), inner)]


def section(name: str, said: str, parser: argparse.ArgumentParser) -> str:
    """Write one command."""
    actions = [action for action in parser._actions if action.dest != "help"]  # noqa: SLF001 - as above
    words = " ".join(
        ["sroi", name, *(called(one, brackets=True) for one in sorted(actions, key=lambda one: bool(one.option_strings)))]
    )
    rows = [f"| `{called(one)}` | {(one.help or '').replace('%%', '%').replace('|', '∣')} |" for one in actions]
    table = "\n".join(["| word or option | means |", "| --- | --- |", *rows])
    usage = fill(words, 100, subsequent_indent="    ", break_on_hyphens=False)
    return f"\n## {name}\n\n{said[0].upper()}{said[1:]}.\n\n```text\n{usage}\n```\n\n{table}\n"


def called(action: argparse.Action, *, brackets: bool = False) -> str:
    """Write how one word or option is given."""
    value = "" if action.nargs == 0 else words_of(action.metavar or action.choices or action.dest.upper())
    several = f"{value}..." if action.nargs in ("*", "+") else value
    text = " ".join(part for part in (action.option_strings[0] if action.option_strings else "", several) if part)
    needed = action.required and action.nargs not in ("*", "?")
    return f"[{text}]" if brackets and not needed else text


def words_of(metavar: str | Iterable[str]) -> str:
    """Write what stands for a value, or for several."""
    return metavar if isinstance(metavar, str) else " ".join(metavar)
