"""What can be set, and from where: options of a command weigh most, then the environment, then `linkcheck.toml`.

The environment's names are those below in capitals after `LINKCHECK_` (lists as JSON).
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from linkcheck import __version__
from linkcheck.errors import UsageError
from linkcheck.schedules.model import Schedule, variable_names

CONFIG_FILE = Path("linkcheck.toml")
HOMEPAGE = "https://pypi.org/project/disclosure-linkcheck/"

OF_THE_RUN = (
    "archive_lookup",
    "ocr",
    "contact",
    "user_agent",
    "operator",
    "delay",
    "max_crawl_delay",
    "max_retry_after",
    "retries",
    "retry_pause",
    "concurrency_per_domain",
    "obey_robots",
    "connect_timeout",
    "idle_timeout",
    "total_timeout",
    "max_bytes",
    "max_redirects",
    "full",
)
"""What whoever starts a run decides for all workers. The rest is each machine's own, its address guard above all."""


class Resolve(NamedTuple):
    """One `--resolve HOST:PORT:ADDRESS[:PORT]`, as curl has it: HOST:PORT is looked for at ADDRESS(:PORT)."""

    host: str
    port: int
    address: str
    to_port: int

    @classmethod
    def parse(cls, text: str) -> Resolve:
        """Read the option's text. IPv6 addresses stand in brackets. `*` as host stands for every host.

        Raises ValueError with a line for the person who typed it.
        """
        try:
            host, port, rest = text.split(":", 2)
            address, _, to_port = rest[1:].partition("]") if rest.startswith("[") else rest.partition(":")
            to_port = to_port.removeprefix(":")
            ip_address(address)
            parsed = cls(host.lower(), int(port), address, int(to_port or port))
        except ValueError:
            raise ValueError(f"{text!r} is not HOST:PORT:ADDRESS or HOST:PORT:ADDRESS:PORT") from None
        if not host or not all(0 < p < 65536 for p in (parsed.port, parsed.to_port)):
            raise ValueError(f"{text!r} is not HOST:PORT:ADDRESS or HOST:PORT:ADDRESS:PORT")
        return parsed


class Settings(BaseSettings):
    """All settings of the program, with their units. Read it with `load`, so that errors are one line."""

    model_config = SettingsConfigDict(env_prefix="LINKCHECK_", extra="forbid", frozen=True)

    database: str = Field("sqlite:///linkcheck.db", description="SQLAlchemy URL of the store")
    archive: Path = Field(Path("evidence"), description="folder of the evidence archive")
    output: Path = Field(Path("coverage"), description="folder that the reports are written to")

    signing_key: Path = Field(
        Path("linkcheck.key"),
        description="file of the Ed25519 key that signs manifests; made when a run first needs it",
    )
    timestamp_url: str = Field("", description="timestamp authority (RFC 3161) to ask for each manifest; empty: none")
    timestamp_ca: Path | None = Field(None, description="PEM file of the authorities that timestamps must lead to")
    archive_lookup: bool = Field(False, description="whether public web archives are asked for what is not live")
    archive_cdx: str = Field(
        "https://web.archive.org/cdx/search/cdx", description="CDX server of the public web archive that is asked"
    )

    evidence_store: str = Field(
        "", description="where closed files of the archive are copied to: file:///FOLDER, s3://BUCKET/FOLDER (fsspec)"
    )

    contact: str = Field("", description="e-mail address or web page of whoever runs the crawl; part of the User-Agent")
    user_agent: str = Field("", description="User-Agent to send instead of the program's own")
    operator: str = Field("", description="who runs the crawl, for the archive's records")

    delay: float = Field(1.0, ge=0, description="seconds between two requests to one registrable domain")
    max_crawl_delay: float = Field(30.0, ge=0, description="seconds: the longest Crawl-delay that is kept")
    max_retry_after: float = Field(120.0, ge=0, description="seconds: the longest Retry-After that is waited for")
    retries: int = Field(2, ge=0, le=10, description="further attempts after what can pass")
    retry_pause: float = Field(5.0, ge=0, description="seconds before the first further attempt; doubles each time")
    concurrency: int = Field(16, ge=1, le=256, description="requests under way at once over all domains")
    concurrency_per_domain: int = Field(
        1, ge=1, le=64, description="requests under way at once to one domain; 1 on PostgreSQL"
    )
    obey_robots: bool = Field(True, description="whether robots.txt decides")
    connect_timeout: float = Field(15.0, gt=0, description="seconds for one connection to come about")
    idle_timeout: float = Field(30.0, gt=0, description="seconds without a byte")
    total_timeout: float = Field(300.0, gt=0, description="seconds for one response as a whole")
    max_bytes: int = Field(100 * 2**20, gt=0, description="bytes: the largest body that is taken")
    max_redirects: int = Field(10, ge=0, le=50, description="redirects followed from one URL")

    allow_networks: tuple[IPv4Network | IPv6Network, ...] = Field(
        (), description="networks that the address guard lets through"
    )
    allow_ports: tuple[int, ...] = Field((80, 443, 8080, 8443), description="ports that may be contacted")
    resolve: tuple[Resolve, ...] = Field((), description="HOST:PORT:ADDRESS[:PORT] instead of DNS")
    ca_file: Path | None = Field(None, description="PEM file of certificate authorities trusted beside the system's")

    worker_heartbeat: float = Field(10.0, gt=0, description="seconds between two signs of life of a worker")
    worker_stalled: float = Field(
        60.0, gt=0, description="seconds without a sign of life after which others take over a worker's jobs"
    )
    log_format: Literal["text", "json"] = Field("text", description="`text` for people, `json`: one object per line")

    full: bool = Field(False, description="whether everything is fetched anew, what has not changed included")
    due_live_days: float = Field(7, ge=0, description="days until something live is due again")
    due_undetermined_days: float = Field(1, ge=0, description="days until something undetermined is due again")
    due_dead_days: float = Field(1, ge=0, description="days until something dead is due again, before it is confirmed")

    ocr: bool = Field(False, description="whether cited pages of scans are read by OCR (needs the extra `ocr`)")
    notify: tuple[str, ...] = Field(
        (), description="environment variables that hold the URLs (apprise) to which changes are told after a run"
    )
    schedule: tuple[Schedule, ...] = Field((), description="runs at set times, see docs/operating.md")

    facilities: dict[str, tuple[str, ...]] = Field({}, description="further aliases, by a facility's name")
    aliases: Path | None = Field(
        None, description="TOML file of reviewed names that disclosures use (`linkcheck facilities` prepares it)"
    )

    @field_validator("resolve", mode="before")
    @classmethod
    def _resolve(cls, value: object) -> object:
        if isinstance(value, (list, tuple)):
            return tuple(Resolve.parse(v) if isinstance(v, str) else v for v in value)
        return value

    @field_validator("allow_networks", mode="before")
    @classmethod
    def _networks(cls, value: object) -> object:
        if isinstance(value, (list, tuple)):
            return tuple(ip_network(v, strict=False) if isinstance(v, str) else v for v in value)
        return value

    @field_validator("evidence_store")
    @classmethod
    def _without_credentials(cls, value: str) -> str:
        if value and ("://" not in value or "@" in value.partition("://")[2].partition("/")[0]):
            raise ValueError("not a URL without user and password: those come from the environment")
        return value

    @field_validator("notify")
    @classmethod
    def _variables(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return variable_names(value)

    @field_validator("schedule")
    @classmethod
    def _each_name_once(cls, value: tuple[Schedule, ...]) -> tuple[Schedule, ...]:
        names = [schedule.name for schedule in value]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise ValueError(f"there are two schedules {twice!r}")
        return value

    @field_validator("timestamp_url", "archive_cdx")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and (not value.startswith(("http://", "https://")) or "@" in value.split("/")[2]):
            raise ValueError("not a web address without user and password: each run keeps it with its settings")
        return value

    @field_validator("ca_file", "timestamp_ca", "aliases")
    @classmethod
    def _file(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError(f"no such file: {value}")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options, then the environment, then the file that `load` names."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    def scheduled(self, name: str) -> Schedule:
        """The schedule of that name. Raises UsageError where there is none."""
        found = next((schedule for schedule in self.schedule if schedule.name == name), None)
        if found is None:
            names = ", ".join(schedule.name for schedule in self.schedule)
            raise UsageError(f"there is no schedule {name!r}", f"There are: {names}" if names else "See [[schedule]]")
        return found

    def of_run(self, chosen: Mapping[str, Any]) -> Settings:
        """These settings, with what a run says of itself (`chosen`, its settings as the store keeps them)."""
        return self.model_copy(update={name: chosen[name] for name in OF_THE_RUN if name in chosen})

    def agent(self) -> str:
        """The User-Agent sent: honest, with a contact, unless another one is set."""
        return self.user_agent or f"disclosure-linkcheck/{__version__} (+{self.contact or HOMEPAGE})"


def load(config: Path | None = None, **options: object) -> Settings:
    """Read the settings: `options` that are not None, the environment, then `config` (or `linkcheck.toml` here).

    Raises UsageError, one line that names the setting.
    """
    if config is not None and not config.is_file():
        raise UsageError(f"no such settings file: {config}")

    class Configured(Settings):
        model_config = SettingsConfigDict(toml_file=config or CONFIG_FILE)

    try:
        return Configured(**{k: v for k, v in options.items() if v is not None})  # type: ignore[arg-type]  # validated there
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            f"setting {name}: {first['msg'].removeprefix('Value error, ')}", "See docs/configuration.md"
        ) from error
    except ValueError as error:  # the file is no TOML, or a list in the environment is no JSON
        raise UsageError(
            f"settings can't be read: {error}", f"Look at {config or CONFIG_FILE} and at LINKCHECK_*"
        ) from error
