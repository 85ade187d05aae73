#!/usr/bin/env python3
"""The served book under load and attack: floods of headers, slow clients, doubled headers, absurd frames,
ten runs at once, and what memory many edits take. Loopback only. Fails with a sentence.

    swift build --product chapters && python3 Tests/Reliability/serve_load.py [--edits 10000] [--every 20] [STEP …]
"""

import argparse
import base64
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOL = ROOT / ".build/debug/chapters"

CHAPTER = """# First

```swift
import Glibc
var total = 40
```

Prose 0.

```swift
total += 2
print("total", total)
```
"""


class Server:
    """A served book, its address, and what it takes of the machine."""

    def __init__(self, folder):
        self.folder = folder
        self.process = subprocess.Popen(
            [TOOL, "serve", "--port", "0"], cwd=folder, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:(\d+)/\?token=(\w+)", line)
        assert address, f"no address is printed: {line!r}"
        self.port, token = int(address[1]), address[2]
        assert self.port, "port 0 isn't another port"
        head = self.ask(f"/?token={token}", cookie=False)[0]
        self.cookie = re.search(r"Set-Cookie: ([^;]+)", head, re.I)[1]

    def connect(self):
        client = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        client.settimeout(30)
        return client

    def request(self, path="/", method="GET", body=b"", cookie=True, **fields):
        origin = f"http://127.0.0.1:{self.port}"
        fields = {"Host": f"127.0.0.1:{self.port}", **fields}
        if cookie:
            fields["Cookie"] = self.cookie
        if method == "POST":
            fields |= {"Origin": origin, "Content-Type": "application/json", "Content-Length": len(body)}
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
        return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body

    def answer(self, request):
        """What is answered to bytes: the head and the body, empty where the connection just ends."""
        with self.connect() as client:
            try:
                client.sendall(request)
            except (BrokenPipeError, ConnectionResetError):
                pass
            return read_all(client)

    def ask(self, path="/", **more):
        return self.answer(self.request(path, **more))

    def post(self, path, **wish):
        head, body = self.ask(path, method="POST", body=json.dumps(wish).encode())
        assert " 200 " in head, (path, head, body)
        return json.loads(body)

    def latency(self):
        start = time.monotonic()
        head, _ = self.ask("/01-first.html")
        assert " 200 " in head, f"a reader isn't answered: {head!r}"
        return time.monotonic() - start

    def processes(self):
        """The server and what it has started: all that stand in the book's package."""
        found = []
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                if pathlib.Path(os.readlink(process / "cwd")) == self.folder:
                    found.append(process)
            except OSError:
                pass
        return found

    def memory(self):
        """MiB of the server alone, and of it and its processes, shared pages counted once."""
        def size(process, field):
            try:
                text = (process / "smaps_rollup").read_text()
            except OSError:
                return 0
            return int(re.search(rf"^{field}: +(\d+) kB", text, re.M)[1]) / 1024
        own = pathlib.Path(f"/proc/{self.process.pid}")
        return size(own, "Rss"), sum(size(process, "Pss") for process in self.processes())

    def files(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(20) == 130, "the server didn't end as it should"


class Page:
    """A page that follows the chapter."""

    def __init__(self, server, name, chapter="01-first"):
        self.server, self.name = server, name
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket = server.connect()
        self.socket.sendall(server.request(
            f"/events?chapter={chapter}&client={name}", Origin=f"http://127.0.0.1:{server.port}",
            Connection="Upgrade", Upgrade="websocket", Sec_WebSocket_Key=key, Sec_WebSocket_Version=13))
        self.file = self.socket.makefile("rb")
        status = self.file.readline()
        assert b" 101 " in status, f"no socket: {status!r}"
        while self.file.readline() != b"\r\n":
            pass

    def frame(self):
        """The next frame's kind and payload; nothing where the connection ends."""
        try:
            head = self.file.read(2)
            if len(head) < 2:
                return None
            length = head[1] & 127
            if length > 125:
                length = int.from_bytes(self.file.read(2 if length == 126 else 8), "big")
            return head[0], self.file.read(length)
        except ConnectionResetError:
            return None

    def event(self):
        text = b""
        while True:
            frame = self.frame()
            assert frame, "the socket has ended"
            kind, payload = frame
            text += payload
            if kind & 0x80 and kind & 15 < 8:
                return json.loads(text)

    def wait_for(self, what):
        while not what(self.event()):
            pass

    def run(self, code, was='total += 2\nprint("total", total)'):
        self.server.post("/run", client=self.name, edits=[{"cell": 1, "was": was, "code": code}])

    def wait_for_output(self, text):
        self.wait_for(lambda event: event["kind"] == "cell" and text in event["html"])

    def ends(self):
        """Whether the server ends the connection."""
        self.socket.settimeout(10)
        while True:
            frame = self.frame()
            if not frame or frame[0] & 15 == 8:
                return True

    def close(self):
        self.file.close()
        self.socket.close()


def read_all(client):
    data = b""
    try:
        while part := client.recv(65536):
            data += part
    except ConnectionResetError:
        pass
    head, _, body = data.partition(b"\r\n\r\n")
    return head.decode(), body


def masked(kind, payload=b"", length=None):
    """A frame as a page would send it, and a length that needn't be the payload's."""
    length = len(payload) if length is None else length
    size = bytes([0x80 | length]) if length < 126 else (
        b"\xfe" + struct.pack(">H", length) if length < 1 << 16 else b"\xff" + struct.pack(">Q", length))
    return bytes([kind]) + size + bytes(4) + payload


def is_open(client):
    client.setblocking(False)
    try:
        return client.recv(65536, socket.MSG_PEEK) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


# Steps: each returns what it found, in words.


def refuses_doubled_headers(server):
    host = f"Host: 127.0.0.1:{server.port}\r\n"
    bad = {
        "two hosts": f"GET / HTTP/1.1\r\n{host}{host}\r\n",
        "another host": f"GET / HTTP/1.1\r\nHost: elsewhere\r\n{host}\r\n",
        "two lengths": f"POST /run HTTP/1.1\r\n{host}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}",
        "a list of lengths": f"POST /run HTTP/1.1\r\n{host}Content-Length: 2, 2\r\n\r\n{{}}",
        "a signed length": f"POST /run HTTP/1.1\r\n{host}Content-Length: +2\r\n\r\n{{}}",
        "a huge length": f"POST /run HTTP/1.1\r\n{host}Content-Length: {10 ** 30}\r\n\r\n{{}}",
        "a body of GET": f"GET / HTTP/1.1\r\n{host}Content-Length: 2\r\n\r\n{{}}",
        "chunks": f"POST /run HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n",
        "chunks and a length": f"POST /run HTTP/1.1\r\n{host}Content-Length: 2\r\ntransfer-encoding: chunked\r\n\r\n",
        "two cookies": f"GET / HTTP/1.1\r\n{host}Cookie: a=1\r\ncookie: b=2\r\n\r\n",
        "two origins": f"GET / HTTP/1.1\r\n{host}Origin: null\r\nOrigin: http://127.0.0.1:{server.port}\r\n\r\n",
        "a folded line": f"GET / HTTP/1.1\r\n{host}X: a\r\n b\r\n\r\n",
        "a space before the colon": f"GET / HTTP/1.1\r\n{host}Content-Length : 2\r\n\r\n",
        "a line feed alone": f"GET / HTTP/1.1\r\n{host}X: a\nConnection: keep-alive\r\n\r\n",
        "a carriage return alone": f"GET / HTTP/1.1\r\n{host}X: a\rY: b\r\n\r\n",
        "a null byte": f"GET / HTTP/1.1\r\n{host}X: a\0b\r\n\r\n",
        "another version": f"GET / HTTP/2.0\r\n{host}\r\n",
        "no version": f"GET /\r\n{host}\r\n",
        "no name": f"GET / HTTP/1.1\r\n{host}: x\r\n\r\n",
        "200 headers": f"GET / HTTP/1.1\r\n{host}" + "".join(f"X-{n}: a\r\n" for n in range(200)) + "\r\n",
    }
    for name, request in bad.items():
        head, _ = server.answer(request.encode())
        assert re.match(r"HTTP/1.1 (400|431|501) ", head), f"{name}: {head[:60]!r}"
    return f"{len(bad)} unclear requests are refused"


def answers_one_request_a_connection(server):
    request = server.request("/01-first.html", Connection="keep-alive")
    with server.connect() as client:
        client.sendall(request * 1000)
        _, body = read_all(client)
    assert body.count(b"</html>") == 1 and b"HTTP/1.1 " not in body, "more than one is answered"
    # Nor does one that asks for a socket where there is none go on.
    request = server.request("/01-first.html", Connection="keep-alive, Upgrade", Upgrade="x")
    with server.connect() as client:
        client.sendall(request * 10)
        _, body = read_all(client)
    assert body.count(b"</html>") == 1, "more than one is answered"
    request = server.request("/01-first.html", Connection="Upgrade, keep-alive", Upgrade="websocket")
    with server.connect() as client:
        client.sendall(request * 10)
        _, body = read_all(client)
    assert body.count(b"</html>") <= 1, "more than one is answered"
    return "1000 requests in a row on a connection: the first is answered"


def survives_header_floods(server):
    before, slowest, refused = server.memory()[0], 0, 0
    floods = [
        b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 20_000,
        b"GET /" + b"a" * 200_000, b"a" * 200_000, b"\r\n" * 100_000,
        b"GET / HTTP/1.1\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
        b"".join(b"X-%d: a\r\n" % n for n in range(20_000)),
    ]
    with concurrent.futures.ThreadPoolExecutor(16) as workers:
        answers = [workers.submit(server.answer, floods[n % len(floods)]) for n in range(600)]
        for _ in range(5):
            slowest = max(slowest, server.latency())
        for answer in answers:
            head, _ = answer.result()
            assert not head or re.match(r"HTTP/1.1 4(00|31) ", head), head[:60]
            refused += " 4" in head
    after = server.memory()[0]
    assert slowest < 5, f"a reader waits {slowest:.1f} s"
    assert after - before < 64, f"{after - before:.0f} MiB are kept"
    return f"600 floods: {refused} read their refusal; a reader waits at most {slowest:.2f} s; " \
        f"memory {before:.0f} → {after:.0f} MiB"


def survives_slow_clients(server):
    files, before = server.files(), server.memory()[0]
    page = server.request("/search.js")
    kinds = {
        "silent": b"", "slow head": b"GET / HTTP/1.1\r\nHost: ",
        "slow body": server.request("/run", method="POST", body=b" " * 5000)[:-4000],
        "unread answer": page,
    }
    clients = []
    for number in range(1000):
        client = socket.socket()
        # A small window, so that an answer that nobody reads stays where it is.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        client.connect(("127.0.0.1", server.port))
        client.sendall(list(kinds.values())[number % len(kinds)])
        clients.append(client)
    slowest = max(server.latency() for _ in range(10))
    assert slowest < 5, f"a reader waits {slowest:.1f} s beside slow clients"
    most = server.files()
    end = time.monotonic() + 60
    while server.files() > files + 8 and time.monotonic() < end:
        time.sleep(0.5)
    kept = server.files() - files
    assert kept <= 8, f"{kept} files stay open for slow clients"
    for client in clients:
        client.close()
    return f"1000 slow clients: a reader waits at most {slowest:.2f} s; {most} files, " \
        f"{server.files()} at last; memory {before:.0f} → {server.memory()[0]:.0f} MiB"


def survives_absurd_frames(server):
    before = server.memory()[0]
    bad = {
        "2^63 - 1 bytes": masked(0x82, length=(1 << 63) - 1), "2^63 bytes": masked(0x82, length=1 << 63),
        "2^64 - 1 bytes": masked(0x81, length=(1 << 64) - 1), "a gigabyte": masked(0x82, length=1 << 30),
        "65535 bytes": masked(0x82, bytes(65535)), "no mask": b"\x81\x05hello",
        "a reserved bit": masked(0xC1, b"x"), "an unknown kind": masked(0x83, b"x"),
        "a long ping": masked(0x89, bytes(126)), "half a ping": masked(0x09, b"x"),
        "a ping of 2^62 bytes": masked(0x89, length=1 << 62),
    }
    for number, (name, bytes_) in enumerate(bad.items()):
        page = Page(server, f"frames{number}")
        try:
            page.socket.sendall(bytes_)
        except ConnectionError:
            pass
        assert page.ends(), f"{name}: the connection goes on"
        page.close()
    floods = {
        "pings": masked(0x89, b"x" * 125) * 400, "words": masked(0x81, b"x" * 4000) * 16,
        "parts without end": masked(0x01, b"x") + masked(0x00, b"x" * 4000) * 16,
    }
    for number, (name, bytes_) in enumerate(floods.items()):
        page = Page(server, f"flood{number}")
        for _ in range(200):
            page.socket.sendall(bytes_)
        page.close()
    slowest = server.latency()
    after = server.memory()[0]
    assert after - before < 64, f"{after - before:.0f} MiB are kept"
    return f"{len(bad)} absurd frames end their connection; floods of 80,000 pings and 12 MB of words: " \
        f"then a reader waits {slowest:.2f} s; memory {before:.0f} → {after:.0f} MiB"


def runs_ten_at_once(server):
    pages = [Page(server, f"run{number}") for number in range(10)]
    start, most = time.monotonic(), 0
    for number, page in enumerate(pages):
        page.run(f'import Glibc\nusleep(300_000)\nprint("this is", {number})')
    for number, page in enumerate(pages):
        page.wait_for_output(f"this is {number}")
        most = max(most, len(server.processes()))
    took = time.monotonic() - start
    for page in pages:
        page.close()
    return f"10 runs at once: each page has its own output, {took:.1f} s, at most {most} processes"


def keeps_memory(server, edits, every):
    """Edits of prose; every so many one of a cell instead, by turns run to its end and cut off by the next."""
    page = Page(server, "edits")
    chapter = server.folder / "Chapters/01-first.md"
    text = chapter.read_text()
    figures = {}
    # The last versions of a cell are kept; there are that many first.
    for number in range(20):
        page.run(f'total += {number}\nprint("version {number}")')
        page.wait_for_output(f"version {number}")
    start = time.monotonic()
    for number in range(1, edits + 1):
        if number % every:
            text = re.sub(r"Prose \d+", f"Prose {number}", text)
            draft = server.folder / "draft"
            draft.write_text(text)
            draft.rename(chapter)
            # A page with changes of its own is told to put them into the new text.
            page.wait_for(
                lambda event: event["kind"] == "rewritten" or f"Prose {number}." in event.get("html", ""))
        elif number // every % 2:
            page.run(f'total += {number}\nprint("edit {number}")')
            page.wait_for_output(f"edit {number}")
        else:
            page.run(f'print("stopped {number}")\nwhile true {{ total += 1 }}')
        if number in (100, 1000, edits // 2, edits):
            page.run('print("rest")\ntotal += 1')
            page.wait_for_output("rest")
            time.sleep(1)
            figures[number] = (*server.memory(), len(server.processes()), server.files(), disk(server))
            own, all_, processes, files, space = figures[number]
            print(f"  after {number} edits, {time.monotonic() - start:.0f} s: server {own:.0f} MiB, all "
                f"{processes} processes {all_:.0f} MiB, {files} files open, {space:.1f} MiB on disk", flush=True)
    page.close()
    first, last = figures[min(figures)], figures[max(figures)]
    # What is freed doesn't all go back to the system at once.
    assert last[0] <= first[0] * 1.2 + 16, f"the server has grown from {first[0]:.0f} to {last[0]:.0f} MiB"
    assert last[1] <= first[1] * 1.2 + 16, f"all have grown from {first[1]:.0f} to {last[1]:.0f} MiB"
    assert last[2] <= first[2] + 2 and last[3] <= first[3] + 8, "processes or files are left over"
    assert last[4] <= first[4] * 1.2 + 1, f"{last[4]:.1f} MiB lie on disk, {first[4]:.1f} at first"
    return f"memory after {max(figures)} edits {last[0]:.0f} MiB, after {min(figures)} {first[0]:.0f} MiB"


def disk(server):
    """MiB that the server's own files take."""
    work = server.folder / ".build/chapters"
    return sum(f.stat().st_size for f in work.rglob("*") if f.is_file() and not f.is_symlink()) / (1 << 20)


STEPS = [
    refuses_doubled_headers, answers_one_request_a_connection, survives_header_floods,
    survives_slow_clients, survives_absurd_frames, runs_ten_at_once, keeps_memory,
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--every", type=int, default=20, help="every so many edits one of code; 1 for all")
    parser.add_argument("steps", nargs="*", help=", ".join(step.__name__ for step in STEPS))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="chapters-load-") as name:
        folder = pathlib.Path(name).resolve() / "book"
        shutil.copytree(ROOT / "Tests/Fixtures/Greeting", folder)
        (folder / "Chapters").mkdir(exist_ok=True)
        (folder / "Chapters/01-first.md").write_text(CHAPTER)
        server = Server(folder)
        try:
            for step in STEPS:
                if not options.steps or step.__name__ in options.steps:
                    more = [options.edits, options.every] if step is keeps_memory else []
                    print(f"{step.__name__}: {step(server, *more)}", flush=True)
        finally:
            if server.process.poll() is None:
                server.stop()
            else:
                print(f"the server has ended with code {server.process.returncode}")


if __name__ == "__main__":
    main()
