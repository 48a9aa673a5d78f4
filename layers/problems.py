"""One Dutch sentence per thing that can be wrong in a row of a list: what it is, what now."""

from __future__ import annotations

from gis.register.records import Problem
from gis.sources.indicators import Fault

PROBLEMS = {
    "theme_unknown": "Het thema '{told}' staat niet in de lijst. Kies een thema uit de woordenlijst.",
    "kind_unknown": "De soort '{told}' staat niet in de lijst. Kies een soort of laat het veld leeg.",
    "status_unknown": "De status '{told}' staat niet in de lijst. Kies bijvoorbeeld idee, plan of loopt.",
    "visibility_unknown": "'{told}' zegt niet wie dit mag zien. Kies concept, partners of openbaar.",
    "accuracy_unknown": "'{told}' zegt niet hoe precies de plek is. Kies bijvoorbeeld straat, buurt of schatting.",
    "reach_unknown": "Het bereik '{told}' staat niet in de lijst. Kies plek, buurt, wijk, gemeente, regio, provincie of rijk.",
    "origin_unknown": "De herkomst '{told}' staat niet in de lijst. Kies bijvoorbeeld opgegeven door partner.",
    "privacy_class_unknown": "De privacyklasse '{told}' staat niet in de lijst. Kies openbaar, partners, alleen aantallen of niet op kaart.",
    "target_group_unknown": "De doelgroep '{told}' staat niet in de lijst. Kies er een uit de woordenlijst.",
    "title_missing": "De naam ontbreekt. Geef de activiteit een naam.",
    "household_point": "Werk bij mensen thuis ({told}) krijgt nooit een punt of adres. Teken een gebied of kies een hele buurt.",
    "period_reversed": "De periode '{told}' eindigt voordat zij begint. Draai begin en einde om.",
    "period_unread": "De periode '{told}' begrijpen wij niet. Schrijf bijvoorbeeld najaar 2027 of 2026-2028.",
    "personal_data": "'{told}' lijkt een gegeven van een persoon. Haal het weg; in het register staan geen gegevens van personen.",
    "merged_before": "Deze rij is eerder samengevoegd met '{told}' en wijzigt niets. Maak dat ongedaan bij 'Lijst' als het toch iets anders is.",
    "day_impossible": "In '{told}' staat een dag of week die niet bestaat. Kijk na welke dag het is, of schrijf alleen de maand.",
    "money_malformed": "Het bedrag '{told}' kunnen wij op meer manieren lezen. Het telt nergens in mee; schrijf bijvoorbeeld € 5.500 of € 2,5 mln.",
    "area_name_unknown": "'{told}' kennen wij hier niet als buurt of wijk. Kies een naam uit de lijst of geef de code van het CBS.",
    "area_left_out": "'{told}' kennen wij niet als buurt of wijk; de plek komt van de straat of het adres. Kijk op de kaart of zij klopt.",
    "place_not_found": "De plek '{told}' staat niet in uw eigen lagen en straatlijsten, en zoeken bij PDOK staat uit. Zet dat aan, voeg een straatlijst toe of lees de rij in zonder plek.",
    "place_unknown": "De plek '{told}' staat niet in uw eigen lagen en straatlijsten, en PDOK kent haar ook niet. Verbeter de woorden of lees de rij in zonder plek.",
    "place_not_asked": "De plek '{told}' is nog niet gevraagd aan PDOK: het vragen is gestopt. Vraag de rest, of lees de rij in zonder plek.",
    "place_weak": "PDOK kent iets dat op '{told}' lijkt, maar niet precies dat. Kies een plek uit de lijst of verbeter de woorden.",
    "place_ambiguous": "'{told}' kan meer dan één plek zijn. Kies op de kaart welke wordt bedoeld.",
    "place_elsewhere": "De plek '{told}' ligt in een andere gemeente. Verbeter de woorden, of kies die plek als zij toch klopt.",
    "place_contradicts": "Wat er bij '{told}' staat, past niet bij elkaar: straat, postcode, plaats of gebied. Verbeter dat of kies een plek.",
    "place_estimated": "'{told}' is geen precieze plek; wij zetten een schatting op de kaart. Versleep haar als u het beter weet.",
    "number_unknown": "Het huisnummer in '{told}' staat niet in uw straatlijst. Verbeter het nummer of kies de hele straat.",
    "number_not_in_list": "Van '{told}' kennen wij alleen de straat, niet het huisnummer; de plek is het midden van de straat. Wijs haar zelf aan als het preciezer moet.",
    "address_unread": "'{told}' is geen huisnummer of postcode bij een straat. Verbeter het, of maak het veld leeg.",
    "service_silent": "'{told}' is niet gezocht: PDOK gaf geen antwoord. Probeer het later opnieuw of lees de rij in zonder plek.",
    "buurt_differs": "PDOK en onze grenzen noemen een andere buurt ({told}). Kijk op de kaart of de plek klopt.",
    "complex_unknown": "Het complex '{told}' staat niet in uw eigen lagen. Verbeter de code of voeg het toe aan de laag.",
    "complexes_missing": "Om complex '{told}' te vinden is een eigen laag met complexnummers nodig. Voeg die toe bij Eigen lagen of lees de rij in zonder plek.",
    "complex_not_looked_up": "Complex '{told}' is niet opgezocht, want er is geen eigen laag met complexnummers; de plek komt van de andere woorden. Voeg die laag toe als het preciezer moet.",
    "complex_shape_broken": "De omtrek van complex '{told}' in de eigen laag kruist zichzelf. Herstel haar op de kaart en probeer het opnieuw.",
    "area_unknown": "De gebiedscode '{told}' kennen wij hier niet. Haal die gemeente op of verbeter de code.",
    "shape_unread": "De vorm '{told}' is niet leesbaar. Teken haar opnieuw of geef een punt met x en y.",
    "shape_invalid": "De vorm kruist zichzelf of klopt om een andere reden niet ({told}). Teken haar opnieuw, of neem de verbeterde vorm over als wij die voorstellen.",
    "shape_mended": "De vorm had een klein foutje en is hersteld; de oppervlakte ging van {told}. Kijk op de kaart of zij nog klopt.",
    "shape_empty": "De vorm ({told}) is leeg. Teken de plek, of haal de vorm weg als er geen plek is.",
    "shape_mixed": "De vorm heeft punten, lijnen en vlakken door elkaar ({told}). Maak er één soort vorm van, of meer rijen.",
    "ring_open": "De rand van het vlak is niet gesloten ({told}). Neem de gesloten vorm over als die klopt, of teken haar opnieuw.",
    "height_dropped": "De hoogte bij de plek ({told}) is weggelaten; Koppelkaart kent alleen de platte kaart. U hoeft niets te doen.",
    "kind_shape_odd": "Bij '{told}' hoort meestal een andere soort vorm: een lijn voor werk in de straat, een vlak voor werk aan een gebied. Kijk na of de vorm klopt.",
    "parts_touch": "De delen van '{told}' raken elkaar en kunnen niet samen één activiteit zijn. Schuif ze uit elkaar of maak er aparte activiteiten van.",
    "outside_netherlands": "De plek ({told}) ligt niet in Nederland. Kijk de getallen na of geef de plek aan op de kaart.",
    "coordinates_rd_as_degrees": "De plek ({told}) staat in meters (RD), maar hoort hier in graden. Kijk op de kaart of dit de plek is en neem haar over, of verbeter de getallen.",
    "coordinates_degrees_as_rd": "De plek ({told}) staat in graden, maar hoort hier in meters (RD). Kijk op de kaart of dit de plek is en neem haar over, of verbeter de getallen.",
    "coordinates_swapped": "De twee getallen van de plek ({told}) lijken verwisseld. Kijk op de kaart of dit de plek is en neem haar over, of verbeter de getallen.",
    "coordinates_thousands": "De punt of komma in de plek ({told}) kan twee dingen betekenen. Kijk op de kaart of dit de plek is en neem haar over, of schrijf de getallen zonder punt of komma.",
    "coordinates_as_text": "De getallen van de plek staan er als tekst ({told}). Kijk op de kaart of dit de plek is en neem haar over.",
    "coordinates_not_finite": "De plek ({told}) heeft een coördinaat die geen getal is. Vul de coördinaat in of geef de plek aan op de kaart.",
    "coordinate_missing": "Van de plek ontbreekt het getal {told}. Vul het in, of maak ook het andere leeg.",
    "crs_unknown_rd": "Het bestand zegt niet wat de getallen van de plek ({told}) zijn; het lijken meters in RD. Kijk op de kaart of dit de plek is en neem haar over.",
    "crs_unknown_wgs84": "Het bestand zegt niet wat de getallen van de plek ({told}) zijn; het lijken graden. Kijk op de kaart of dit de plek is en neem haar over.",
    "area_of_other_year": "De gebiedscode {told} is van een ander jaar dan de grenzen die hier in gebruik zijn. Geef de code van dit jaar, of haal de gemeente van dat jaar op.",
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


FAULTS = {  # in a gemeente's own wijkkompas
    "indicator_code_unknown": "'{told}' is geen code van een buurt. Schrijf die als BU met acht tekens erachter, of de code van de gemeente.",
    "indicator_elsewhere": "De code '{told}' is van een andere gemeente. Haal de rij weg of kies bij Gemeente de goede.",
    "indicator_buurt_unknown": "De buurt '{told}' kennen wij hier niet. Kijk of de code van hetzelfde jaar is als de grenzen.",
    "indicator_year": "'{told}' is geen jaar. Schrijf het met vier cijfers, zoals 2025.",
    "indicator_name_missing": "De naam van de indicator ontbreekt. Schrijf waar het cijfer over gaat.",
    "indicator_value": "'{told}' is geen getal. Schrijf een getal, of 'nog te bepalen'.",
    "indicator_way": "'{told}' zegt niet welke kant goed is. Schrijf 'hoger is beter', 'lager is beter' of 'geen'.",
    "indicator_way_differs": "Bij deze indicator staat op een andere rij een andere richting dan '{told}'. Kies er een.",
    "indicator_unit_differs": "Bij deze indicator staat op een andere rij een andere eenheid dan '{told}'. Kies er een.",
    "indicator_count": "Een aantal ({told}) zegt vooral hoe groot de buurt is. Geef het als percentage, of per 1.000 inwoners.",
    "indicator_source_missing": "De bron ontbreekt. Schrijf wie het cijfer heeft gemaakt, en van wanneer het is.",
    "indicator_twice": "'{told}' staat voor deze buurt en dit jaar meer dan één keer in het bestand. Laat er één staan.",
}


def fault_sentence(fault: Fault) -> str:
    """Return the sentence for one thing that is wrong in a row of a wijkkompas."""
    return FAULTS[fault.code].format(told=fault.told)
