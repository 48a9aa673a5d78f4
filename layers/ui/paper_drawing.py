"""Op papier tekenen: a sheet to download, photos to hand in, each line to confirm before it is kept."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import streamlit as st

from gis.crs import RD
from gis.errors import BuurtError
from gis.register.records import Drawing
from gis.register.rounds import MEANT
from gis.sources.scan import Scan
from gis.sources.sheets import PAPERS, Sheet
from gis.workspace import sheets
from gis.workspace.looks import Look
from gis.workspace.rounds import LONGEST_MEETING, LONGEST_NAME, Going
from gis.workspace.sheets import Ground, Refused
from layers import handover, messages
from layers.layer import Layer
from layers.own import draw_own
from layers.paper import Area, offer_areas
from layers.paper.drawing_sheet import draw_drawing_sheet, sheet_bytes
from layers.ui import meant, photo_under, state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words import drawing as asking
from layers.words import paper as said
from layers.words import plural

MOST_PHOTOS = 40
_LOOK = Look("papier", colour="#009e3c", width=3.0)
_SHEET, _PHOTOS, _BY_HAND = "1. Druk een tekenblad af", "2. Lees foto's in", "3. Trek een foto over"
_PART = "papier.deel"
_TURN, _SHOW, _DONE = "papier.beurt", "papier.kaart", "papier.bewaard"


def offer_paper(desk: Desk, going: Going | None) -> None:
    """Offer a sheet to draw on, and take photos of sheets in.

    Parameters
    ----------
    going
        The round that is open, if any: what answers its question stays hidden with it.
    """
    with st.expander("Op papier tekenen", expanded=state.choice(_PART) in {_PHOTOS, _BY_HAND}):
        part = st.segmented_control(
            "Op papier tekenen",
            [_SHEET, _PHOTOS, _BY_HAND],
            default=_SHEET,
            key=_PART,
            label_visibility="collapsed",
        )
        if part == _PHOTOS:
            _take_photos(desk, going)
        elif part == _BY_HAND:
            photo_under.offer_photo(desk)
        else:
            _offer_sheet(desk, going)


def found_layers() -> list[Layer]:
    """Return the lines of the photos that were handed in and not kept yet."""
    found = state.choice(_SHOW)
    if not found:
        return []
    shapes = gpd.GeoSeries.from_wkb(list(found), crs=RD)
    return [draw_own(gpd.GeoDataFrame(geometry=shapes), title="Van foto's, nog niet bewaard", look=_LOOK)]


def _offer_sheet(desk: Desk, going: Going | None) -> None:
    questions = desk.register.vocabulary.lists["drawing_questions"]
    areas = {area.name: area for area in [*offer_areas(desk.place)[1:], *_buurten(desk)]}
    if not areas:
        st.info("Er zijn hier geen grenzen, dus ook geen gebied voor een blad.")
        return
    name = st.selectbox("Welk gebied moet erop?", list(areas), key="papier.gebied")
    paper = st.radio("Papier", PAPERS, horizontal=True, key="papier.papier")
    question, asked = (going.round.question, going.round.name) if going else _ask_question(questions)
    try:
        laid = sheets.lay_sheet(_bounds(desk, areas[name]), paper=paper, question=questions.index(question))
        ground = sheets.ground_of(desk.home, desk.view.workspace, laid)
    except BuurtError as error:
        st.error(inert(messages.sentence(error)))
        return
    st.caption(f"{said.sheet_sentence(laid)} {inert(asking.asked(question, asked or '…'))}")
    if not ground:
        st.warning(said.NO_GROUND)
    if question == MEANT and not asked:
        return
    st.download_button(
        "Download het tekenblad (PDF)",
        lambda: _pdf(desk, laid, ground, asking.asked(question, asked)),
        file_name=f"tekenblad_{paper.casefold()}_{laid.scale}.pdf",
        mime=handover.FORMS[".pdf"],
        on_click="ignore",
        type="primary",
    )
    st.caption(
        "Druk het af op ware grootte (100 %). Geef iedere tekenaar een eigen blad en een dikke rode of blauwe stift."
    )


def _buurten(desk: Desk) -> list[Area]:
    known = desk.place.buurten[desk.place.buurten.geometry.notna()].sort_values("buurtnaam")
    return [Area(f"buurt {row['buurtnaam']}", (str(row["buurtcode"]),)) for row in known.to_dict("records")]


def _ask_question(questions: Sequence[str]) -> tuple[str, str]:
    question = st.radio(
        "Aan wie vraagt u het?",
        questions,
        format_func=lambda one: asking.who_is_asked(one).capitalize(),
        key="papier.vraag",
    )
    if question != MEANT:
        return question, ""
    told = st.text_input("Over welke naam vraagt u het?", max_chars=LONGEST_NAME, key="papier.naam")
    return question, told.strip()


def _bounds(desk: Desk, area: Area) -> tuple[float, float, float, float]:
    buurten = desk.place.buurten
    west, south, east, north = buurten[buurten["buurtcode"].isin(area.buurten)].total_bounds
    return float(west), float(south), float(east), float(north)


def _pdf(desk: Desk, laid: Sheet, ground: Sequence[Ground], question: str) -> bytes:
    roles = desk.register.vocabulary.lists["drawing_roles"]
    drawn = draw_drawing_sheet(laid, ground, question=question, roles=roles)
    return sheet_bytes(drawn, suffix=".pdf", day=desk.now.date())


def _take_photos(desk: Desk, going: Going | None) -> None:
    st.caption(
        "Maak van elk blad een foto van recht boven, met alle zwarte blokjes erop, of scan het. "
        "Lukt een foto niet, dan staat erbij waarom."
    )
    files = st.file_uploader(
        "Foto's of scans (JPEG of PNG)",
        type=["jpg", "jpeg", "png"],
        accept_multiple_files=True,
        key=f"papier.fotos.{_turn()}",
    )
    if len(files) > MOST_PHOTOS:
        st.warning(f"Er zijn {len(files)} foto's. Wij lezen de eerste {MOST_PHOTOS}; geef de rest daarna.")
    found = {hashlib.sha256(file.getvalue()).hexdigest(): file for file in files[:MOST_PHOTOS]}
    waiting: list[_Line] = []
    for sum_of, file in found.items():
        scan = meant.photo(sum_of, file.name, _content=file.getvalue())
        if isinstance(scan, Refused):
            st.error(f"**{inert(scan.name)}**: {inert(messages.sentence(scan.error))}")
            continue
        lines = [_Line(sum_of, scan, number) for number in range(len(scan.outlines))]
        waiting += [line for line in lines if line.key not in _done()]
        if any(line.key in _done() for line in lines):
            st.success(f"**{inert(scan.name)}**: bewaard.")
    state.remember(_SHOW, tuple(line.scan.outlines[line.number].wkb for line in waiting))
    if waiting:
        _confirm(desk, going, waiting)


@dataclass(frozen=True)
class _Line:
    """One line of a photo; `sum_of` is the sum of the photo, so that two with one name stay apart."""

    sum_of: str
    scan: Scan
    number: int

    @property
    def key(self) -> str:
        return f"{self.sum_of[:16]}.{self.number}"


@dataclass(frozen=True)
class _Told:
    """What is said of one line on the screen."""

    line: _Line
    right: bool
    name: str
    role: str


def _confirm(desk: Desk, going: Going | None, waiting: Sequence[_Line]) -> None:
    """Ask of every line whether it is right and who drew it; keep only what was confirmed."""
    count = plural(len(waiting), "lijn", "lijnen")
    with st.form(f"papier.{_turn()}", border=False):
        st.markdown(
            f"**{count} gevonden.** Kijk of de groene lijn klopt en vul aan wie tekende. "
            "De lijnen staan ook op de kaart."
        )
        told = [_ask_line(desk, line, going) for line in waiting]
        meeting = going.round.meeting if going else ""
        if not going:
            meeting = st.text_input(
                "Bij welke bijeenkomst?", max_chars=LONGEST_MEETING, key=f"papier.bij.{_turn()}"
            )
        if not st.form_submit_button("Bewaar wat klopt", type="primary"):
            return
    right = [one for one in told if one.right]
    if not right:
        st.error("Er is nog niets aangekruist. Kruis aan welke lijn klopt.")
        return
    unnamed = next((one for one in right if not one.name.strip()), None)
    if unnamed is not None:
        st.error(f"Bij {inert(unnamed.line.scan.name)} ontbreekt hoe de buurt heet. Vul de naam in.")
        return
    _keep(desk, going, right, meeting.strip())


def _ask_line(desk: Desk, line: _Line, going: Going | None) -> _Told:
    roles, question = desk.register.vocabulary.lists["drawing_roles"], _question(desk, line)
    scan, key = line.scan, f"{_turn()}.{line.key}"
    with st.container(border=True):
        st.image(scan.picture, caption=f"{scan.name}: {said.scan_sentence(scan)}")
        st.caption(inert(asking.asked(question)))
        which = f" (lijn {line.number + 1} van {len(scan.outlines)})" if len(scan.outlines) > 1 else ""
        right = st.checkbox(f"De groene lijn klopt{which}", key=f"papier.klopt.{key}")
        name = going.round.name if going and _belongs(going, question) else ""
        if not name:
            name = st.text_input("Hoe heet dit gebied?", max_chars=LONGEST_NAME, key=f"papier.heet.{key}")
        ticked = sheets.ticked_role(scan, roles)
        usual = ticked or (roles[1] if question == MEANT else "bewoner")
        role = st.selectbox(asking.ROLE, roles, index=roles.index(usual), key=f"papier.rol.{key}")
    return _Told(line, right, name, role)


def _question(desk: Desk, line: _Line) -> str:
    questions = desk.register.vocabulary.lists["drawing_questions"]
    return sheets.asked_question(line.scan.sheet, questions) or questions[0]


def _belongs(going: Going | None, question: str) -> bool:
    return going is not None and going.round.question == question


def _keep(desk: Desk, going: Going | None, right: Sequence[_Told], meeting: str) -> None:
    made: list[Drawing] = []
    hidden = 0
    for one in right:
        question = _question(desk, one.line)
        round_id = going.round.id if going and _belongs(going, question) else None
        hidden += round_id is not None
        made += sheets.drawings_of(
            one.line.scan,
            [one.line.number],
            name=one.name.strip(),
            role=one.role,
            question=question,
            meeting=meeting,
            drawn_on=desk.now.date(),
            fictional=desk.register.workspace.fictional,
            round_id=round_id,
        )
    try:
        desk.register.store.add_drawings(made)
    except BuurtError as error:
        st.error(inert(messages.sentence(error)))
        return
    state.remember(_DONE, (*_done(), *(one.line.key for one in right)))
    count = plural(len(made), "tekening", "tekeningen")
    later = f" {asking.hidden(hidden).capitalize()}." if hidden else ""
    state.change(melding=f"{count} van papier bewaard.{later}")


def _done() -> tuple[str, ...]:
    """Return which lines were kept already, so that nobody is asked about them again."""
    return state.choice(_DONE) or ()


def _turn() -> str:
    if state.choice(_TURN) is None:
        state.remember(_TURN, uuid.uuid4().hex)
    return str(state.choice(_TURN))
