// Words on the map: names of areas, letters of activities, and where in a shape they stand.

import { within } from "./levels.js";
import { paintTag } from "./tokens.js";

const BADGE_PX = 8; // half the side of a letter tag
const TOKEN_PX = 11; // half of what a point or letter takes
const ROOM = 1.1; // a name may stick out a little
const LINE_PX = 14;
const SHARES = [0.5, 0.3, 0.7, 0.15, 0.85]; // of a line
const SCANS = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];

// The places for a word, the best first: in an area the middles of its widest level stretches, on a line
// half-way and beside. Each is {at, width} with the width in degrees longitude.
export function wordPlaces({ type, coordinates }, bounds) {
  if (type === "Polygon") return inside(coordinates);
  if (type === "MultiPolygon") return inside(largest(coordinates, (rings) => extent(rings[0])));
  if (type === "LineString") return along(coordinates);
  if (type === "MultiLineString") return along(largest(coordinates, length));
  return [{ at: bounds.getCenter(), width: 0 }];
}

function inside(rings) {
  const levels = rings[0].map(([, lat]) => lat);
  const [south, north] = [Math.min(...levels), Math.max(...levels)];
  const found = SCANS.flatMap((share) => {
    const lat = south + (north - south) * share;
    const crossings = rings.flatMap((ring) => crossed(ring, lat)).sort((one, other) => one - other);
    const stretches = crossings.flatMap((west, place) => (place % 2 ? [] : [[west, crossings[place + 1] - west]]));
    if (!stretches.length) return [];
    const [west, width] = largest(stretches, (stretch) => stretch[1]);
    const worth = width * (1 - Math.abs(share - 0.5)); // rather in the middle than a little wider
    return [{ at: L.latLng(lat, west + width / 2), width, worth }];
  });
  if (!found.length) return [{ at: L.latLng(rings[0][0][1], rings[0][0][0]), width: 0 }]; // no height at all
  return found.sort((one, other) => other.worth - one.worth);
}

function largest(items, measure) {
  return items.reduce((one, other) => (measure(other) > measure(one) ? other : one));
}

function crossed(ring, lat) {
  return ring.slice(1).flatMap(([lon, here], place) => {
    const [lonBefore, before] = ring[place];
    if (before > lat === here > lat) return [];
    return [lonBefore + ((lat - before) / (here - before)) * (lon - lonBefore)];
  });
}

function along(line) {
  return SHARES.map((share) => ({ at: onLine(line, length(line) * share), width: 0 }));
}

function onLine(line, distance) {
  let left = distance;
  for (let place = 1; place < line.length; place += 1) {
    const [[lonA, latA], [lonB, latB]] = [line[place - 1], line[place]];
    const step = Math.hypot(lonB - lonA, latB - latA);
    if (step >= left && step > 0) return L.latLng(latA + (left / step) * (latB - latA), lonA + (left / step) * (lonB - lonA));
    left -= step;
  }
  return L.latLng(line[0][1], line[0][0]);
}

function length(line) {
  return line.slice(1).reduce((sum, [lon, lat], place) => sum + Math.hypot(lon - line[place][0], lat - line[place][1]), 0);
}

function extent(ring) {
  const [lons, lats] = [ring.map(([lon]) => lon), ring.map(([, lat]) => lat)];
  return (Math.max(...lons) - Math.min(...lons)) * (Math.max(...lats) - Math.min(...lats));
}

// Where names of areas stand that fit in their area, do not touch a name that already stands and, where
// possible, keep `clear` of the points and letters in `standing` (layer pixels).
export function placeNames(ctx, layers, standing, map, theme) {
  const named = layers.filter(({ spec }) => spec.named && within(spec.named, map.getZoom()));
  const font = `600 ${map.getZoom() >= 15 ? 13.5 : 12}px ${theme.font}`;
  ctx.font = font;
  const obstacles = standing.map(({ x, y }) => [x - TOKEN_PX, y - TOKEN_PX, x + TOKEN_PX, y + TOKEN_PX]);
  const names = [];
  const view = map.getBounds().pad(0.2);
  for (const feature of named.flatMap((layer) => layer.features)) {
    if (!feature.shown || feature.point || !view.intersects(feature.bounds)) continue;
    const free = feature.places
      .map((place) => boxOf(ctx, feature.name, place, map))
      .filter((box) => box && !names.some((other) => overlap(box, other)));
    const clear = free.find((one) => !obstacles.some((other) => overlap(one, other)));
    if (clear ?? free[0]) names.push(Object.assign(clear ?? free[0], { clear: Boolean(clear), font }));
  }
  return names;
}

export function drawNames(ctx, names, theme) {
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  names.forEach((name) => writeName(ctx, name, theme));
}

function boxOf(ctx, name, { at, width }, map) {
  const lines = fitted(ctx, name, (width / 360) * 256 * 2 ** map.getZoom());
  if (!lines) return null;
  const { x, y } = map.latLngToLayerPoint(at);
  const half = Math.max(...lines.map((line) => ctx.measureText(line).width)) / 2 + 3;
  const high = (lines.length * LINE_PX) / 2;
  return Object.assign([x - half, y - high, x + half, y + high], { lines, x });
}

function writeName(ctx, { lines, x, 1: top, font }, theme) {
  ctx.font = font;
  lines.forEach((line, place) => {
    const y = top + (place + 0.5) * LINE_PX;
    ctx.globalAlpha = 0.85;
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = theme.paper;
    ctx.strokeText(line, x, y);
    ctx.globalAlpha = 1;
    ctx.fillStyle = theme.ink;
    ctx.fillText(line, x, y);
  });
}

// The name on one line, else on two, else nothing.
function fitted(ctx, name, room) {
  const fits = (line) => ctx.measureText(line).width <= room * ROOM;
  if (fits(name)) return [name];
  const breaks = [...name.matchAll(/[ -]/g)].map((match) => match.index + 1);
  const halves = breaks.map((place) => [name.slice(0, place).trim(), name.slice(place)]);
  return halves.filter((lines) => lines.every(fits)).sort((one, other) => uneven(one) - uneven(other))[0] ?? null;
}

function uneven([one, other]) {
  return Math.abs(one.length - other.length);
}

// Where the letters of activities that are a line or an area stand, clear of the `points` (layer pixels)
// and of each other; what lies on top goes first. A shape that is hardly larger than its letter has none.
export function placeBadges(layers, points, map) {
  const badges = [];
  const view = map.getBounds().pad(0.2);
  const free = (at) => [...points, ...badges.map((one) => one.at)].every((other) => other.distanceTo(at) > 2 * BADGE_PX + 3);
  for (const layer of layers.filter((one) => one.spec.kind === "activity").reverse()) {
    for (const feature of [...layer.features].reverse()) {
      if (!feature.shown || feature.point || !feature.mark.letter || !view.intersects(feature.bounds)) continue;
      if (sizeOn(map, feature.bounds) < 3 * BADGE_PX) continue;
      const at = feature.places.map((place) => map.latLngToLayerPoint(place.at)).find(free);
      if (at) badges.push({ at, layer, feature });
    }
  }
  return badges;
}

function sizeOn(map, bounds) {
  const [one, other] = [bounds.getNorthWest(), bounds.getSouthEast()].map((corner) => map.project(corner));
  return Math.max(other.x - one.x, other.y - one.y);
}

export function drawBadges(ctx, badges, theme) {
  for (const { at, feature } of badges) paintTag(ctx, feature.mark, at, BADGE_PX, theme);
  ctx.setLineDash([]);
}

function overlap(one, other) {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}
