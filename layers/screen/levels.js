// What of a layer belongs to a zoom: whether it is there, and how fine its outlines are.

export function within([from, below], zoom) {
  return from <= zoom && zoom < below;
}

// The address to fetch for a zoom, null when there is nothing to see then; with `fine` never a coarser one.
export function addressAt({ kind, zooms, levels, address }, zoom, fine) {
  if (kind === "image" || !within(zooms, zoom)) return null;
  const coarse = fine ? undefined : levels.find(([deepest]) => zoom <= deepest);
  return coarse?.[1] ?? address;
}
