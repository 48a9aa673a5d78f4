"""What lies here runs in the system Python, where QGIS is; `tests/layers/qgis` calls it."""

collect_ignore = ["open_geopackage.py"]
