"""One Dutch sentence per error code: what happened, to what, what now."""

from __future__ import annotations

from gis.errors import BuurtError
from gis.register.records import Problem

SENTENCES = {
    # files
    "file_missing": "Het bestand {path} is er niet. Kijk of de naam klopt en probeer het opnieuw.",
    "file_empty": "In het bestand {path} staan geen gegevens. Kijk of het goede bestand is gekozen en probeer het opnieuw.",
    "file_too_large": "Het bestand {path} is te groot (grens: {limit}). Maak een kleiner bestand, bijvoorbeeld van één gemeente.",
    "file_too_slow": "Het bestand {path} was na {seconds} seconden nog niet gelezen. Maak een kleiner bestand, bijvoorbeeld van één gemeente.",
    "file_kind_unknown": "Wij kennen de vorm van het bestand {path} niet. Kies een GeoPackage, GeoJSON, shapefile in een zip, CSV, XLSX of GeoTIFF.",
    "file_unreadable": "Het bestand {path} is niet te lezen; misschien is het beschadigd of niet compleet. Haal het opnieuw op en probeer het nog eens.",
    "encoding_unknown": "De letters in het bestand {path} zijn niet te lezen. Bewaar het als UTF-8 en probeer het opnieuw.",
    "archive_refused": "In het zipbestand {path} staat een onderdeel dat wij niet uitpakken ({entry}). Maak een nieuw zipbestand met alleen de shapefile.",
    "archive_too_full": "In het zipbestand {path} staan meer dan {most} bestanden. Maak een zipbestand met alleen de shapefile.",
    "layer_is_view": "De laag {layer} in {path} is een zoekvraag en geen tabel. Bewaar die laag als gewone tabel en probeer het opnieuw.",
    "layer_unknown": "De laag {layer} staat niet in {path}. Kies een van deze lagen: {layers}.",
    "gemeente_unknown": "In {table} staat niets van gemeente {gemeente}. Kijk of de code klopt of kies een ander bestand.",
    "year_not_in_file": "Het jaar {year} staat niet in het bestand, wel: {years}. Kies een van die jaren of een ander bestand.",
    "vocabulary_broken": "De woordenlijst {path} is niet goed leesbaar ({reason}). Herstel dat onderdeel of zet het oude bestand terug.",
    # tables
    "column_missing": "In de tabel {table} ontbreekt de kolom {column}. Voeg die kolom toe of kies een ander bestand.",
    "not_a_number": "In de kolom {column} van {table} staat tekst waar een getal hoort ({reason}). Verbeter die waarde en probeer het opnieuw.",
    "key_twice": "In {table} staat {key} twee keer. Haal een van de twee weg en probeer het opnieuw.",
    "geometry_missing": "De tabel {table} heeft geen plek op de kaart. Kies een bestand met vormen.",
    "crs_not_rd": "De coördinaten van {table} staan niet in RD ({crs}). Bewaar het bestand in EPSG:28992 en probeer het opnieuw.",
    "crs_missing": "Het bestand {table} zegt niet in welk coördinatenstelsel het staat. Bewaar het met EPSG:28992 en probeer het opnieuw.",
    "outside_rd": "De coördinaten van {table} liggen buiten Nederland ({bounds}). Misschien zijn x en y verwisseld; kijk dat na.",
    "code_unknown": "In {table} staat {area} waar een code van een buurt, wijk of gemeente hoort. Verbeter die code en probeer het opnieuw.",
    "class_unknown": "In de kolom {column} staat {value}; een klasse van de Leefbaarometer loopt van 1 tot en met 9. Verbeter die waarde.",
    # grids
    "cell_unknown": "Op rij {row} van het raster staat geen geldige code van een vierkant. Schrijf die als E1213N4879.",
    "grid_misaligned": "Het raster ligt niet op vierkanten van 100 meter in RD (hoek {corner}, vierkant {cell}). Kies een raster dat daarop past.",
    "grid_elsewhere": "Het raster heeft geen vierkanten in dit gebied. Kies een raster dat het gebied bedekt.",
    # drawings
    "drawing_without_area": "De tekening {drawing} sluit geen gebied in. Teken een gebied en sluit de lijn.",
    "drawing_crosses_itself": "De lijn van tekening {drawing} kruist zichzelf. Herstel de lijn en probeer het opnieuw.",
    "drawings_missing": "Er zijn nog geen tekeningen om te tellen. Teken eerst een buurt of kies een bestand met tekeningen.",
    "drawings_too_wide": "De tekeningen liggen over {km} km verspreid; dat is te veel om samen te tellen. Haal de tekening weg die te ver ligt.",
    "questions_mixed": "De tekeningen horen bij verschillende vragen ({questions}). Kies één vraag, of kies zelf om ze samen te nemen.",
    "weight_not_positive": "Het gewicht van tekening {drawing} ontbreekt of is niet groter dan 0. Vul een gewicht in, gewoonlijk 1.",
    "not_public": "De activiteit {activity} is niet voor iedereen en komt niet op een kaart voor iedereen. Kies een ander publiek of maak haar openbaar.",
    "reference_missing": "Voor {area} is er geen cijfer om mee te vergelijken ({column}). Haal de cijfers van de gemeente op of kies Nederland.",
    "years_mixed": "In {table} staan verschillende jaren door elkaar ({years}). Kies één jaar.",
    "share_out_of_range": "De grens voor de kern ({share}) moet boven {low} liggen en hooguit {high} zijn. Kies een andere waarde.",
    # exports
    "not_written": "Het bestand {path} kon niet worden bewaard ({reason}). Kies een andere map of maak ruimte, en probeer het opnieuw.",
    "layer_not_offered": "De laag {layer} bestaat niet in een uitwisselbestand. Kies uit: {known}.",
    "audience_unknown": "Het publiek {audience} bestaat niet. Kies uit: {known}.",
    "several_score_years": "Er zijn scores van meer dan één meting ({years}). Kies één jaar en probeer het opnieuw.",
    "shape_mixed": "Activiteit {id} heeft punten, lijnen en vlakken door elkaar. Teken haar als één soort vorm en probeer het opnieuw.",
    # the national services
    "service_unreachable": "{service} is niet te bereiken. Kijk of deze computer internet heeft en probeer het later opnieuw, of kies bestanden.",
    "service_too_slow": "{service} was na {seconds} seconden nog niet klaar. Probeer het later opnieuw, of kies bestanden.",
    "service_too_large": "{service} stuurt meer dan wij aannemen (grens: {limit}). Probeer het later opnieuw, of kies bestanden.",
    "service_refused": "{service} geeft geen antwoord op onze vraag (code {status}). Probeer het later opnieuw, of kies bestanden.",
    "service_changed": "{service} antwoordt anders dan wij kennen. Probeer het later opnieuw, of kies bestanden; blijft het zo, werk dan dit programma bij.",
    "service_url_unknown": "Het adres {address} is geen adres van een dienst. Schrijf het als https://naam of http://naam:poort.",
    "year_not_served": "Van het jaar {year} geven de diensten geen grenzen, wel van: {years}. Kies een van die jaren of kies bestanden.",
    "fetch_cancelled": "Het ophalen is gestopt; er is niets veranderd. Wat er al was, is er nog.",
    "area_not_here": "Het gebied {area} hoort niet bij {gemeente}. Kies de code van een buurt, een wijk of de gemeente.",
    # gemeenten that were fetched
    "cache_broken": "De bewaarde gegevens in {folder} zijn beschadigd. Haal die gemeente opnieuw op.",
    "gemeente_not_fetched": "De gemeente {gemeente} is hier nog niet. Haal haar op met koppelkaart fetch of met 'Begin met mijn gemeente'.",
    "year_not_fetched": "Van {gemeente} is het jaar {year} hier niet; wel {years}. Kies een van die jaren of haal {year} op.",
    "no_boundaries": "In {files} staan geen grenzen van buurten in {gemeente}. Kies een bestand met de buurten van het CBS.",
    "nothing_recognised": "In {path} herkennen wij niets (kolommen: {columns}). Kies een bestand van CBS, PDOK of de Leefbaarometer.",
    "own_layer_unknown": "De eigen laag {name} is er niet meer. Voeg haar opnieuw toe.",
    "own_layer_changed": "De eigen laag {name} is intussen door iemand anders gewijzigd. Ga terug naar bewaard en "
    "doe uw wijziging opnieuw.",
    "own_shape_broken": "Vorm {number} van de eigen laag {name} kruist zichzelf of is leeg. Pas de vorm aan op de "
    "kaart.",
    "no_shapes": "In {path} staat niets dat op de kaart kan. Kies een bestand met punten, lijnen of vlakken.",
    "program_incomplete": "De map {folder} van het programma ontbreekt. Installeer Koppelkaart opnieuw.",
    # the register
    "activity_unknown": "De activiteit {id} staat niet in het register. Vernieuw de lijst en kies opnieuw.",
    "changed_meanwhile": "Iemand anders heeft '{title}' intussen gewijzigd. Bekijk de nieuwe stand en doe uw wijziging opnieuw.",
    "not_yours": "'{title}' is van {owner} en daarom niet gewijzigd. Vraag die organisatie om de wijziging.",
    "organisation_unknown": "De organisatie '{name}' is hier niet bekend. Kies een andere naam of voeg de organisatie toe.",
    "register_broken": "Het register {path} is niet leesbaar ({reason}). Zet een reservekopie terug.",
    "register_busy": "Het register is nu bij iemand anders in gebruik. Probeer het over een paar tellen opnieuw.",
    "register_too_new": "Het register {path} is gemaakt met een nieuwere Koppelkaart (stap {version}). Werk dit programma bij.",
    "workspace_unknown": "De werkruimte '{name}' bestaat niet. Kies uit {known}.",
    # lists and drawings of partners
    "no_activities": "In {file} staan geen activiteiten: de kolommen naam en thema ontbreken. Voeg die kolommen toe.",
    "no_drawings": "In {path} staan geen tekeningen. Kies een bestand met vlakken.",
    "drawing_not_area": "Rij {row} van {file} is geen vlak. Haal die rij weg of teken een gesloten lijn.",
    # files to hand over
    "form_unknown": "De naam {path} eindigt niet op een vorm die wij kennen. Kies uit {known}.",
}


def sentence(error: BuurtError) -> str:
    """Return the sentence for an error; a code without a sentence is a fault in the house."""
    return SENTENCES[error.code].format_map(error.facts)


PROBLEMS = {
    "theme_unknown": "Het thema '{told}' staat niet in de lijst. Kies een thema uit de woordenlijst.",
    "kind_unknown": "De soort '{told}' staat niet in de lijst. Kies een soort of laat het veld leeg.",
    "status_unknown": "De status '{told}' staat niet in de lijst. Kies bijvoorbeeld idee, plan of loopt.",
    "visibility_unknown": "'{told}' zegt niet wie dit mag zien. Kies concept, partners of openbaar.",
    "accuracy_unknown": "'{told}' zegt niet hoe precies de plek is. Kies bijvoorbeeld straat, buurt of schatting.",
    "reach_unknown": "Het bereik '{told}' staat niet in de lijst. Kies plek, buurt, wijk of gemeente.",
    "origin_unknown": "De herkomst '{told}' staat niet in de lijst. Kies bijvoorbeeld opgegeven door partner.",
    "privacy_class_unknown": "De privacyklasse '{told}' staat niet in de lijst. Kies openbaar, partners, alleen aantallen of niet op kaart.",
    "target_group_unknown": "De doelgroep '{told}' staat niet in de lijst. Kies er een uit de woordenlijst.",
    "title_missing": "De naam ontbreekt. Geef de activiteit een naam.",
    "household_point": "Werk bij mensen thuis ({told}) krijgt nooit een punt of adres. Teken een gebied of kies een hele buurt.",
    "period_reversed": "De periode '{told}' eindigt voordat zij begint. Draai begin en einde om.",
    "period_unread": "De periode '{told}' begrijpen wij niet. Schrijf bijvoorbeeld najaar 2027 of 2026-2028.",
    "area_unknown": "De gebiedscode '{told}' kennen wij hier niet. Haal die gemeente op of verbeter de code.",
    "shape_unread": "De vorm '{told}' is niet leesbaar. Teken haar opnieuw of geef een punt met x en y.",
    "shape_invalid": "De vorm kruist zichzelf of is niet gesloten ({told}). Teken haar opnieuw.",
    "parts_touch": "De delen van '{told}' raken elkaar en kunnen niet samen één activiteit zijn. Schuif ze uit elkaar of maak er aparte activiteiten van.",
    "outside_netherlands": "De plek ({told}) ligt niet in Nederland. Misschien zijn x en y verwisseld; kijk dat na.",
    "not_a_coordinate": "De coördinaat '{told}' is geen getal. Verbeter die waarde.",
    "not_a_whole_number": "Het aantal '{told}' is geen heel getal. Verbeter die waarde.",
    "not_a_day": "De datum '{told}' bestaat niet. Schrijf jaar-maand-dag, zoals 2027-09-01.",
    "not_yes_or_no": "'{told}' is geen ja of nee. Schrijf ja of nee.",
    "id_twice": "Het nummer '{told}' staat twee keer in de lijst. Geef elke rij een eigen nummer.",
    "not_yours": "'{told}' is van een andere organisatie en staat er anders in. Vraag die organisatie om de wijziging.",
}


def problem_sentence(problem: Problem) -> str:
    """Return the sentence for one thing that is wrong in a row."""
    return PROBLEMS[problem.code].format(told=problem.told)
