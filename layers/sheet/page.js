// Draws Layers with Leaflet as SVG. Words reach the page only through textContent.
"use strict";

const SVG = "http://www.w3.org/2000/svg";
const PAPER = "#ffffff";
const NAMES_FROM_ZOOM = 13;
const SOFT = [[20, 0.07], [14, 0.09], [8, 0.13]]; // width [px], opacity: the edge of a coarse place
const RING_PX = 15; // points on one spot stand in a ring around it
const UNKNOWN = { key: "", fill: "", fill_opacity: 0, stroke: "#6b7780", stroke_opacity: 1, width: 1, radius: 6, dash: "", hatch: false, letter: "" };
const PANES = { image: 350, area: 400, activity: 450, drawing: 440 };

function makeMap(id) {
  const map = L.map(id, { zoomControl: false, attributionControl: false, minZoom: 6, maxZoom: 19, zoomSnap: 0.5, center: [52.2, 5.3], zoom: 7 });
  L.control.zoom({ zoomInTitle: "Dichterbij", zoomOutTitle: "Verder weg" }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  for (const [name, height] of Object.entries(PANES)) {
    map.createPane(name).style.zIndex = height;
  }
  const nameIt = () => map.getContainer().classList.toggle("named", map.getZoom() >= NAMES_FROM_ZOOM);
  map.on("zoomend", nameIt);
  map.on("popupopen", (event) => event.popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", "Sluiten"));
  return map;
}

function drawLayers(map, layers, bounds) {
  const groups = layers.map((layer, place) => (layer.image ? imageOf(layer) : shapesOf(map, layer, place)));
  groups.forEach((group) => group.addTo(map));
  const all = groups.reduce((box, group) => box.extend(group.getBounds()), L.latLngBounds([]));
  const view = bounds ? L.latLngBounds([bounds[1], bounds[0]], [bounds[3], bounds[2]]) : all;
  if (view.isValid()) map.fitBounds(view, { padding: [12, 12], maxZoom: 17, animate: false });
  layers.forEach((layer, place) => writeLetters(map, layer, groups[place]));
  document.querySelectorAll("input[data-layer]").forEach((box) => {
    box.addEventListener("change", () => {
      const group = groups[Number(box.dataset.layer)];
      if (box.checked) group.addTo(map);
      else group.remove();
    });
  });
  document.querySelectorAll(".swatch").forEach((spot) => {
    const layer = layers.findIndex((one) => one.id === spot.dataset.of);
    spot.append(swatch(layers[layer].marks[spot.dataset.mark], layer));
  });
}

function imageOf(layer) {
  return L.imageOverlay(layer.image, layer.corners, { pane: "image", className: "picture" });
}

function shapesOf(map, layer, place) {
  const pane = layer.kind in PANES ? layer.kind : "area";
  const renderer = L.svg({ pane, padding: 0.5 });
  const markOf = (feature) => layer.marks[feature.properties.mark] || UNKNOWN;
  const shifts = spread(layer.features);
  const options = {
    style: (feature) => pathStyle(markOf(feature), place, feature.properties.coarse, renderer),
    pointToLayer: (feature, at) => L.marker(at, { icon: tokenIcon(markOf(feature), feature.properties, shifts.get(feature)), keyboard: true, alt: feature.properties.name || "" }),
    onEachFeature: (feature, path) => {
      path.bindTooltip(words(feature.properties), { sticky: true });
      path.bindPopup(() => words(feature.properties));
    },
  };
  const group = L.featureGroup();
  for (const feature of layer.features?.features || []) {
    if (feature.properties.coarse && !isPoint(feature)) SOFT.forEach(([weight, opacity]) => plain(feature, { renderer, color: markOf(feature).stroke, weight, opacity, fill: false }).addTo(group));
    L.geoJSON(feature, options).addTo(group);
    if (feature.properties.made && !isPoint(feature)) plain(feature, { renderer, className: "pencil", color: "#22303a", weight: 0.8, opacity: 0.6, dashArray: "7 2 3 2", fill: false }).addTo(group);
    if (layer.labels && feature.properties.name) nameOf(feature).addTo(group);
  }
  return group;
}

function plain(feature, style) {
  return L.geoJSON(feature, { interactive: false, style: { interactive: false, ...style } });
}

function isPoint(feature) {
  return feature.geometry.type.endsWith("Point");
}

function pathStyle(mark, place, coarse, renderer) {
  const strength = coarse ? 0.5 : 1;
  return {
    renderer,
    color: mark.stroke || "none",
    opacity: mark.stroke_opacity * strength,
    weight: mark.width,
    dashArray: mark.dash || null,
    lineCap: "butt",
    fillColor: mark.hatch ? `url(#${hatch(mark, place)})` : mark.fill || "none",
    fillOpacity: mark.hatch ? 1 : mark.fill_opacity * strength,
  };
}

// A letter at the middle of each line and area, once the map knows its scale.
function writeLetters(map, layer, group) {
  if (layer.kind !== "activity") return;
  group.getLayers().forEach((drawn) => drawn.eachLayer?.((path) => {
    const mark = path.feature && layer.marks[path.feature.properties.mark];
    if (!mark?.letter || !path.getCenter || path.options.interactive === false) return;
    const letter = L.marker(path.getCenter(), { icon: tokenIcon({ ...mark, radius: 8 }, {}, [0, 0]), interactive: false, keyboard: false });
    letter.addTo(group);
  }));
}

// A disc with its letter, as a small SVG picture.
function tokenIcon(mark, told, [dx, dy]) {
  const reach = mark.radius * (told.coarse ? 2.2 : 1) + 5;
  const picture = svg("svg", { width: 2 * reach, height: 2 * reach, viewBox: `${-reach} ${-reach} ${2 * reach} ${2 * reach}`, "aria-hidden": "true" });
  if (told.coarse) picture.append(svg("circle", { r: mark.radius * 2.2, fill: mark.stroke, "fill-opacity": 0.18 }));
  picture.append(svg("circle", { r: mark.radius + 1.5, fill: PAPER }));
  picture.append(svg("circle", { r: mark.radius, ...tokenLook(mark), "stroke-width": Math.min(mark.width, 2), "stroke-dasharray": mark.dash.split(" ").map((part) => part * 0.6).join(" ") }));
  if (told.made) picture.append(svg("circle", { r: mark.radius + 3, fill: "none", stroke: "#22303a", "stroke-width": 0.8, "stroke-opacity": 0.6, "stroke-dasharray": "7 2 3 2" }));
  picture.append(letterOf(mark));
  return L.divIcon({ html: picture, className: "token", iconSize: [2 * reach, 2 * reach], iconAnchor: [reach - dx, reach - dy] });
}

// Filled when the activity is there, hollow when it is only planned.
function tokenLook(mark) {
  const solid = mark.fill && mark.fill === mark.stroke;
  return { fill: solid ? mark.fill : mark.fill || PAPER, "fill-opacity": 1, stroke: mark.stroke, "stroke-opacity": mark.stroke_opacity };
}

function letterOf(mark) {
  const solid = mark.fill && mark.fill === mark.stroke;
  const letter = svg("text", { "text-anchor": "middle", dy: "0.36em", "font-size": 11, "font-weight": 700, fill: solid ? PAPER : mark.stroke });
  letter.textContent = mark.letter;
  return letter;
}

function swatch(mark, place) {
  const picture = svg("svg", { width: 30, height: 20, viewBox: "-15 -10 30 20", "aria-hidden": "true" });
  const fill = mark.hatch ? `url(#${hatch(mark, place)})` : mark.fill || "none";
  picture.append(svg("rect", { x: -13, y: -8, width: 26, height: 16, rx: 3, fill, "fill-opacity": mark.hatch ? 1 : mark.fill_opacity, stroke: mark.stroke || "none", "stroke-opacity": mark.stroke_opacity, "stroke-width": Math.min(mark.width, 2.5), "stroke-dasharray": mark.dash }));
  if (mark.letter) picture.append(letterOf({ ...mark, fill: "" }));
  return picture;
}

// The name of a hatch pattern, made once for the page.
const hatches = new Map();
function hatch(mark, place) {
  const key = `${place} ${mark.key}`;
  if (!hatches.has(key)) {
    const id = `hatch-${hatches.size}`;
    const host = svg("svg", { width: 0, height: 0, class: "patterns", "aria-hidden": "true" });
    const pattern = svg("pattern", { id, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(svg("rect", { width: 7, height: 7, fill: mark.fill || PAPER, "fill-opacity": mark.fill_opacity }));
    pattern.append(svg("line", { x1: 0, y1: 0, x2: 0, y2: 7, stroke: mark.stroke, "stroke-width": 1.6 }));
    host.append(pattern);
    document.body.append(host);
    hatches.set(key, id);
  }
  return hatches.get(key);
}

function svg(name, told) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(told)) made.setAttribute(key, value);
  return made;
}

function words(told) {
  const box = document.createElement("div");
  const lines = [told.name, told.note, told.coarse && "De plek is bij benadering getekend.", told.made && "Verzonnen voorbeeld."];
  lines.forEach((line, place) => {
    if (!line) return;
    const one = document.createElement(place === 0 ? "strong" : "span");
    one.textContent = line;
    box.append(one);
  });
  return box;
}

function nameOf(feature) {
  const box = document.createElement("span");
  box.textContent = feature.properties.name;
  const at = L.geoJSON(feature).getBounds().getCenter();
  const icon = L.divIcon({ html: box, className: "name", iconSize: [0, 0] });
  return L.marker(at, { interactive: false, keyboard: false, zIndexOffset: -1000, icon });
}

// How far each point is moved [px] so that points on one spot can all be seen.
function spread(features) {
  const spots = new Map();
  const shifts = new Map();
  for (const feature of features?.features || []) {
    if (feature.geometry.type !== "Point") continue;
    const spot = feature.geometry.coordinates.join(" ");
    spots.set(spot, [...(spots.get(spot) || []), feature]);
  }
  for (const together of spots.values()) {
    const reach = together.length > 1 ? Math.max(RING_PX, together.length * 3.6) : 0;
    together.forEach((feature, place) => {
      const angle = (2 * Math.PI * place) / together.length;
      shifts.set(feature, [reach * Math.sin(angle), -reach * Math.cos(angle)]);
    });
  }
  return { get: (feature) => shifts.get(feature) || [0, 0] };
}
