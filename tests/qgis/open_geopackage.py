"""Open every layer of a GeoPackage in QGIS, with its default style, and tell what QGIS made of it.

Run with the Python that QGIS belongs to: ``python3 open_geopackage.py FILE.gpkg [PICTURE.png]``. Writes JSON
to standard output. Exit 1 when a layer is not valid, not in RD, or when QGIS had something to say.
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

SPATIAL = (  # lowest first
    "scores",
    "buurten",
    "beleefd",
    "activiteiten_vlak",
    "activiteiten_lijn",
    "activiteiten_punt",
)
TABLES = ("activiteiten_zonder_plek", "over_dit_bestand")


def open_layer(path, name):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    said, loaded = layer.loadDefaultStyle()
    labels = layer.labeling().settings() if layer.labelsEnabled() else None
    renderer = layer.renderer()
    told = {
        "valid": layer.isValid(),
        "error": layer.error().message(),
        "count": layer.featureCount(),
        "fields": [field.name() for field in layer.fields()],
        "types": {field.name(): field.typeName() for field in layer.fields()},
        "crs": layer.crs().authid(),
        "styled": loaded,
        "style_said": said,
        "renderer": renderer.type() if renderer else None,
        "labels": labels.getLabelExpression().expression() if labels else None,
    }
    if told["renderer"] == "categorizedSymbol":
        told["attribute"] = renderer.classAttribute()
        told["categories"] = [
            [
                None if category.value() is None or category.value() == "" else category.value(),
                category.label(),
            ]
            for category in renderer.categories()
        ]
        told["symbol_layers"] = [
            [one.layerType() for one in category.symbol().symbolLayers()]
            for category in renderer.categories()
        ]
    return layer, told


def draw(layers, target):
    settings = QgsMapSettings()
    settings.setLayers(layers[::-1])
    settings.setOutputSize(QSize(1366, 900))
    settings.setOutputDpi(96)
    settings.setBackgroundColor(QColor("white"))
    settings.setDestinationCrs(layers[0].crs())
    shown = next(
        (one for one in layers if one.name() == "activiteiten_vlak" and one.featureCount()), layers[0]
    )
    settings.setExtent(shown.extent().buffered(350))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    image.save(str(target))
    colours = {image.pixel(x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}
    return {"errors": [error.message for error in job.errors()], "colours": len(colours)}


def main(path, target):
    application = QgsApplication([], False)
    said = []
    application.messageLog().messageReceived.connect(
        lambda text, tag, level: said.append([tag, text]) if level != Qgis.Info else None
    )
    application.initQgis()
    told, layers = {}, []
    for name in (*SPATIAL, *TABLES):
        layer, told[name] = open_layer(path, name)
        layers.append(layer)
    QgsProject.instance().addMapLayers(layers)
    picture = draw(layers[: len(SPATIAL)], target) if target else None
    json.dump({"version": Qgis.QGIS_VERSION, "layers": told, "picture": picture, "said": said}, sys.stdout)
    good = not said and all(one["valid"] for one in told.values())
    good = good and all(told[name]["crs"] == "EPSG:28992" and told[name]["styled"] for name in SPATIAL)
    QgsProject.instance().clear()
    del layer, layers
    application.exitQgis()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]) if len(sys.argv) > 2 else None))
