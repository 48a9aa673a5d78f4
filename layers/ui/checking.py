"""The look at a list, beside the screen when it takes long: how far it is, and a way to stop asking PDOK."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from gis.sources.reader import Read
from gis.workspace import geocoding, imports, locating
from gis.workspace.imports import Import
from gis.workspace.weighing import Imported
from layers import words
from layers.ui import cached, errand, finding, state
from layers.ui.front import Desk
from layers.ui.settings import read_settings

LONG = 2_000  # rows; a shorter list without PDOK is looked at while one waits

_LOOK_S = 0.5  # how often the screen looks how far it is
_AT_ONCE_S = 0.3  # when it is done by then, nobody needs to see how far it was
_STOPPED = "lijst.gestopt"  # a person does not want PDOK to be asked any more about this list
_NOT_ASKED = "place_not_asked"


@dataclass(frozen=True)
class Looked:
    """How many of the rows were looked at, and how many questions went to PDOK."""

    rows: int
    of: int
    asked: int


def check(desk: Desk, file: tuple[str, bytes], reads: Sequence[Read], *, how: Import) -> Imported | None:
    """Return what would become of a list; None while it is still looked at, which the screen then shows.

    Raises
    ------
    TableError, SourceError
        As in `gis.workspace.imports.judge_list`.
    """
    seen_from = finding.of(desk)
    rows = sum(len(read.frame) for read in reads)
    if not seen_from.service and rows <= LONG:
        return cached.checked_list(*desk.seen_by[:3], file, how=how, seen_from=seen_from, _reads=reads)
    about = (desk.seen_by[:3], file[0], hash(file[1]), how, seen_from)
    sent = errand.of(_name())
    if sent is None or sent.about != about:
        sent = errand.start(_name(), _work(desk, file[0], reads, how=how, rows=rows), about=about)
        sent.wait(_AT_ONCE_S)
    if sent.running:
        _follow(asks=seen_from.service)
        return None
    if sent.error is not None:
        raise sent.error
    if sent.found is None:  # the program itself failed; its log says how
        st.error("Het nakijken van de lijst is mislukt. Kies de lijst opnieuw.")
    found: Imported | None = sent.found
    return found


def forget() -> None:
    """Forget what was found and stopped, for another list."""
    errand.forget(_name())
    state.remember(_STOPPED, value=False)


def offer_rest(found: Imported) -> None:
    """Offer to go on after asking PDOK was stopped."""
    left = [row for row in found.parked if any(problem.code == _NOT_ASKED for problem in row.problems)]
    if not left:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        rows = words.plural(len(left), "rij", "rijen")
        st.markdown(
            f"Het vragen aan PDOK is gestopt; bij {rows} is de plek nog niet gevraagd.", width="stretch"
        )
        st.button("Vraag de rest", icon=":material/travel_explore:", on_click=forget, width="content")


def _name() -> str:
    return f"{state.secret()} lijst"


def _work(
    desk: Desk, file: str, reads: Sequence[Read], *, how: Import, rows: int
) -> Callable[[Callable[[Looked], None], errand.Stopped], Imported]:
    """Return the look at a list as work for an errand; what it needs of the screen is asked beforehand."""
    home, register, place, seen_from = desk.home, desk.register, desk.place, finding.of(desk)
    url, stopped_before = read_settings().service_url, bool(state.choice(_STOPPED))
    day = how.at.date()
    here = None if seen_from.service else finding.locate(desk)

    def work(tell: Callable[[Looked], None], stopped: errand.Stopped) -> Imported:
        service = geocoding.open_service(
            home, today=day, service_url=url, stopped=lambda: stopped_before or stopped()
        )
        locate = here or locating.make_locate(home, place, service=service, made_up=seen_from.made_up)

        def told(row: int) -> None:
            tell(Looked(row, rows, service.asked))

        return imports.judge_list(
            home, register, reads, file=file, how=replace(how, locate=locate), tell=told
        )

    return work


@st.fragment(run_every=_LOOK_S)
def _follow(*, asks: bool) -> None:
    """Show how far the look at a list is until it ends."""
    sent = errand.of(_name())
    if sent is None or not sent.running:
        st.rerun()
    seen: Looked = sent.progress or Looked(0, 1, 0)
    st.progress(seen.rows / max(seen.of, 1), text=progress_words(seen))
    if asks:
        st.caption(
            "Stopt u, dan blijft wat al is gevonden. De andere plekken kunt u later vragen of zelf aanwijzen."
        )
        st.button("Stop met vragen aan PDOK", icon=":material/stop_circle:", on_click=_stop)


def _stop() -> None:
    state.remember(_STOPPED, value=True)
    sent = errand.of(_name())
    if sent is not None:
        sent.stop()


def progress_words(seen: Looked) -> str:
    """Return how far the look at a list is.

    Examples
    --------
    >>> progress_words(Looked(40, 200, 12)), progress_words(Looked(1000, 9000, 0))
    ('Rij 40 van 200 nagekeken, 12 plekken gevraagd aan PDOK', 'Rij 1.000 van 9.000 nagekeken')
    """
    asked = f", {words.plural(seen.asked, 'plek', 'plekken')} gevraagd aan PDOK" if seen.asked else ""
    return f"Rij {words.number(seen.rows)} van {words.number(seen.of)} nagekeken{asked}"
