"""Words for a partner's list: what our fields are called, what becomes of a row."""

from __future__ import annotations

from gis.register.headings import FIELDS
from gis.register.records import Activity
from gis.workspace.weighing import Imported, Row
from layers.words.formats import plural

FIELD_WORDS = {
    "naam": "Naam",
    "thema": "Thema",
    "status": "Hoe ver is het?",
    "periode_tekst": "Wanneer",
    "begin": "Begin",
    "einde": "Einde",
    "soort": "Soort",
    "kenmerk": "Uw eigen nummer",
    "organisatie": "Organisatie",
    "partijen": "Partijen die meedoen",
    "complex": "Complexnummer",
    "gebied": "Buurt, wijk of gemeente",
    "gebiedscodes": "Gebiedscode (BU, WK of GM)",
    "straat": "Straat",
    "huisnummer": "Huisnummer",
    "postcode": "Postcode",
    "plaats": "Plaats",
    "plek_tekst": "Plek in woorden",
    "x": "x (RD)",
    "y": "y (RD)",
    "lon": "Lengtegraad",
    "lat": "Breedtegraad",
    "geometrie_rd": "Vorm (WKT, RD)",
    "nauwkeurigheid": "Hoe precies is de plek?",
    "geld": "Geld",
    "geld_toegezegd": "Geld: toegezegd",
    "geld_gezocht": "Geld: wordt nog gezocht",
    "doelgroepen": "Voor wie",
    "zichtbaarheid": "Wie mag dit zien?",
    "aantal": "Aantal adressen of huishoudens",
    "fase": "Fase, deel of golf",
    "vaste_datum": "Datum staat vast",
    "toelichting": "Toelichting",
    "naam_bewoners": "Naam voor bewoners",
    "themas_neven": "Andere thema's",
    "bevestigd_op": "Bevestigd op",
    "bron": "Bron",
    "id": "Koppelkaart-nummer",
}
OFFERED = tuple(name for name in FIELD_WORDS if name in FIELDS)  # for a column, in this order
NO_FIELD = "niet overnemen"
WHY = {
    "heading": "naam van de kolom",
    "examples": "wat erin staat",
    "remembered": "uw keuze",
    "personal": "persoonsgegevens: nemen wij niet over",
    "nothing": "",
}
FATES = {
    "added": "nieuw",
    "changed": "gewijzigd",
    "unchanged": "ongewijzigd",
    "parked": "hulp nodig",
    "dropped": "eerder weggelaten",
}


def field_words(field: str) -> str:
    """Return what a field is called on the screen.

    Examples
    --------
    >>> field_words("periode_tekst"), field_words("plek"), field_words("hobby")
    ('Wanneer', 'Plek in woorden', 'hobby')
    """
    ours = {"plek": "plek_tekst", "periode": "periode_tekst"}.get(field, field)
    return FIELD_WORDS.get(ours, ours)


def fate_words(row: Row) -> str:
    """Return what becomes of a row; one that is ready may still ask for a look."""
    ready = row.fate not in ("parked", "dropped")
    return f"{FATES[row.fate]}, let op" if row.verdict.remarks and ready else FATES[row.fate]


def place_words(activity: Activity) -> str:
    """Return how the place of a row was understood, in words: where it was found and how exactly."""
    if activity.geometry is None and not activity.area_codes:
        return "geen plek"
    where = ", ".join(activity.area_codes) if activity.geometry is None else activity.accuracy
    return " · ".join(filter(None, [activity.place_text, where, activity.place_source]))


def ready_sentence(brought: Imported) -> str:
    """Return how many rows are ready and how many need help."""
    ready = plural(len(brought.accepted), "rij is", "rijen zijn")
    return f"{ready} klaar, bij {plural(len(brought.parked), 'rij', 'rijen')} is uw hulp nodig."


def dropped_sentence(brought: Imported) -> str:
    """Return how many rows a person left out before."""
    return f"{plural(len(brought.dropped), 'rij', 'rijen')} hebt u eerder weggelaten en slaan wij over."


def outcome_sentence(brought: Imported) -> str:
    """Return how many rows are new, changed and unchanged."""
    counts = [f"{brought.outcomes.get(fate, 0)} {FATES[fate]}" for fate in ("added", "changed", "unchanged")]
    return ", ".join(counts) + "."
