// One Leaflet map: panes, view, background and the layers of the last message.

import { makeDrawing } from "./draw.js";
import { makeLayer } from "./features.js";
import { home, loadLayer } from "./load.js";
import { accentCanvas, featureCanvas, readTheme } from "./paint.js";
import { makeReader } from "./reader.js";
import { drawBadges, drawLabels, placeBadges } from "./text.js";

const NETHERLANDS = [[50.75, 3.35], [53.6, 7.25]]; // degrees, before anything is known
const FIT = { padding: [16, 16], maxZoom: 17, animate: false };
const PANES = { tiles: 200, image: 250, area: 300, above: 350, accent: 380 }; // drawing uses Leaflet's, from 400
const TOUCH_PX = 12; // how far beside a thin line a finger may land
const MOUSE_PX = 4;
const BADGE_REACH_PX = 13; // how far from the middle of a letter a click still counts
const MOST_AVOIDED = 400; // with more points than this nothing keeps clear of them anyway
const NO_TILE = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

export function openChart(host, message) {
  const map = L.map(host, {
    attributionControl: false,
    zoomControl: false,
    zoomSnap: 0.5,
    minZoom: 6,
    maxZoom: 20,
    fadeAnimation: false,
  });
  for (const [name, order] of Object.entries(PANES)) {
    Object.assign(map.createPane(`kk-${name}`).style, { zIndex: order, pointerEvents: "none" });
  }
  const theme = readTheme(host);
  const tolerance = L.Browser.mobile ? TOUCH_PX : MOUSE_PX;
  const canvas = {
    area: featureCanvas({ pane: "kk-area", padding: 0.3, tolerance: 0 }, theme),
    above: featureCanvas({ pane: "kk-above", padding: 0.3, tolerance }, theme),
    accent: accentCanvas({ pane: "kk-accent", padding: 0.3 }, theme),
  };
  const credit = addControls(map);
  const chart = { map, host, theme, canvas, layers: [], badges: [], component: null };
  firstView(chart, message);
  Object.values(canvas).forEach((one) => one.addTo(map));
  canvas.area.write = (ctx) => {
    const points = pointsOf(chart);
    chart.badges = placeBadges(chart.layers, points, map);
    drawLabels(ctx, chart.layers, [...points, ...chart.badges.map((one) => one.at)], map, theme);
  };
  canvas.accent.write = (ctx) => drawBadges(ctx, chart.badges, theme); // above a halo, else it hides them
  const drawing = makeDrawing(map, tell);
  const reader = makeReader(chart, { pick: (point) => pick(chart, point), tell, busy: drawing.busy });

  function tell(name, value) {
    chart.component?.setTriggerValue(name, value);
  }

  map.on("zoomend", () => {
    chart.layers.forEach((layer) => layer.gather());
    emphasise(chart);
  });
  map.on("moveend", () => {
    home.views[chart.key] = { centre: map.getCenter(), zoom: map.getZoom(), fitKey: chart.fitKey };
  });
  const watcher = new ResizeObserver(() => map.invalidateSize({ animate: false }));
  watcher.observe(host);

  chart.update = async (component) => {
    const { data } = component;
    chart.component = component;
    const loaded = await Promise.all(data.layers.map((spec) => bring(chart, spec)));
    if (chart.component !== component) return; // overtaken while loading
    Object.assign(theme, readTheme(host));
    host.classList.toggle("kk-dark", theme.dark);
    settle(chart, loaded);
    data.layers.forEach((spec, place) => chart.layers[place].show(spec.shown));
    Object.assign(chart, { selected: data.selected, lit: data.lit });
    canvas.area.refresh();
    canvas.above.refresh();
    emphasise(chart);
    showTiles(chart, data.tiles);
    credit.textContent = ["Kaart: Leaflet", data.attribution].filter(Boolean).join(" · ");
    view(chart, data);
    reader.refresh();
    await drawing.update(data);
    host.querySelector(".kk-sorry")?.remove();
    host.dataset.ready = String(Number(host.dataset.ready ?? 0) + 1);
  };
  chart.close = () => {
    watcher.disconnect();
    chart.component = null;
    map.remove();
  };
  return chart;
}

function addControls(map) {
  L.control.zoom({ zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(map);
  L.control.scale({ imperial: false, maxWidth: 120 }).addTo(map);
  const credit = L.control({ position: "bottomright" });
  credit.onAdd = () => L.DomUtil.create("div", "kk-credit"); // Leaflet's own would read it as HTML
  credit.addTo(map);
  return credit.getContainer();
}

// An unchanged layer stays as it is drawn; of a changed one the content is fetched first.
async function bring(chart, spec) {
  const same = chart.layers.find((layer) => layer.spec.id === spec.id && layer.spec.address === spec.address);
  if (same) return same;
  return { spec, told: spec.kind === "image" ? null : await loadLayer(spec.address) };
}

function settle(chart, loaded) {
  const stays = new Set(loaded);
  chart.layers.filter((layer) => !stays.has(layer)).forEach((layer) => layer.remove());
  const before = chart.layers;
  chart.layers = loaded.map((one) => (one.show ? one : makeLayer(one.spec, one.told, chart)));
  if (chart.layers.some((layer, place) => layer !== before[place])) {
    chart.layers.forEach((layer) => layer.raise()); // in order, so the last one ends on top
  }
}

function firstView(chart, data) {
  chart.key = data.key;
  const kept = home.views[data.key];
  if (kept && kept.fitKey === data.fitKey) {
    chart.fitKey = kept.fitKey;
    chart.map.setView(kept.centre, kept.zoom, { animate: false });
  } else {
    chart.map.fitBounds(NETHERLANDS, FIT);
  }
}

function view(chart, data) {
  if (chart.fitKey === data.fitKey) return;
  chart.fitKey = data.fitKey;
  const bounds = data.fit ? square(data.fit) : wholeOf(chart.layers);
  if (bounds?.isValid()) chart.map.fitBounds(bounds, FIT);
}

function square([west, south, east, north]) {
  return L.latLngBounds([south, west], [north, east]);
}

function wholeOf(layers) {
  return layers.reduce((all, layer) => (layer.bounds?.isValid() ? all.extend(layer.bounds) : all), L.latLngBounds([]));
}

function showTiles(chart, tiles) {
  if (chart.tiles?.address === tiles?.address) return;
  chart.tiles?.layer.remove();
  chart.tiles = tiles && {
    address: tiles.address,
    layer: L.tileLayer(tiles.address, {
      pane: "kk-tiles",
      maxNativeZoom: tiles.deepest,
      maxZoom: 20,
      errorTileUrl: NO_TILE,
    }).addTo(chart.map),
  };
}

function emphasise(chart) {
  const found = (ids) => ids.flatMap((id) => chart.layers.flatMap((layer) => layer.pathsOf(id)));
  chart.canvas.accent.selected = chart.selected === null ? [] : found([chart.selected]);
  chart.canvas.accent.lit = found(chart.lit ?? []);
  chart.canvas.accent.refresh();
}

// Where points and clusters stand [layer pixels], for letters and names to keep clear of.
function pointsOf({ map, layers }) {
  const points = layers.flatMap((layer) => layer.points()).slice(0, MOST_AVOIDED);
  return points.map((at) => map.latLngToLayerPoint(at));
}

// The topmost thing under a point [px]: first the letters, which are easier to hit than a thin line.
function pick(chart, point) {
  const badge = chart.badges.find((one) => one.at.distanceTo(point) <= BADGE_REACH_PX);
  if (badge) return badge;
  for (const layer of [...chart.layers].reverse()) {
    const found = layer.at(point);
    if (found) return { layer, feature: found };
  }
  return null;
}
