"""Nothing opens a socket: the watch that every test runs under bites."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest


def _connected() -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def _bound() -> None:
    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))


def _resolved() -> None:
    socket.getaddrinfo("localhost", 80)


def _named() -> None:
    socket.gethostbyname("localhost")


@pytest.mark.parametrize("attempt", [_connected, _bound, _resolved, _named])
def test_whatever_asks_for_a_network_is_stopped_and_heard(attempt: Callable[[], None], expected_sockets: list[str]) -> None:
    with pytest.raises(PermissionError, match="nothing in this program talks to a network"):
        attempt()
    assert expected_sockets
    expected_sockets.clear()


def test_a_test_fails_even_where_the_error_was_caught(tmp_path: Path, repository: Path) -> None:
    (tmp_path / "test_caught.py").write_text(
        "import contextlib, socket\n"
        "def test_caught():\n"
        "    with contextlib.suppress(OSError):\n"
        "        socket.create_connection(('127.0.0.1', 9), timeout=1)\n",
        encoding="utf-8",
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(tmp_path),
        str(tmp_path),
    ]
    surroundings = {**os.environ, "PYTHONPATH": str(repository)}
    done = subprocess.run(command, cwd=tmp_path, env=surroundings, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "A network was asked for during the test: socket." in done.stdout
