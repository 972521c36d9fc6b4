"""Commands that stay: the web server with its worker, the worker alone, the demo company."""

import socket

import click
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tongxin.config.cli.installing import ensure_installed, unsafe_settings
from tongxin.config.cli.output import put, put_table
from tongxin.config.demo import sign_ins
from tongxin.config.demo_home import make_company
from tongxin.config.processes import stop_signals, supervise
from tongxin.config.static_files import collect_if_changed
from tongxin.config.web_server import serve_web
from tongxin.config.working import work_until

LOCAL = {"localhost": "127.0.0.1", "127.0.0.1": "127.0.0.1", "::1": "::1"}

port_option = click.option(
    "--port", type=click.IntRange(1, 65535), default=lambda: settings.PORT, show_default="PORT or 8000"
)


@click.command()
@port_option
@click.option("--host", default="localhost", show_default=True)
def serve(port: int, host: str) -> None:
    """Serve pages and API, and work in the background, until stopped."""
    if host not in LOCAL:
        raise click.UsageError(
            _(
                "%(host)s would be reached over http, where anybody on the way can read passwords. "
                "Serve on localhost and let a proxy on this machine speak https."
            )
            % {"host": host}
        )
    address = LOCAL[host]
    require_free(address, port)
    ensure_installed()
    faults = unsafe_settings()
    if faults:
        raise click.ClickException(" ".join(faults))
    collect_if_changed()
    put(_("Tongxin is at %(address)s – stop with Ctrl+C.") % {"address": f"http://{host}:{port}"})
    works = {"web": lambda: serve_web(address, port), "worker": lambda: work_until(stop_signals())}
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
    context.invoke(serve, port=port, host="localhost")


def require_free(address: str, port: int) -> None:
    """Refuse to start on a port that another program holds."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
        except OSError as error:
            raise click.UsageError(_("Port %(port)s is taken. Choose another: --port.") % {"port": port}) from error
