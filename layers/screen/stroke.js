// A finger, pen or mouse that is pressed and moves over the map: where it went, and the outline that makes.

const TOLERANCE_M = 5; // how far a stroke may be straightened: the side of a cell in which drawings are counted
const LEAST_PX = 2; // a smaller move is none
const LEAST_CORNERS = 3;
const EARTH_M = 40_075_016.7; // around the equator, as Web Mercator has it
const NOT_THE_MAP = ".leaflet-control, .kk-tools, .kk-ask, button, input, select, dialog";

// Tells of every press where it began, where it moves and that it ended; a second finger breaks it off, so that
// two fingers still zoom. Returns how to stop listening.
export function followPress(map, { began, moved, ended, broken }) {
  const host = map.getContainer();
  const down = new Set();
  let last = null; // where the press was last [px of the map]; null when there is none

  function press(event) {
    if (event.target.closest(NOT_THE_MAP) || event.button) return;
    down.add(event.pointerId);
    if (down.size > 1) {
      stop(broken);
      return;
    }
    last = map.mouseEventToContainerPoint(event);
    began(map.containerPointToLatLng(last));
  }

  function move(event) {
    if (!last || !down.has(event.pointerId)) return;
    const now = map.mouseEventToContainerPoint(event);
    if (now.distanceTo(last) < LEAST_PX) return;
    moved(map.containerPointToLatLng(now), map.containerPointToLatLng(last));
    last = now;
  }

  function release(event) {
    if (!down.delete(event.pointerId)) return;
    stop(event.type === "pointerup" ? ended : broken);
  }

  function stop(tell) {
    if (last) tell();
    last = null;
  }

  const dragged = map.dragging.enabled();
  map.dragging.disable();
  const touch = host.style.touchAction;
  host.style.touchAction = "none"; // else the page scrolls away under the finger
  host.addEventListener("pointerdown", press);
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", release);
  window.addEventListener("pointercancel", release);
  return () => {
    stop(broken);
    if (dragged) map.dragging.enable();
    host.style.touchAction = touch;
    host.removeEventListener("pointerdown", press);
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", release);
    window.removeEventListener("pointercancel", release);
  };
}

// Draws a line under the pointer and tells its outline, closed and straightened; a mere tap is none.
export function followStroke(map, look, drawn) {
  let line = null;
  const away = () => {
    line?.remove();
    line = null;
  };
  const unfollow = followPress(map, {
    began: (place) => (line = L.polyline([place], { ...look, interactive: false, pmIgnore: true }).addTo(map)),
    moved: (place) => line.addLatLng(place),
    ended() {
      const corners = straighten(map, line.getLatLngs());
      away();
      if (corners.length >= LEAST_CORNERS) drawn(corners);
    },
    broken: away,
  });
  return unfollow;
}

function straighten(map, places) {
  const zoom = map.getZoom();
  const metres = (EARTH_M * Math.cos((places[0].lat * Math.PI) / 180)) / (256 * 2 ** zoom); // of one pixel
  const points = places.map((place) => map.project(place, zoom));
  return L.LineUtil.simplify(points, TOLERANCE_M / metres).map((point) => map.unproject(point, zoom));
}
