from gis.workspace import health
from gis.workspace.registers import WORKSPACES


def test_a_fresh_home_is_well(home):
    found = health.look(home)
    assert all(one.well for one in found)
    told = {one.what: one.told for one in found}
    assert "GDAL" in told["bibliotheken"]
    assert told["Groningen 2024"].startswith("151 buurten (112 zonder grens), 104 met score")
    assert "25 activiteiten, 12 tekeningen" in told[WORKSPACES["voorbeeld"].title]
    assert "0 activiteiten" in told[WORKSPACES["eigen"].title]


def test_what_is_broken_is_named_and_the_rest_is_still_looked_at(home):
    folder = home.place_folder("GM0363", 2024)
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    home.register_path("eigen").parent.mkdir(parents=True)
    home.register_path("eigen").write_bytes(b"no register, but long enough to be looked at " * 40)
    found = {one.what: one for one in health.look(home)}
    assert {what for what, one in found.items() if not one.well} == {"Amsterdam 2024", "Mijn register"}
    assert "cache_broken" in found["Amsterdam 2024"].told
    assert "register_broken" in found["Mijn register"].told
    assert len(found) == 3 + len(WORKSPACES)
