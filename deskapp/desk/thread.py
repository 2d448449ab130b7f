"""The one thread that owns the database connection; screens only await its answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from deskapp.desk.desk import Clock, Desk, local_now

T = TypeVar("T")


class DeskThread:
    """Runs every job on one thread in the order it came, so that nothing needs a lock."""

    def __init__(self, path: Path, clock: Clock = local_now) -> None:
        self._thread = ThreadPoolExecutor(1, "desk")
        self._opening: Future[Desk] = self._thread.submit(Desk.open, path, clock)

    def opened(self) -> Desk:
        """Wait until the desk is open; raises what opening raised."""
        return self._opening.result()

    async def ask(self, job: Callable[[Desk], T]) -> T:
        """Run a job with the desk and await its answer."""
        return await asyncio.wrap_future(self.send(job))

    def send(self, job: Callable[[Desk], T]) -> Future[T]:
        """Run a job with the desk; the answer comes later."""
        return self._thread.submit(lambda: job(self._opening.result()))

    def close(self) -> None:
        """Finish what is waiting, then close the desk."""
        self._thread.submit(lambda: self._opening.result().close()).result()
        self._thread.shutdown()
