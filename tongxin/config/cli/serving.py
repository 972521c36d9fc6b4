"""Commands that stay: the web server with its worker, the worker alone, the demo company."""

import socket
import time
from pathlib import Path

import click
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tongxin.config.cli.doors import LOCAL, http_plan, https_plan, require_hosts
from tongxin.config.cli.installing import ensure_installed, unsafe_settings
from tongxin.config.cli.output import put, put_table
from tongxin.config.demo import sign_ins
from tongxin.config.demo_home import make_company
from tongxin.config.processes import stop_signals, supervise
from tongxin.config.static_files import collect_if_changed
from tongxin.config.working import work_until

# A process that was killed a moment ago may still hold its port while the kernel ends its children.
PORT_PATIENCE, LOOK_AGAIN = 2.0, 0.05

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

port_option = click.option(
    "--port", type=click.IntRange(1, 65535), default=lambda: settings.PORT, show_default="PORT, 8000, or 8443 for https"
)


@click.command()
@port_option
@click.option("--host", "hosts", multiple=True, help="Name or address by which people reach this machine; repeatable.")
@click.option("--tls", is_flag=True, help="Serve https with a certificate authority of this installation.")
@click.option("--cert", type=FILE, help="Your own certificate with its chain (PEM).")
@click.option("--key", type=FILE, help="The key of --cert (PEM).")
@click.option(
    "--ca-port", type=click.IntRange(0, 65535), help="Port of the page that tells how to trust; 0: none. [port + 1]"
)
@click.option("--no-worker", is_flag=True, help="Leave the background work to a process of its own: tongxin worker.")
def serve(
    port: int,
    hosts: tuple[str, ...],
    tls: bool,
    cert: Path | None,
    key: Path | None,
    ca_port: int | None,
    no_worker: bool,
) -> None:
    """Serve pages and API, and work in the background, until stopped."""
    require_hosts(hosts)
    plan = https_plan(hosts, port, (cert, key), ca_port) if tls or cert or key else http_plan(hosts, port)
    for used in filter(None, (plan.port, plan.trust_port)):
        require_free(plan.address, used)
    ensure_installed()
    faults = unsafe_settings()
    if faults:
        raise click.ClickException(" ".join(faults))
    collect_if_changed()
    works = {"web": plan.serve}
    if not no_worker:
        works["worker"] = lambda: work_until(stop_signals())
    if plan.trust_port:
        works["trust"] = plan.serve_trust_page
    plan.announce()
    supervise(works, stop_signals())


@click.command()
def worker() -> None:
    """Work in the background only, beside web servers on other machines."""
    ensure_installed()
    work_until(stop_signals())


@click.command()
@port_option
@click.option("--reset", is_flag=True, help="Throw the demo company away and make it afresh.")
@click.pass_context
def demo(context: click.Context, port: int, reset: bool) -> None:
    """Serve a made-up company with people, posts and cases."""
    require_free(LOCAL["localhost"], port)
    make_company(put, afresh=reset)
    put_table(
        [
            (
                pgettext("console", "Role"),
                pgettext("console", "Name"),
                pgettext("console", "Staff number"),
                pgettext("console", "Password"),
            ),
            *sign_ins(),
        ]
    )
    context.invoke(serve, port=port)


def require_free(address: str, port: int) -> None:
    """Refuse to start on a port that another program holds, and keeps for two seconds."""
    limit = time.monotonic() + PORT_PATIENCE
    while (trouble := _bound(address, port)) is not None:
        if time.monotonic() > limit:
            raise click.UsageError(_("Port %(port)s is taken. Choose another: --port.") % {"port": port}) from trouble
        time.sleep(LOOK_AGAIN)


def _bound(address: str, port: int) -> OSError | None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
        except OSError as error:
            return error
    return None
