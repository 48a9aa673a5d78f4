// Drawing one shape with Geoman, which is fetched only when somebody draws.

import { loadScript, loadStyle } from "./load.js";

const DECIMALS = 7;
const QUIET_MS = 250; // after the last change, before it is told
const SHAPES = { polygon: "Polygon", line: "Line", point: "Marker" };
const WORDS = {
  tooltips: {
    placeMarker: "Klik op de plek",
    firstVertex: "Klik om te beginnen",
    continueLine: "Klik voor het volgende punt",
    finishLine: "Klik nog eens op het laatste punt om te stoppen",
    finishPoly: "Klik op het eerste punt om het vlak te sluiten",
  },
  actions: { finish: "Klaar", cancel: "Stoppen", removeLastVertex: "Laatste punt weg" },
  buttonTitles: {
    drawPolyButton: "Teken een vlak",
    drawLineButton: "Teken een lijn",
    drawMarkerButton: "Zet een punt",
    editButton: "Vorm aanpassen",
    deleteButton: "Vorm weghalen",
  },
};
const LINE = { color: "#0b6e75", weight: 3 };
const LOOK = { ...LINE, fillColor: "#0b6e75", fillOpacity: 0.15 };

export function makeDrawing(map, tell) {
  let mode = null;
  let layer = null; // the one shape
  let told = "null"; // the shape of the last message, as text
  let timer;

  async function update({ draw, shape }) {
    if (draw === null) {
      if (mode !== null) stop();
      return;
    }
    await Promise.all([loadStyle("leaflet-geoman.css"), loadScript("leaflet-geoman.min.js")]);
    if (!map.pm) prepare();
    const text = JSON.stringify(shape ?? null);
    const changed = text !== told;
    told = text;
    if (changed && text !== JSON.stringify(current())) place(shape);
    if (mode !== draw) start(draw);
  }

  function prepare() {
    L.PM.reInitLayer(map); // the map was there before Geoman
    map.pm.setLang("nl", WORDS, "nl");
    map.pm.setGlobalOptions({
      layerGroup: L.featureGroup([], { pmIgnore: false }).addTo(map),
      pathOptions: LOOK,
      templineStyle: LINE,
      hintlineStyle: { ...LINE, dashArray: "5 6" },
      markerStyle: { icon: pin(), draggable: false },
      continueDrawing: false,
      allowSelfIntersection: false,
      snapDistance: 12,
    });
    map.on("pm:create", (event) => {
      layer?.remove();
      adopt(event.layer);
      report();
    });
  }

  function start(draw) {
    map.pm.disableDraw();
    mode = draw;
    map.pm.addControls({
      position: "topleft",
      drawPolygon: draw === "polygon",
      drawPolyline: draw === "line",
      drawMarker: draw === "point",
      editMode: true,
      removalMode: true,
      drawCircleMarker: false,
      drawRectangle: false,
      drawCircle: false,
      drawText: false,
      dragMode: false,
      cutPolygon: false,
      rotateMode: false,
    });
    if (draw === "edit") map.pm.enableGlobalEditMode();
    else if (!layer) map.pm.enableDraw(SHAPES[draw]);
  }

  function stop() {
    clearTimeout(timer);
    map.pm.disableDraw();
    map.pm.disableGlobalEditMode();
    map.pm.disableGlobalRemovalMode();
    map.pm.removeControls();
    layer?.remove();
    layer = null;
    told = "null";
    mode = null;
  }

  function place(shape) {
    layer?.remove();
    layer = null;
    if (!shape) return;
    const made = L.geoJSON(shape, { style: LOOK, pointToLayer: (_, at) => L.marker(at, { icon: pin() }) }).getLayers()[0];
    adopt(made.addTo(map));
    if (map.pm.globalEditModeEnabled()) made.pm.enable();
  }

  function adopt(shape) {
    layer = shape;
    shape.on("pm:edit pm:dragend pm:vertexremoved", () => {
      clearTimeout(timer);
      timer = setTimeout(report, QUIET_MS);
    });
    shape.on("pm:remove", () => {
      layer = null;
      tell("erased", true);
    });
  }

  function current() {
    return layer && layer.toGeoJSON(DECIMALS).geometry;
  }

  function report() {
    if (layer) tell("drawn", current());
  }

  const busy = () =>
    Boolean(map.pm && (map.pm.globalDrawModeEnabled() || map.pm.globalEditModeEnabled() || map.pm.globalRemovalModeEnabled()));
  return { update, busy };
}

function pin() {
  return L.divIcon({ className: "kk-pin", iconSize: [28, 28], iconAnchor: [14, 14] });
}
