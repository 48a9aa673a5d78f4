// Painting blocks: none is shown until it is touched; what a press goes over joins, or leaves with the eraser.

import { loadLayer } from "./load.js";

const STEP_PX = 6; // between two places that are looked at under a quick hand

export function makeBlocks(map) {
  let blocks = []; // {id, geometry, box, rings}
  let wanted = "";

  async function bring(address) {
    if (address === wanted) return;
    wanted = address;
    blocks = [];
    const told = await loadLayer(address);
    if (wanted === address) blocks = told.features.features.map(asBlock);
  }

  function at({ lat, lng }) {
    return blocks.find(({ box, parts }) => box.contains([lat, lng]) && parts.some((rings) => holds(rings, lng, lat)));
  }

  // What lies under the way from one place to the next.
  function under(from, to) {
    const [a, b] = [map.latLngToContainerPoint(from), map.latLngToContainerPoint(to)];
    const steps = Math.max(1, Math.ceil(a.distanceTo(b) / STEP_PX));
    const found = new Set();
    for (let step = 0; step <= steps; step += 1) {
      const share = step / steps;
      const place = map.containerPointToLatLng([a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share]);
      const block = at(place);
      if (block) found.add(block);
    }
    return [...found];
  }

  return { bring, under };
}

function asBlock({ properties, geometry }) {
  const parts = geometry.type === "MultiPolygon" ? geometry.coordinates : [geometry.coordinates];
  const box = L.latLngBounds(parts.flatMap(([outer]) => outer.map(([lng, lat]) => [lat, lng])));
  return { id: String(properties.id), geometry, box, parts };
}

// Whether a place lies within the rings: inside the first, or inside an island in one of its holes.
function holds(rings, x, y) {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [[ax, ay], [bx, by]] = [ring[i], ring[j]];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}
