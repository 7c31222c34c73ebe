"""The options of every command that crawls: `run`, `precheck`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any, get_type_hints

from linkcheck.cli import options

if TYPE_CHECKING:
    from linkcheck.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawling:
    """What was given on the command line; None leaves a setting to the layers below."""

    output: options.Output = None
    full: options.Full = False
    due: options.Due = False
    wait: options.Wait = False
    archive_lookup: options.ArchiveLookup = False
    ocr: options.Ocr = False
    aliases: options.Aliases = None
    log_format: options.LogFormat = None
    config: options.Config = None
    database: options.Database = None
    archive: options.Archive = None
    delay: options.Delay = None
    contact: options.Contact = None
    user_agent: options.UserAgent = None
    resolve: options.ResolveOption = None
    ca_file: options.CaFile = None
    allow_network: options.AllowNetwork = None
    allow_port: options.AllowPort = None

    def settings(self) -> Settings:
        """The settings with these options on top; logs are as they say from now on. Raises UsageError."""
        from linkcheck.cli.logs import log_as
        from linkcheck.settings import load

        settings = load(
            self.config,
            output=self.output,
            full=self.full or None,
            archive_lookup=self.archive_lookup or None,
            ocr=self.ocr or None,
            aliases=self.aliases,
            database=self.database,
            archive=self.archive,
            delay=self.delay,
            contact=self.contact,
            user_agent=self.user_agent,
            resolve=self.resolve or None,
            ca_file=self.ca_file,
            allow_networks=self.allow_network or None,
            allow_ports=self.allow_port or None,
            log_format=self.log_format,
        )
        log_as(settings.log_format)
        return settings


def crawls(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options after its own; it gets them together, as its argument `crawling`."""
    shared = get_type_hints(Crawling, include_extras=True)
    own = signature(command, eval_str=True)
    parameters = [parameter for parameter in own.parameters.values() if parameter.name != "crawling"]
    parameters += [
        Parameter(field.name, Parameter.KEYWORD_ONLY, default=field.default, annotation=shared[field.name])
        for field in fields(Crawling)
    ]

    @wraps(command)
    def with_options(**given: Any) -> None:
        crawling = Crawling(**{field.name: given.pop(field.name) for field in fields(Crawling)})
        command(crawling=crawling, **given)

    del with_options.__wrapped__  # typer is to see the options, not the command beneath
    with_options.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]  # as inspect reads it
    with_options.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return with_options
