"""The one thread that owns the database connection; screens only await its answers."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from deskapp.desk.clock import Clock, local_now

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from deskapp.desk.desk import Desk

T = TypeVar("T")


class DeskThread:
    """Runs every job on one thread in the order it came, so that nothing needs a lock.

    The desk is loaded and opened there by the first job, so that a screen can stand before.
    """

    def __init__(self, path: Path, clock: Clock = local_now) -> None:
        self._path = path
        self._clock = clock
        self._thread = ThreadPoolExecutor(1, "desk")
        self._desk: Desk | None = None

    async def ask(self, job: Callable[[Desk], T]) -> T:
        """Run a job with the desk and await its answer."""
        return await asyncio.wrap_future(self.send(job))

    def send(self, job: Callable[[Desk], T]) -> Future[T]:
        """Run a job with the desk; the answer comes later."""
        return self._thread.submit(self._do, job)

    def close(self) -> None:
        """Finish what is waiting, then close the desk."""
        self._thread.submit(self._close).result()
        self._thread.shutdown()

    def _do(self, job: Callable[[Desk], T]) -> T:
        desk = self._opened()
        from deskapp.store.database import in_plain_words  # noqa: PLC0415 - see above

        with in_plain_words(self._path):
            return job(desk)

    def _opened(self) -> Desk:
        if self._desk is None:
            from deskapp.desk.desk import Desk  # noqa: PLC0415 - see above

            self._desk = Desk.open(self._path, self._clock)
        return self._desk

    def _close(self) -> None:
        if self._desk is not None:
            self._desk.close()
