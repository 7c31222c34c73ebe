"""Scrapy's signals, without looking for receivers of those that have none: most of them, several times per request."""

from __future__ import annotations

from typing import Any

from scrapy.signalmanager import SignalManager


class Signals(SignalManager):
    """For `Crawler.signals`. What is connected elsewhere than here is not heard."""

    def __init__(self, sender: object) -> None:
        super().__init__(sender)
        self._heard: set[object] = set()

    def connect(self, receiver: Any, signal: Any, **kwargs: Any) -> None:
        self._heard.add(signal)
        super().connect(receiver, signal, **kwargs)

    def send_catch_log(self, signal: Any, **kwargs: Any) -> list[tuple[Any, Any]]:
        return super().send_catch_log(signal, **kwargs) if signal in self._heard else []

    async def send_catch_log_async(self, signal: Any, **kwargs: Any) -> list[tuple[Any, Any]]:
        return await super().send_catch_log_async(signal, **kwargs) if signal in self._heard else []
