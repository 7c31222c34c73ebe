"""Options that several commands share, each in one place. A value of None leaves the setting to the layers below."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_STORE = "Store and archive"
_NETWORK = "Network"

Reports = Annotated[
    list[Path], typer.Argument(help="Audit reports: PDF, text, Word, or a table of citations.", show_default=False)
]
SomeReports = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[REPORT]...", help="Audit reports: PDF, text, Word, or a table of citations.", show_default=False
    ),
]
Tags = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG", help="Reports with this tag. Can be repeated.", show_default=False),
]
Only = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[REPORT]...", help="Only these reports, by their files. Default: all.", show_default=False),
]
Config = Annotated[Path | None, typer.Option(help="Settings file. Default: linkcheck.toml.", show_default=False)]
Database = Annotated[
    str | None,
    typer.Option(
        help="Where the store is, as an SQLAlchemy URL. Default: sqlite:///linkcheck.db.",
        show_default=False,
        rich_help_panel=_STORE,
    ),
]
Archive = Annotated[
    Path | None,
    typer.Option(help="Folder of the evidence archive. Default: evidence.", show_default=False, rich_help_panel=_STORE),
]
Output = Annotated[
    Path | None,
    typer.Option(help="Folder that the reports are written to. Default: coverage.", show_default=False),
]
Aliases = Annotated[
    Path | None,
    typer.Option(
        help="TOML file of reviewed names of facilities, as `linkcheck facilities` prepares it.", show_default=False
    ),
]
Contact = Annotated[
    str | None,
    typer.Option(
        help="Your e-mail address or web page, for the User-Agent: whoever is asked can ask back.",
        show_default=False,
        rich_help_panel=_NETWORK,
    ),
]
UserAgent = Annotated[
    str | None,
    typer.Option(help="User-Agent to send instead of our own.", show_default=False, rich_help_panel=_NETWORK),
]
Delay = Annotated[
    float | None,
    typer.Option(
        help="Seconds between two requests to one domain. Default: 1.",
        min=0,
        show_default=False,
        rich_help_panel=_NETWORK,
    ),
]
ResolveOption = Annotated[
    list[str] | None,
    typer.Option(
        "--resolve",
        metavar="HOST:PORT:ADDRESS[:PORT]",
        help="Contact HOST:PORT at this address, as curl does. * stands for any host. Can be repeated.",
        show_default=False,
        rich_help_panel=_NETWORK,
    ),
]
CaFile = Annotated[
    Path | None,
    typer.Option(
        help="PEM file of certificate authorities to trust beside the system's.",
        show_default=False,
        rich_help_panel=_NETWORK,
    ),
]
AllowNetwork = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-network",
        metavar="CIDR",
        help="Let the address guard contact this network (private ones are refused). Can be repeated.",
        show_default=False,
        rich_help_panel=_NETWORK,
    ),
]
AllowPort = Annotated[
    list[int] | None,
    typer.Option(
        "--allow-port",
        metavar="PORT",
        help="Ports that may be contacted. Default: 80, 443, 8080, 8443. Can be repeated.",
        show_default=False,
        rich_help_panel=_NETWORK,
    ),
]
Full = Annotated[bool, typer.Option("--full", help="Fetch everything anew, also what has not changed since last time.")]
Due = Annotated[
    bool, typer.Option("--due", help="Fetch only what is due: live after a week, the rest after a day (see settings).")
]
ArchiveLookup = Annotated[
    bool,
    typer.Option("--archive-lookup", help="Ask a public web archive for copies of what is dead or doubtful."),
]
Ocr = Annotated[bool, typer.Option("--ocr", help="Read cited pages of scans by OCR (needs the extra `ocr`).")]
Wait = Annotated[bool, typer.Option("--wait", help="Wait while another run works on the same store.")]
LogFormat = Annotated[
    str | None,
    typer.Option(metavar="text|json", help="How to tell what goes on. Default: text.", show_default=False),
]
