// GeoJSON of one layer as Leaflet paths: what is shown, what lies together, what is under the pointer.

import { within } from "./levels.js";
import { wordPlaces } from "./text.js";

const TOGETHER_PX = 20; // points closer than this are one cluster
const CLUSTER_RADIUS = 14;

// Lowest first: large areas, small areas, lines, points.
const RANK = { Polygon: 0, MultiPolygon: 0, LineString: 1, MultiLineString: 1, Point: 2, MultiPoint: 2 };
const DEPTH = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 };

export function makeLayer(spec, chart) {
  return spec.kind === "image" ? makeImage(spec, chart) : makeFeatures(spec, chart);
}

function makeImage(spec, { map }) {
  const [west, south, east, north] = spec.bounds;
  const bounds = L.latLngBounds([south, west], [north, east]);
  const address = new URL(spec.address, window.location.origin).href;
  const picture = L.imageOverlay(address, bounds, { pane: "kk-image", alt: "", className: "kk-image" }).addTo(map);
  const nothing = () => null;
  return {
    spec,
    bounds,
    features: [],
    drawn: null,
    show: nothing,
    gather: nothing,
    at: nothing,
    pathsOf: () => [],
    points: () => [],
    raise: () => picture.bringToFront(),
    remove: () => picture.remove(),
  };
}

function makeFeatures(spec, { map, canvas }) {
  const renderer = spec.kind === "area" ? canvas.area : canvas.above;
  const features = [];
  const byId = new Map();
  const group = L.layerGroup([], { pmIgnore: true }).addTo(map);
  let clusters = [];
  let filter; // the last filter, as text
  let drawn = null; // the address of what is drawn

  // The features as they came from an address: at first all of them, later other outlines of the same ones,
  // so that what is chosen, pointed at or filtered stays so.
  function draw(told, address) {
    drawn = address;
    if (features.length) {
      features.forEach((one) => reshape(one, told.features.features[one.number].geometry));
      return;
    }
    features.push(...readFeatures(told, renderer));
    features.forEach((one) => {
      byId.set(one.id, one);
      one.paths.forEach((path) => group.addLayer(path));
    });
    filter = undefined;
  }

  function reshape(feature, geometry) {
    feature.paths.forEach((path) => group.removeLayer(path));
    setShape(feature, geometry, renderer);
    feature.paths.forEach((path) => group.addLayer(Object.assign(path, { away: !feature.shown })));
  }

  // Of these features (a bit each, in base64; without bits all) what there is in a season (null: whenever).
  function show(bits, season) {
    const there = within(spec.zooms, map.getZoom());
    const wanted = `${there} ${season} ${bits}`;
    if (wanted === filter) return;
    filter = wanted;
    const kept = readBits(bits);
    features.forEach((feature) => {
      feature.shown = there && kept(feature.number) && (season === null || (feature.from <= season && season <= feature.to));
      feature.paths.forEach((path) => (path.away = !feature.shown));
    });
    gather();
  }

  function gather() {
    if (!spec.cluster) return;
    clusters.forEach((one) => group.removeLayer(one));
    clusters = clusterPoints(features.filter((one) => one.shown && one.point), map, renderer);
    clusters.forEach((one) => group.addLayer(one));
  }

  return {
    spec,
    features,
    draw,
    show,
    gather,
    get drawn() {
      return drawn;
    },
    get bounds() {
      return features.reduce((all, one) => all.extend(one.bounds), L.latLngBounds([]));
    },
    points: () =>
      [...features.filter((one) => one.point && one.shown && !one.cluster).flatMap((one) => one.paths), ...clusters].map((path) => path.getLatLng()),
    pathsOf(id) {
      const feature = byId.get(id);
      if (!feature?.shown) return [];
      return feature.cluster ? [feature.cluster] : feature.paths;
    },
    at(point) {
      const cluster = clusters.find((one) => one._containsPoint(point));
      if (cluster) return cluster.feature;
      return features.findLast((one) => one.shown && !one.cluster && one.paths.some((path) => path._containsPoint(point)));
    },
    raise() {
      features.forEach((one) => one.paths.forEach((path) => path.bringToFront()));
      clusters.forEach((one) => one.bringToFront());
    },
    remove: () => group.remove(),
  };
}

function readFeatures(told, renderer) {
  const marks = new Map(told.marks.map((mark) => [mark.key, mark]));
  return told.features.features
    .map((one, number) => ({ ...one, number }))
    .filter((one) => one.geometry && one.geometry.type in RANK && marks.has(one.properties.mark))
    .map((one) => makeFeature(one, marks.get(one.properties.mark), renderer))
    .sort((one, other) => one.rank - other.rank || other.size - one.size);
}

// The first feature has the highest bit of the first byte.
function readBits(bits) {
  if (bits === undefined) return () => true;
  const bytes = atob(bits);
  return (number) => (bytes.charCodeAt(number >> 3) & (128 >> (number & 7))) !== 0;
}

function makeFeature({ geometry, properties, number }, mark, renderer) {
  const feature = {
    id: String(properties.id),
    number, // its place in the layer
    name: String(properties.name ?? ""),
    note: String(properties.note ?? ""),
    coarse: properties.coarse === true,
    made: properties.made === true,
    from: properties.from ?? -Infinity, // seasons; not known is always there
    to: properties.to ?? Infinity,
    lights: properties.lights ?? [], // ids of what lights up together with this
    mark,
    shown: true,
    rank: RANK[geometry.type],
    point: RANK[geometry.type] === 2,
    paths: [],
  };
  setShape(feature, geometry, renderer);
  return feature;
}

function setShape(feature, geometry, renderer) {
  const { mark } = feature;
  const options = {
    renderer,
    interactive: false, // the chart itself looks what lies under the pointer
    pmIgnore: true,
    snapIgnore: true,
    smoothFactor: 0.6,
    fill: mark.fill !== "" && RANK[geometry.type] !== 1,
    stroke: true,
    weight: mark.width,
    radius: mark.radius,
  };
  feature.paths.splice(0, Infinity, ...makePaths(geometry, options)); // in place: what is pointed at has this list
  feature.paths.forEach((path) => Object.assign(path, { feature, mark, away: false }));
  feature.bounds = feature.paths.reduce(
    (all, path) => all.extend(feature.point ? path.getLatLng() : path.getBounds()),
    L.latLngBounds([]),
  );
  feature.size = (feature.bounds.getEast() - feature.bounds.getWest()) * (feature.bounds.getNorth() - feature.bounds.getSouth());
  feature.places = wordPlaces(geometry, feature.bounds);
}

function makePaths({ type, coordinates }, options) {
  if (RANK[type] === 2) {
    const places = type === "Point" ? [coordinates] : coordinates;
    return places.map(([lon, lat]) => L.circleMarker([lat, lon], options));
  }
  const places = L.GeoJSON.coordsToLatLngs(coordinates, DEPTH[type]);
  return [RANK[type] === 1 ? L.polyline(places, options) : L.polygon(places, options)];
}

// Groups of points that would lie on each other at this zoom; each hides its members and shows a count.
function clusterPoints(features, map, renderer) {
  const cells = new Map();
  for (const feature of features) {
    feature.cluster = null;
    const at = map.project(feature.paths[0].getLatLng());
    const [column, row] = [Math.floor(at.x / TOGETHER_PX), Math.floor(at.y / TOGETHER_PX)];
    const near = [-1, 0, 1].flatMap((x) => [-1, 0, 1].flatMap((y) => cells.get(`${column + x}:${row + y}`) ?? []));
    const group = near.find((one) => one.at.distanceTo(at) < TOGETHER_PX);
    if (group) {
      group.members.push(feature);
    } else {
      const cell = `${column}:${row}`;
      cells.set(cell, [...(cells.get(cell) ?? []), { at, members: [feature] }]);
    }
  }
  features.forEach((one) => one.paths.forEach((path) => (path.away = false)));
  return [...cells.values()].flat().filter((group) => group.members.length > 1).map((group) => makeCluster(group, renderer));
}

function makeCluster({ members }, renderer) {
  const places = members.map((one) => one.paths[0].getLatLng());
  const middle = L.latLngBounds(places).getCenter();
  const path = L.circleMarker(middle, { renderer, interactive: false, pmIgnore: true, snapIgnore: true, radius: CLUSTER_RADIUS });
  const feature = { id: null, name: `${members.length} op deze plek`, note: "Klik om te kiezen", members, paths: [path] };
  members.forEach((one) => {
    one.cluster = path;
    one.paths.forEach((part) => (part.away = true));
  });
  return Object.assign(path, { feature, members, away: false });
}
