// The shapes being edited as Leaflet layers, one for each part, and what of the map they snap to.

const DECIMALS = 7; // of a degree: a centimetre, what the other side compares with
const SNAP_PX = 12;
const MOST_SNAPPED = 20_000; // vertices of the map that are tried; more would make a drag stutter
const MANY = 300; // with more vertices than this only those near the pointer can be dragged
const LINE = { color: "#0b6e75", weight: 3 };
export const LOOK = { ...LINE, fillColor: "#0b6e75", fillOpacity: 0.15 };
const DEPTH = { area: 1, line: 0 };
const DONE = "pm:edit pm:dragend pm:vertexadded pm:vertexremoved";

export function makeShapes(chart, changed) {
  const { map } = chart;
  const group = L.featureGroup([], { pmIgnore: false }).addTo(map);
  let mode = "none"; // reshape, move, together or none
  let snapping = true;
  let picked = null; // {layer, corner} touched last; a corner only when it was a vertex
  let onPick = () => null;

  L.Marker.mergeOptions({ keyboard: false }); // hundreds of corners are no stops for the Tab key
  map.pm.setGlobalOptions({ pathOptions: LOOK, templineStyle: LINE, markerStyle: { icon: pin(), draggable: false } });

  function show(step) {
    group.clearLayers();
    for (const shape of step.values()) partsOf(shape.geometry).forEach((part) => add(shape, part));
    arm();
  }

  function add(shape, part) {
    const kind = kindOf(shape.geometry);
    const layer = makePath(kind, part);
    Object.assign(layer, { shape, name: shape.name });
    layer.on(DONE, changed);
    layer.on("click pm:dragstart", () => pick(layer, null));
    layer.on("pm:vertexclick pm:markerdragend", ({ markerEvent }) => pick(layer, markerEvent.target));
    group.addLayer(layer);
  }

  function drop() {
    picked?.corner?._icon?.classList.remove("kk-chosen");
    picked = null;
  }

  function pick(layer, corner) {
    drop();
    picked = { layer, corner };
    corner?._icon?.classList.add("kk-chosen");
    onPick(picked);
  }

  // Lets each shape be dragged, or its vertices, or nothing.
  function arm() {
    drop(); // other corners come
    const layers = group.getLayers();
    const vertices = layers.reduce((sum, layer) => sum + countOf(layer), 0);
    const options = {
      snappable: snapping,
      snapDistance: SNAP_PX,
      allowSelfIntersection: true, // a line that crosses itself is told, not undone behind one's back
      preventMarkerRemoval: false,
      removeLayerBelowMinVertexCount: false,
      limitMarkersToCount: vertices > MANY ? MANY : -1,
      syncLayersOnDrag: mode === "together" ? layers : false,
    };
    for (const layer of layers) {
      layer.pm.disable();
      layer.pm.disableLayerDrag();
      layer.pm.setOptions(options);
      const point = layer instanceof L.Marker;
      if (mode === "reshape") layer.pm.enable(point ? { ...options, preventMarkerRemoval: true } : options);
      else if (mode !== "none") layer.pm.enableLayerDrag();
    }
    refreshSnapping();
  }

  // What lies in sight can be snapped to, but not what is being edited and not what is hidden.
  function refreshSnapping() {
    const view = map.getBounds().pad(0.1);
    const edited = new Set(group.getLayers().map((layer) => layer.shape.id));
    let left = snapping ? MOST_SNAPPED : 0;
    for (const feature of chart.layers.flatMap((layer) => layer.features)) {
      const near = left > 0 && feature.shown && !edited.has(feature.id) && view.intersects(feature.bounds);
      for (const path of feature.paths) {
        path.options.snapIgnore = !near;
        if (near) left -= countOf(path);
      }
    }
  }

  // The step as it now lies on the map; a shape that nobody touched stays the same object.
  function read(step) {
    const parts = new Map([...step.keys()].map((id) => [id, []]));
    group.getLayers().forEach((layer) => parts.get(layer.shape.id)?.push(layer));
    const next = new Map();
    for (const [id, shape] of step) {
      const read = geometryOf(shape.geometry, parts.get(id));
      if (!read) continue;
      const now = shapeOf(id, shape.name, shape.origin, read);
      next.set(id, now.text === shape.text ? shape : now);
    }
    return next;
  }

  function without(step, gone) {
    group.removeLayer(gone);
    return read(step);
  }

  function close() {
    map.off("moveend", refreshSnapping);
    group.remove();
    chart.layers.flatMap((layer) => layer.features).forEach(({ paths }) => paths.forEach((path) => (path.options.snapIgnore = true)));
  }

  map.on("moveend", refreshSnapping);
  return {
    decimals: DECIMALS,
    show,
    read,
    without,
    close,
    picked: () => (picked?.layer._map ? picked : null),
    drop,
    count: () => group.getLayers().length,
    setMode(next) {
      mode = next;
      arm();
    },
    snap(on) {
      snapping = on;
      arm();
    },
    drawOptions: (area) => ({
      snappable: snapping,
      snapDistance: SNAP_PX,
      allowSelfIntersection: !area,
      cursorMarker: !byFinger(), // a finger leaves no mark where it is not
      tooltips: !byFinger(),
      pathOptions: LOOK,
      templineStyle: LINE,
      hintlineStyle: { ...LINE, dashArray: "5 6" },
    }),
    whenPicked: (act) => (onPick = act),
  };
}

function byFinger() {
  return window.matchMedia("(pointer: coarse)").matches;
}

export function shapeOf(id, name, origin, geometry) {
  return { id, name, origin, geometry, text: geometry.type + JSON.stringify(geometry.coordinates) };
}

export function kindOf({ type }) {
  return type.endsWith("Polygon") ? "area" : type.endsWith("LineString") ? "line" : "point";
}

function partsOf({ type, coordinates }) {
  return type.startsWith("Multi") ? coordinates : [coordinates];
}

function makePath(kind, part) {
  if (kind === "point") return L.marker([part[1], part[0]], { icon: pin(), alt: "plek" });
  const places = L.GeoJSON.coordsToLatLngs(part, DEPTH[kind]);
  return kind === "line" ? L.polyline(places, LOOK) : L.polygon(places, LOOK);
}

function geometryOf(before, layers) {
  if (!layers.length) return null;
  const parts = layers.map((layer) => layer.toGeoJSON(DECIMALS).geometry.coordinates);
  const single = before.type.replace("Multi", "");
  if (before.type === single && parts.length === 1) return { type: single, coordinates: parts[0] };
  return { type: `Multi${single}`, coordinates: parts };
}

function countOf(path) {
  return path.getLatLngs ? path.getLatLngs().flat(2).length : 1;
}

function pin() {
  return L.divIcon({ className: "kk-pin", iconSize: [28, 28], iconAnchor: [14, 14] });
}
