"""What the table decides about a group or a pair: three buttons, then who, before when, and a note."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from gis.errors import StoreError
from gis.register.decisions import CHOICES, TAKEN_BACK, Decision, Vote
from gis.workspace.decisions import find_decision
from layers import messages
from layers.ui import asking, state
from layers.ui.chances import Chosen, decided_line
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words.decisions import both_versions

_WANTED = "besluit.botste"  # what somebody wanted while another decided
_REFUSED = "besluit.geweigerd"  # the sentence that says why nothing was saved
_DAYS = "DD-MM-YYYY"


def is_shown(desk: Desk, chosen: Chosen | None) -> bool:
    """Return whether there is anything to show beside the map about what was chosen."""
    if chosen is None:
        return False
    return desk.view.may_change or find_decision(chosen.members, asking.decided(desk.seen_by)) is not None


def show_deciding(desk: Desk, chosen: Chosen, *, plans: Mapping[str, str]) -> None:
    """Show what was decided about the chosen group or pair, and let an organisation decide.

    Parameters
    ----------
    plans
        By id of an activity which plan it is of.
    """
    standing = find_decision(chosen.members, asking.decided(desk.seen_by))
    with st.container(key="besluit", border=True):
        _show_head(desk, chosen, plans=plans)
        _show_trouble(desk, standing)
        if not desk.view.may_change:
            return
        # A button is of one card and one version: a click on what was shown before is no click on what is now.
        of = f"{zlib.crc32('+'.join(chosen.members).encode())}.{standing.version if standing else 0}"
        with st.container(key="besluitknoppen", horizontal=True, vertical_alignment="center"):
            for choice in CHOICES:
                st.button(
                    choice.capitalize(),
                    key=f"besluit.{choice}.{of}",
                    type="primary" if standing is not None and standing.choice == choice else "secondary",
                    on_click=_choose,
                    args=(desk, chosen, standing, choice),
                    width="content",
                )
            if standing is not None:
                st.button(
                    "Neem terug",
                    key=f"besluit.terug.{of}",
                    type="tertiary",
                    on_click=_save,
                    args=(desk, replace(standing, choice=TAKEN_BACK)),
                    help="Dan is er niets besloten. De geschiedenis blijft.",
                    width="content",
                )
            if chosen.pair:
                _offer_votes(desk, chosen, of=of)
        if standing is None:
            st.caption("Eén klik bewaart meteen. Daarna zegt u wie het doet en voor wanneer.")
        else:
            _ask_owner(desk, standing)


def _show_head(desk: Desk, chosen: Chosen, *, plans: Mapping[str, str]) -> None:
    told = decided_line(desk, chosen.members, plans=plans)
    with st.container(key="besluitkop", horizontal=True, vertical_alignment="top"):
        st.markdown(f"**{inert(chosen.title)}**  \n{inert(told) or 'Nog niets besloten.'}", width="stretch")
        st.button(
            "✕",
            key="besluit.dicht",
            on_click=state.remember,
            args=("kans", None),
            help="Sluit dit blok",
            width="content",
        )


def _show_trouble(desk: Desk, standing: Decision | None) -> None:
    """Show why the last click was not saved: both versions when two decided at once."""
    wanted, refused = state.take(_WANTED), state.take(_REFUSED)
    if refused:
        st.error(inert(refused))
    if wanted is not None:
        st.warning(inert(both_versions(wanted, standing, reference_day=desk.reference_day)))


def _choose(desk: Desk, chosen: Chosen, shown: Decision | None, choice: str) -> None:
    day, organisation = desk.reference_day, desk.view.organisation
    if shown is None:
        _save(desk, Decision(chosen.members, choice, day, organisation))
    elif (shown.choice, shown.members) != (choice, chosen.members):
        again = replace(shown, members=chosen.members, choice=choice, decided_on=day, done=None, effect=None)
        _save(desk, again)


def _ask_owner(desk: Desk, standing: Decision) -> None:
    """Ask who sees to it, before when, and a note; the fields are those of the version that is shown."""
    key = f"besluit.{standing.id}.{standing.version}"
    names = list(dict.fromkeys([standing.organisation, *desk.register.store.organisations()]))
    with st.form(key, border=False):
        who, role, until = st.columns([4, 4, 3], gap="small")
        who.selectbox("Wie", names, key=f"{key}.wie", format_func=lambda name: name or "nog niemand")
        role.text_input("Rol (geen naam)", standing.role, max_chars=60, key=f"{key}.rol")
        until.date_input("Voor", standing.due_on, format=_DAYS, key=f"{key}.voor")
        note, save = st.columns([8, 3], gap="small", vertical_alignment="bottom")
        note.text_input("Notitie", standing.note, max_chars=300, key=f"{key}.notitie")
        save.form_submit_button("Bewaar", on_click=_keep, args=(desk, standing, key), width="stretch")


def _keep(desk: Desk, standing: Decision, key: str) -> None:
    told = {name: state.choice(f"{key}.{name}") for name in ("wie", "rol", "voor", "notitie")}
    changed = replace(
        standing,
        organisation=told["wie"] or "",
        role=(told["rol"] or "").strip(),
        due_on=told["voor"],
        note=(told["notitie"] or "").strip(),
    )
    _save(desk, changed)


def _save(desk: Desk, decision: Decision) -> None:
    """Save a version; what was decided meanwhile is never overwritten."""
    try:
        desk.register.store.decide(decision, organisation=desk.view.organisation, at=desk.now)
    except StoreError as error:
        if error.code == "changed_meanwhile":
            state.remember(_WANTED, decision)
        state.remember(_REFUSED, messages.sentence(error))


def _offer_votes(desk: Desk, chosen: Chosen, *, of: str) -> None:
    found = {vote.organisation: vote for vote in asking.votes(desk.seen_by) if _about(vote, chosen)}
    own = found.get(desk.view.organisation)
    for useful, words in ((True, "Nuttig"), (False, "Niet nuttig")):
        count = sum(vote.useful is useful for vote in found.values())
        st.button(
            f"{words} ({count})" if count else words,
            key=f"oordeel.{useful}.{of}",
            type="primary" if own is not None and own.useful is useful else "secondary",
            icon=":material/thumb_up:" if useful else ":material/thumb_down:",
            on_click=_vote,
            args=(desk, chosen, useful),
            width="content",
        )


def _about(vote: Vote, chosen: Chosen) -> bool:
    return (vote.a_id, vote.b_id) == chosen.members


def _vote(desk: Desk, chosen: Chosen, useful: bool) -> None:  # noqa: FBT001 - the button passes it on
    one, other = chosen.members
    organisation, now = desk.view.organisation, desk.now
    try:
        desk.register.store.vote(one, other, useful=useful, organisation=organisation, at=now)
    except StoreError as error:
        state.remember(_REFUSED, messages.sentence(error))
