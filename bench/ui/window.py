"""Runs a command on a pseudo-terminal: its output goes to standard output, requests come in on standard input, one a line.

    window.py COLUMNS ROWS COMMAND…
    keys HEX           bytes that are typed
    resize COLUMNS ROWS
    signal NUMBER      to the command

The first line on standard error is the command's process id and the moment it was let go, the last one its exit code and the
moment it was gone, in nanoseconds of the monotonic clock.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time


def resize(fd, columns, rows):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def main():
    columns, rows, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    ready, go = os.pipe()
    pid, fd = pty.fork()
    if pid == 0:
        os.close(go)
        os.read(ready, 1)  # the window has its size before anybody can ask for it
        os.close(ready)
        os.execvp(command[0], command)
    os.close(ready)
    resize(fd, columns, rows)
    begun = time.monotonic_ns()
    os.close(go)
    sys.stderr.write(f"{pid} {begun}\n")
    sys.stderr.flush()
    pending = b""
    watched = [fd, 0]
    while True:
        readable, _, _ = select.select(watched, [], [])
        if fd in readable:
            try:
                data = os.read(fd, 65536)
            except OSError:
                data = b""
            if not data:
                break
            view = memoryview(data)
            while view:
                view = view[os.write(1, view) :]
        if 0 in readable:
            data = os.read(0, 65536)
            if not data:
                watched.remove(0)
            pending += data
            while b"\n" in pending:
                line, pending = pending.split(b"\n", 1)
                request(pid, fd, line.decode().split())
    _, status = os.waitpid(pid, 0)
    sys.stderr.write(f"{os.waitstatus_to_exitcode(status)} {time.monotonic_ns()}\n")


def request(pid, fd, words):
    if words[0] == "keys":
        os.write(fd, bytes.fromhex(words[1]))
    elif words[0] == "resize":
        resize(fd, int(words[1]), int(words[2]))
    elif words[0] == "signal":
        os.kill(pid, int(words[1]))


signal.signal(signal.SIGINT, signal.SIG_IGN)
main()
