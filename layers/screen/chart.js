// One Leaflet map: panes, view, background and the layers of the last message.

import { makeEditor } from "./edit.js";
import { makeLayer } from "./features.js";
import { addressAt } from "./levels.js";
import { home, loadLayer } from "./load.js";
import { accentCanvas, featureCanvas, readTheme } from "./paint.js";
import { makeReader } from "./reader.js";
import { makeTimeline } from "./timeline.js";
import { drawBadges, drawNames, placeBadges, placeNames } from "./text.js";

const NETHERLANDS = [[50.75, 3.35], [53.6, 7.25]]; // degrees, before anything is known
const FIT_PX = 16; // free around what is fitted in
const FIT = { padding: [FIT_PX, FIT_PX], maxZoom: 17, animate: false };
const PANES = { tiles: 200, image: 250, area: 300, lit: 340, above: 350, accent: 380 }; // drawing uses Leaflet's, from 400
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
    lit: accentCanvas({ pane: "kk-lit", padding: 0.3 }, theme), // light shines from below, so that letters stay readable
    accent: accentCanvas({ pane: "kk-accent", padding: 0.3 }, theme),
  };
  const credit = addControls(map);
  const chart = { map, host, theme, canvas, layers: [], shown: [], season: null, badges: [], names: [], component: null };
  firstView(chart, message);
  Object.values(canvas).forEach((one) => one.addTo(map));
  canvas.area.write = (ctx) => {
    const points = pointsOf(chart);
    chart.badges = placeBadges(chart.layers, points, map);
    chart.names = placeNames(ctx, chart.layers, [...points, ...chart.badges.map((one) => one.at)], map, theme);
    drawNames(ctx, chart.names.filter((one) => !one.clear), theme);
  };
  canvas.above.write = (ctx) => drawNames(ctx, chart.names.filter((one) => one.clear), theme);
  canvas.accent.write = (ctx) => drawBadges(ctx, chart.badges, theme); // above what is chosen, else it hides them
  const editor = makeEditor(chart, tell);
  const reader = makeReader(chart, { pick: (point) => pick(chart, point), tell, busy: editor.busy });

  const timeline = makeTimeline(chart, tell);

  function tell(name, value) {
    chart.component?.setTriggerValue(name, value);
  }

  map.on("zoomend", () => {
    chart.layers.forEach((layer) => layer.gather());
    chart.during(chart.season); // another zoom may show other layers
    refine(chart).catch(console.error); // what stands there already can stay
  });
  map.on("moveend", () => {
    home.views[chart.key] = { centre: map.getCenter(), zoom: map.getZoom(), fitKey: chart.fitKey };
  });
  const watcher = new ResizeObserver(() => map.invalidateSize({ animate: false }));
  watcher.observe(host);

  chart.update = async (component) => {
    const { data } = component;
    chart.component = component;
    const zoom = zoomToBe(chart, data);
    const loaded = await Promise.all(data.layers.map((spec) => bring(chart, spec, zoom, Boolean(data.edit))));
    if (chart.component !== component) return; // overtaken while loading
    Object.assign(theme, readTheme(host));
    host.classList.toggle("kk-dark", theme.dark);
    settle(chart, loaded);
    Object.assign(chart, { selected: data.selected, lit: data.lit, shown: data.layers.map((spec) => spec.shown) });
    chart.fine = Boolean(data.edit); // a new shape snaps to outlines as published
    timeline.update(data.timeline);
    chart.during(data.timeline?.at ?? null);
    showTiles(chart, data.tiles);
    credit.textContent = ["Kaart: Leaflet", data.attribution].filter(Boolean).join(" · ");
    view(chart, data);
    await refine(chart);
    if (chart.component !== component) return;
    reader.refresh();
    await editor.update(data);
    host.querySelector(".kk-sorry")?.remove();
    host.dataset.ready = String(Number(host.dataset.ready ?? 0) + 1);
  };
  // What there is in one season (see gis.periods.season_of); null for whenever.
  chart.during = (season) => {
    chart.season = season;
    chart.layers.forEach((layer, place) => layer.show(chart.shown[place], season));
    canvas.area.refresh(); // first: it finds the places of letters and names
    canvas.above.refresh();
    emphasise(chart);
  };
  // For a moment, without a word to Python: what the pointer or a list beside the map points at.
  chart.light = (ids, paths = []) => {
    canvas.accent.hovered = paths;
    chart.pointed = ids;
    emphasise(chart);
  };
  chart.close = () => {
    watcher.disconnect();
    timeline.close();
    chart.component = null;
    editor.close();
    chart.layers = []; // what is still loading for them may stop
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

// An unchanged layer stays as it is drawn; of a changed one the content is fetched first, as fine as the
// zoom asks and only when there is something to see.
async function bring(chart, spec, zoom, fine) {
  const same = chart.layers.find((layer) => layer.spec.id === spec.id && layer.spec.address === spec.address);
  if (same) return same;
  const address = addressAt(spec, zoom, fine);
  return { spec, address, told: address && (await loadLayer(address)) };
}

// Outlines as fine as this zoom can show; the old ones stay until the new have come.
async function refine(chart) {
  const wanted = (layer) => addressAt(layer.spec, chart.map.getZoom(), chart.fine) ?? layer.drawn;
  const changing = chart.layers.filter((layer) => wanted(layer) !== layer.drawn);
  if (!changing.length) return;
  const loaded = await Promise.all(changing.map(async (layer) => [layer, wanted(layer), await loadLayer(wanted(layer))]));
  const still = loaded.filter(
    ([layer, address]) => chart.layers.includes(layer) && wanted(layer) === address && layer.drawn !== address,
  );
  if (!still.length) return; // overtaken while loading
  still.forEach(([layer, address, told]) => layer.draw(told, address));
  chart.layers.forEach((layer) => layer.raise());
  chart.during(chart.season);
}

function settle(chart, loaded) {
  const stays = new Set(loaded);
  chart.layers.filter((layer) => !stays.has(layer)).forEach((layer) => layer.remove());
  const before = chart.layers;
  chart.layers = loaded.map((one) => (one.show ? one : startLayer(one, chart)));
  if (chart.layers.some((layer, place) => layer !== before[place])) {
    chart.layers.forEach((layer) => layer.raise()); // in order, so the last one ends on top
  }
}

function startLayer({ spec, address, told }, chart) {
  const layer = makeLayer(spec, chart);
  if (told) layer.draw(told, address);
  return layer;
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

// The zoom that `view` will give, before there is anything to look at.
function zoomToBe({ map, fitKey }, data) {
  if (fitKey === data.fitKey || !data.fit) return map.getZoom();
  return Math.min(FIT.maxZoom, map.getBoundsZoom(square(data.fit), false, L.point(2 * FIT_PX, 2 * FIT_PX)));
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
  chart.canvas.accent.selected = chart.selected === null ? [] : pathsOf(chart, [chart.selected]);
  const lit = pathsOf(chart, [...(chart.lit ?? []), ...(chart.pointed ?? [])]);
  chart.canvas.accent.raised = lit.filter((path) => path._point); // a number may lie under another one
  chart.canvas.lit.lit = lit;
  chart.canvas.lit.refresh();
  chart.canvas.accent.refresh();
}

function pathsOf(chart, ids) {
  return ids.flatMap((id) => chart.layers.flatMap((layer) => layer.pathsOf(id)));
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
