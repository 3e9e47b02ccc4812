"""The program ``dbd``: a word that is no verb is a ticket."""

from __future__ import annotations

import click

import database_developer
from database_developer.cli.dev import dev
from database_developer.cli.doctor import doctor
from database_developer.cli.lint import lint
from database_developer.cli.login import login
from database_developer.cli.migrate import migrate
from database_developer.cli.plan import plan
from database_developer.cli.publish import publish
from database_developer.cli.purge import purge_command
from database_developer.cli.resume import resume
from database_developer.cli.rollback import rollback
from database_developer.cli.run import run
from database_developer.cli.status import status
from database_developer.cli.tasks import tasks
from database_developer.cli.watch import watch

OWN_FLAGS = ("--help", "-h", "--version")


class TicketFirst(click.Group):
    """A group whose verb may be left out: ``dbd KAN-29`` is ``dbd run KAN-29``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put ``run`` in front unless a verb, or only a flag of the program itself, is given."""
        words = [word for word in args if not word.startswith("-")]
        has_verb = bool(words) and words[0] in self.commands
        if not has_verb and not (len(args) == 1 and args[0] in OWN_FLAGS):
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group(cls=TicketFirst, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(database_developer.__version__, prog_name="dbd")
def main() -> None:
    """The database engineer a team wishes it had: from a ticket to a proven change.

    dbd KAN-29 is short for dbd run KAN-29.
    """


main.add_command(purge_command)
main.add_command(dev)
main.add_command(lint)
main.add_command(plan)
main.add_command(run)
main.add_command(tasks)
main.add_command(migrate)
main.add_command(resume)
main.add_command(rollback)
main.add_command(status)
main.add_command(watch)
main.add_command(login)
main.add_command(doctor)
main.add_command(publish)
