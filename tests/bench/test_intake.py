from bench import intake


def test_every_made_street_has_its_own_name():
    assert len({intake.street_of(number) for number in range(intake.STREETS)}) == intake.STREETS


def test_places_of_every_kind_are_found_or_asked_about(monkeypatch):
    monkeypatch.setattr(intake, "STREETS", 20)
    monkeypatch.setattr(intake, "PLACES", 50)
    (line,) = intake.places()
    assert "found" in line
    assert "asked about" in line
