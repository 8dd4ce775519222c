"""The commands of `joinedup`, by name. Each stands in a module of its own and is loaded on use."""

from __future__ import annotations

import importlib
from typing import Any

import typer
from typer.core import TyperGroup

from joinedup.cli import UNREADABLE

#: Command and the line that `joinedup --help` shows for it, in the order of a user's day.
COMMANDS = {
    "new": "Make a system folder from official open files.",
    "check": "Check a folder against the law, and against itself.",
    "who-can": "Say who may decide, by what chain from the law, or why nobody may.",
    "scheme": "Write the scheme of reservation and delegation, and who decides at which tier.",
    "survey": "Lay systems side by side: councils, and posts for them on boards.",
    "load": "Keep the folder's register as it stands, as a version to compare with.",
    "changes": "Say what changed between stored versions, or since the last one.",
    "export": "Write a stored version out, as a folder or one workbook.",
    "allocate": "Share a pot of money among the areas by need.",
    "run": "Do all that the folder has data for, and sum it up.",
    "serve": "Show the folder as pages in a browser.",
    "demo": "Write a fictional system to try things on.",
    "reference": "Write the reference page and the JSON Schemas of the folder's files.",
}

#: The module of a command whose name no module could have.
_MODULES = {"who-can": "who_can"}

#: What Typer raises where a command is asked for in a way that it does not know; it has no public
#: name for it.
_NOT_UNDERSTOOD: Any = typer.BadParameter.__base__


class _Commands(TyperGroup):
    """Loads only the module of the command that was asked for, so that each starts quickly."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; what it does not know is told as JSON where that was asked for."""
        if "--json" not in ctx.args:
            return super().invoke(ctx)
        try:
            return super().invoke(ctx)
        except _NOT_UNDERSTOOD as error:
            from joinedup.cli.printing import leave

            leave(UNREADABLE, str(error), as_json=True)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"joinedup.cli.{_MODULES.get(cmd_name, cmd_name)}")
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        single.command(cmd_name, help=COMMANDS[cmd_name])(module.run)
        return typer.main.get_command(single)


app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Runs an English integrated care system: who is in it, what money there is, and why.",
)


@app.callback()
def _joinedup() -> None:
    """Makes a group of the app even while its commands are loaded on use."""
