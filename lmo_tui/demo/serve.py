"""The demo LMO as a process: one JSON line when it is ready, then service until stdin closes or SIGTERM comes."""

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Final, TextIO

from platformdirs import user_cache_path

from lmo_tui.demo.clock import Clock
from lmo_tui.demo.organization import ORG_KINDS
from lmo_tui.demo.profiles import PROFILES
from lmo_tui.demo.seed import SMALLEST, ensure_database
from lmo_tui.demo.seed.products import MOST_PARAMETERS
from lmo_tui.demo.server import DemoLmo, Options
from lmo_tui.demo.setups import SETUPS
from lmo_tui.demo.trickle import FASTEST, PER_MINUTE

LICENSES: Final = 2_500
SEED: Final = 7
MOST_LICENSES: Final = 1_000_000


class _Terminated(BaseException):
    """SIGTERM came: leave by the same way as when stdin closes."""


def serve(
    options: Options,
    *,
    licenses: int = LICENSES,
    seed: int = SEED,
    parameters: int = 0,
    folder: Path | None = None,
    streams: tuple[BinaryIO, TextIO, TextIO] | None = None,
) -> int:
    """Serve until stdin closes or SIGTERM; `folder` keeps the pristine data between runs. Gives the exit code."""
    waiting, out, err = streams or (sys.stdin.buffer, sys.stdout, sys.stderr)
    previous = signal.signal(signal.SIGTERM, _terminate)
    try:
        today = options.today or Clock().today()
        kept = folder or kept_folder()
        pristine = ensure_database(seed, licenses, today, kept, reporter(err), parameters=parameters)
        with DemoLmo(pristine, options) as lmo:
            out.write(json.dumps({"instance_url": lmo.url, "access_token": lmo.token}) + "\n")
            out.flush()
            while os.read(waiting.fileno(), 65_536):
                pass
    except _Terminated:
        return 0
    finally:
        signal.signal(signal.SIGTERM, previous)
    return 0


def kept_folder() -> Path:
    """Where the pristine data of each seed and size is kept."""
    return user_cache_path("lmo-tui", appauthor=False) / "demo"


def reporter(err: TextIO) -> Callable[[int, int], None]:
    """Tell the progress of building the data, one line for each tenth."""
    told = -1

    def report(done: int, total: int) -> None:
        nonlocal told
        tenth = 10 * done // total if total else 10
        if tenth > told:
            told = tenth
            err.write(f"Building the demo LMO: {tenth * 10}% of {total:,} licenses\n")
            err.flush()

    return report


def read_faults(path: Path) -> list[dict[str, Any]]:
    """The faults of a `--faults` file, a JSON list."""
    rules = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(rules, list):
        raise ValueError("a list of faults is expected")
    return rules


def main(argv: Sequence[str] | None = None) -> int:
    """Run `lmo-tui demo serve`, which is `python -m lmo_tui.demo.serve`."""
    parser = _parser()
    given = parser.parse_args(argv)
    if not SMALLEST <= given.licenses <= MOST_LICENSES:
        parser.error(f"--licenses takes {SMALLEST} to {MOST_LICENSES:,}")
    if not 0 <= given.parameters <= MOST_PARAMETERS:
        parser.error(f"--parameters takes 0 to {MOST_PARAMETERS}")
    if not 0 <= given.trickle <= FASTEST:
        parser.error(f"--trickle takes 0 to {FASTEST:,.0f} events a minute")
    try:
        options = Options(
            port=given.port,
            today=given.today,
            profile=given.profile,
            org_kind=given.org_kind,
            setup=given.setup,
            latency_ms=given.latency,
            lag_ms=given.lag,
            job_ms=given.job_time,
            faults=read_faults(given.faults) if given.faults else (),
            data=given.data,
            trickle=given.trickle,
            seed=given.seed,
        )
        sizes = {"licenses": given.licenses, "seed": given.seed, "parameters": given.parameters}
        return serve(options, **sizes, folder=given.cache)
    except (OSError, ValueError) as error:
        parser.error(str(error))
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    """All that can be asked for."""
    parser = argparse.ArgumentParser(prog="lmo-tui demo serve", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0, as without it, takes a free one")
    parser.add_argument("--licenses", type=int, default=LICENSES, help="as without it %(default)s")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed, other customers")
    parser.add_argument("--parameters", type=int, default=0, help="each package has so many feature parameters")
    parser.add_argument("--faults", type=Path, help="a JSON list of faults")
    parser.add_argument("--latency", type=float, default=0, metavar="MS", help="every answer comes this late")
    parser.add_argument("--lag", type=float, default=0, metavar="MS", help="License Status follows Status this late")
    parser.add_argument("--job-time", type=float, default=0, metavar="MS", help="a Bulk API job takes this long")
    parser.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day it is in the LMO")
    parser.add_argument("--data", type=Path, help="work in this file and keep it")
    parser.add_argument("--profile", choices=sorted(PROFILES), default="admin", help="what the user may see and do")
    parser.add_argument("--org-kind", choices=sorted(ORG_KINDS), default="demo", help="what kind of org it says it is")
    parser.add_argument("--setup", choices=sorted(SETUPS), default="usual", help="what is wrong with how it is set up")
    parser.add_argument(
        "--trickle",
        type=float,
        nargs="?",
        const=PER_MINUTE,
        default=0,
        metavar="PER_MINUTE",
        help="let customers install, upgrade and leave: so many events a minute, %(const)g without a number",
    )
    parser.add_argument("--cache", type=Path, help="keep the pristine data in this folder")
    return parser


def _terminate(signum: int, frame: object) -> None:
    raise _Terminated


if __name__ == "__main__":
    sys.exit(main())
