"""One Dutch sentence per error code: what happened, to what, what now."""

from __future__ import annotations

from gis.errors import BuurtError

SENTENCES = {
    # files
    "file_missing": "Het bestand {path} is er niet. Kijk of de naam klopt en probeer het opnieuw.",
    "vocabulary_broken": "De woordenlijst {path} is niet goed leesbaar ({reason}). Herstel dat onderdeel of zet het oude bestand terug.",
    # tables
    "column_missing": "In de tabel {table} ontbreekt de kolom {column}. Voeg die kolom toe of kies een ander bestand.",
    "not_a_number": "In de kolom {column} van {table} staat tekst waar een getal hoort ({reason}). Verbeter die waarde en probeer het opnieuw.",
    "key_twice": "In {table} staat {key} twee keer. Haal een van de twee weg en probeer het opnieuw.",
    "geometry_missing": "De tabel {table} heeft geen plek op de kaart. Kies een bestand met vormen.",
    "crs_not_rd": "De coördinaten van {table} staan niet in RD ({crs}). Bewaar het bestand in EPSG:28992 en probeer het opnieuw.",
    "crs_missing": "Het bestand {table} zegt niet in welk coördinatenstelsel het staat. Bewaar het met EPSG:28992 en probeer het opnieuw.",
    "outside_rd": "De coördinaten van {table} liggen buiten Nederland ({bounds}). Misschien zijn x en y verwisseld; kijk dat na.",
}


def sentence(error: BuurtError) -> str:
    """Return the sentence for an error; a code without a sentence is a fault in the house."""
    return SENTENCES[error.code].format_map(error.facts)
