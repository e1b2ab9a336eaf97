"""People at the API: one hands in, one accepts; every success is noted before the next request."""

import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

PAUSE_SECONDS = 0.1
BROKEN = (OSError, http.client.HTTPException, json.JSONDecodeError)
FIELDS = {"contact_phone": "13800000000", "company_address": "模拟路 1 号"}


@dataclass
class Caller:
    """Somebody with a token, who calls until told to stop."""

    port: int
    token: str
    statuses: Counter[str] = field(default_factory=Counter)

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
        """One request; (0, None) when the answer did not come, so that nobody knows."""
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
            sent = {"Authorization": f"Bearer {self.token}", **headers}
            sent |= {"Content-Type": "application/json"} if body is not None else {}
            text = None if body is None else json.dumps(body)
            connection.request(method, f"/api/v1{path}", text, sent)
            answer = connection.getresponse()
            status, found = answer.status, json.loads(answer.read() or b"null")
            connection.close()
        except BROKEN:
            status, found = 0, None
        self.statuses[str(status)] += 1
        return status, found


@dataclass
class Visitors:
    """An applicant and a clerk, one after the other, for as long as it lasts."""

    applicant: Caller
    clerk: Caller
    services: list[str]
    notes: Path
    ends: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Hand in and accept, again and again; notes are lines of JSON."""
        with self.notes.open("a", buffering=1, encoding="utf-8") as notes:
            n = 0
            while not self.ends.is_set():
                n += 1
                self._once(self.services[n % len(self.services)], notes.write)

    def _once(self, service: str, note: Callable[[str], object]) -> None:
        status, draft = self.applicant.ask("POST", "/applications", {"service": service})
        if status != 201:
            time.sleep(PAUSE_SECONDS)
            return
        path = f"/applications/{draft['id']}"
        if self._until(self.applicant, "PATCH", f"{path}/fields", {"values": FIELDS}) is None:
            return
        key = str(uuid4())  # one key however often it is sent
        sent = self._until(self.applicant, "POST", f"{path}/submit", {}, **{"Idempotency-Key": key})
        if sent is None:
            return
        note(json.dumps({"key": key, "bundle": sent["case_id"]}) + "\n")
        self._accept(sent["case_id"], note)

    def _accept(self, bundle: str, note: Callable[[str], object]) -> None:
        status, case = self.applicant.ask("GET", f"/cases/{bundle}")
        for member in case["members"] if status == 200 else ():
            path = f"/desk/cases/{member['id']}/steps"
            status, moved = self.clerk.ask("POST", path, {"step": "accept", "version": 1})
            if status == 200:
                note(json.dumps({"case": member["id"], "version": moved["version"]}) + "\n")

    def _until(self, who: Caller, method: str, path: str, body: object, **headers: str) -> Any:
        """Ask again until it is answered; None when it is refused, or when all ends."""
        while not self.ends.is_set():
            status, found = who.ask(method, path, body, **headers)
            if status == 200:
                return found
            if 400 <= status < 500:
                return None
            time.sleep(PAUSE_SECONDS)
        return None
