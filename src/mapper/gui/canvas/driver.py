"""Runs one gesture at a time: feeds a tool's generator with pointers, shows its previews, hands on its outcome."""

from __future__ import annotations

from collections.abc import Callable

from mapper.tools.pointer import RELEASE, Gesture, Outcome, Pointer, Preview, Tool, ToolContext


class Driver:
    """show: draws a preview, None for no preview; finish: takes what a finished gesture leaves."""

    def __init__(self, show: Callable[[Preview | None], None], finish: Callable[[Outcome], None]) -> None:
        self._show, self._finish = show, finish
        self._gesture: Gesture | None = None
        self.armed = False

    @property
    def running(self) -> bool:
        return self._gesture is not None

    def start(self, tool: Tool, context: ToolContext, press: Pointer, armed: bool = False) -> None:
        """Begin a gesture. armed: it follows the pointer with no button down and ends at the next click."""
        self.cancel()
        self._gesture, self.armed = tool(context, press), armed
        self._step(lambda gesture: next(gesture))

    def move(self, pointer: Pointer) -> None:
        self._step(lambda gesture: gesture.send(pointer))

    def release(self, pointer: Pointer) -> None:
        """End the gesture: what it does to the map, it does now."""
        last = Pointer(pointer.pos, pointer.keys | {RELEASE}, pointer.target)
        self._step(lambda gesture: gesture.send(last))

    def cancel(self) -> bool:
        """Drop the gesture; the map stays as it was. False when there was none."""
        if self._gesture is None:
            return False
        self._gesture.close()
        self._forget()
        return True

    def _step(self, advance: Callable[[Gesture], Preview]) -> None:
        if self._gesture is None:
            return
        try:
            preview = advance(self._gesture)
        except StopIteration as end:
            self._forget()
            self._finish(end.value)
        except BaseException:
            self._forget()
            raise
        else:
            self._show(preview)

    def _forget(self) -> None:
        self._gesture, self.armed = None, False
        self._show(None)
