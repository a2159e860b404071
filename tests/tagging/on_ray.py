"""A Ray cluster of two nodes on this machine, cut off from every network, and jobs on it in which things die.

`python -m tests.tagging.on_ray SCENARIO FOLDER [SOURCE]` starts itself again in a network namespace of its own with
nothing but the loopback in it, starts the nodes, runs the job and prints what came of it as JSON. Only its own
processes are ended, by their ids. Scenarios: plain, worker (one is killed), node (one is killed), poison.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = "127.0.0.1:6379"
ISOLATED = "PIZHU_TEST_ISOLATED"


def run_isolated(scenario: str, folder: Path, source: Path) -> dict[str, object]:
    """Runs a scenario in a network namespace of its own; what it printed."""
    done = subprocess.run(
        ["unshare", "-rn", sys.executable, "-m", "tests.tagging.on_ray", scenario, str(folder), str(source)],
        env={**os.environ, ISOLATED: "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


def loopback_up() -> None:
    """Has the namespace's only network answer."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        fcntl.ioctl(sock, 0x8914, struct.pack("16sh", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS: up and running


@contextmanager
def node(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A node of the cluster, a process group of its own."""
    command = [str(Path(sys.executable).with_name("ray")), "start", "--block", "--num-cpus=1", "--disable-usage-stats"]
    process = subprocess.Popen(
        [*command, "--object-store-memory=100000000", "--node-ip-address=127.0.0.1", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_for_nodes(count: int) -> None:
    """Waits until so many nodes have found each other."""
    import ray

    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            ray.init(address=HEAD, log_to_driver=False, logging_level="ERROR")
            if sum(one["Alive"] for one in ray.nodes()) == count:
                return
        except (ConnectionError, RuntimeError):
            pass
        finally:
            ray.shutdown()
        time.sleep(0.5)
    raise TimeoutError("the cluster did not start")


def _workers() -> list[int]:
    """Process ids of the workers that are at a shard."""
    found = subprocess.run(["pgrep", "-f", "ray::_outcome"], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


def _kill_when_at_work(kill: str, second: subprocess.Popen[bytes], told: dict[str, object]) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        if workers := _workers():
            time.sleep(0.3)
            if kill == "worker":
                os.kill(workers[0], signal.SIGKILL)
            else:
                os.killpg(second.pid, signal.SIGKILL)
            told["killed"] = kill
            return
        time.sleep(0.02)


def main() -> None:
    scenario, folder, source = sys.argv[1:4]
    loopback_up()
    told: dict[str, object] = {"scenario": scenario}
    with ExitStack() as stack:
        stack.enter_context(node("--head", "--port=6379", "--include-dashboard=false"))
        time.sleep(3)
        second = stack.enter_context(node(f"--address={HEAD}"))
        wait_for_nodes(2)
        if scenario in {"worker", "node"}:
            threading.Thread(target=_kill_when_at_work, args=(scenario, second, told), daemon=True).start()
        tagger = ["--tagger", "tests.tagging.poison:tag"] if scenario == "poison" else []
        start = time.monotonic()
        options = [*tagger, *os.environ.get("PIZHU_TEST_OPTIONS", "--shard-mb 0.2").split()]
        done = subprocess.run(
            [sys.executable, "-m", "reader", "tag", source, "-o", f"{folder}/", "--ray", HEAD, *options],
            capture_output=True,
            text=True,
            check=False,
        )
        told |= {"code": done.returncode, "stderr": done.stderr[-3000:], "seconds": time.monotonic() - start}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
