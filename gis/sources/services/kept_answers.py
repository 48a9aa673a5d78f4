"""Answers of a service that are kept on disk for a while, one file per question."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from gis.errors import SourceError


@dataclass(frozen=True)
class KeptAnswers:
    """What was answered before.

    Parameters
    ----------
    folder
        Where the files are; it is made when the first is kept.
    days
        How long an answer counts.
    today
        The day it is.
    """

    folder: Path
    days: int
    today: date

    def find(self, question: str) -> list[Any] | None:  # what JSON holds
        """Return what was kept for a question; None when nothing is, or it is too old or not understood."""
        with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            told = json.loads(self._path(question).read_text(encoding="utf-8"))
            age = self.today - date.fromisoformat(told["day"])
            fresh = timedelta(0) <= age <= timedelta(days=self.days)
            if fresh and told["question"] == question and isinstance(told["answer"], list):
                return list(told["answer"])
        return None

    def keep(self, question: str, answer: list[Any]) -> None:  # what JSON holds
        """Keep an answer, whole or not at all.

        Raises
        ------
        SourceError
            ``not_written`` when the disk refuses.
        """
        told = {"question": question, "day": self.today.isoformat(), "answer": answer}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=self.folder, delete=False) as fresh:
                json.dump(told, fresh, ensure_ascii=False)
                fresh.flush()
                os.fsync(fresh.fileno())
            Path(fresh.name).replace(self._path(question))
        except OSError as error:
            raise SourceError("not_written", path=str(self.folder), reason=str(error)) from error

    def _path(self, question: str) -> Path:
        return self.folder / f"{hashlib.sha256(question.encode()).hexdigest()}.json"
