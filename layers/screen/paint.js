// How features look on canvas: fill, hatch, dash; soft when coarse, a pencil line when made up.

import { dashes, disc, PAPER, paintCluster, paintPoint, PENCIL, stroke } from "./tokens.js";

const SOFT = [[20, 0.07], [14, 0.09], [8, 0.13]]; // width [px] and opacity of the edge of a coarse place
const LIT = [[15, "#ffb000", 0.45], [10, "#ffe27a", 0.95]]; // halo: width [px], colour, opacity

export function readTheme(host) {
  const style = getComputedStyle(host);
  const told = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const paper = told("--st-background-color", PAPER);
  return {
    ink: told("--st-text-color", "#22303a"),
    paper,
    dark: lightness(paper) < 0.5,
    font: told("--st-font", "system-ui, sans-serif"),
  };
}

// 0 black to 1 white, of any colour that CSS knows.
function lightness(colour) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return (0.3 * red + 0.6 * green + 0.1 * blue) / 255;
}

// Leaflet's canvas with our way of filling and stroking. It always paints whole: soft edges, letters and
// labels reach beyond the box that Leaflet would repaint.
export function featureCanvas(options, theme) {
  const Kind = L.Canvas.extend({
    _updatePoly(path, closed) {
      if (!path.away) L.Canvas.prototype._updatePoly.call(this, path, closed);
    },
    _updateCircle(path) {
      if (!path.away) L.Canvas.prototype._updateCircle.call(this, path);
    },
    _fillStroke(ctx, path) {
      paint(ctx, path, theme);
    },
    _extendRedrawBounds() {},
    _draw() {
      L.Canvas.prototype._draw.call(this);
      this.write?.(this._ctx);
    },
    refresh() {
      this._redrawRequest ||= L.Util.requestAnimFrame(this._redraw, this);
    },
  });
  return new Kind(options);
}

// A canvas of its own for what is chosen, lit up or under the pointer, so that these never make the layers
// paint again.
export function accentCanvas(options, theme) {
  const Kind = L.Canvas.extend({
    selected: [],
    lit: [],
    hovered: [],
    raised: [],
    _draw() {
      const ctx = this._ctx;
      for (const path of this.lit) outline(ctx, path, LIT);
      for (const path of this.raised) {
        disc(ctx, path._point, path._radius);
        paint(ctx, path, theme);
      }
      for (const path of this.hovered) outline(ctx, path, [[4, theme.paper, 0.7], [2, theme.ink, 0.8]]);
      for (const path of this.selected) outline(ctx, path, [[9, theme.paper, 0.95], [5, theme.ink, 1], [1.5, theme.paper, 1]]);
      this.write?.(ctx);
    },
    refresh() {
      this._redrawRequest ||= L.Util.requestAnimFrame(this._redraw, this);
    },
  });
  return new Kind(options);
}

function paint(ctx, path, theme) {
  ctx.lineJoin = ctx.lineCap = "round";
  if (path.members) paintCluster(ctx, path, theme);
  else if (path.feature.point) paintPoint(ctx, path, theme);
  else paintShape(ctx, path, theme);
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

function paintShape(ctx, path, theme) {
  const { mark, feature } = path;
  const strength = feature.coarse ? 0.5 : 1;
  if (path.options.fill) {
    ctx.globalAlpha = mark.fill_opacity * strength;
    ctx.fillStyle = mark.fill;
    ctx.fill("evenodd");
    if (mark.hatch) {
      ctx.globalAlpha = 1;
      ctx.fillStyle = hatch(ctx, mark.stroke);
      ctx.fill("evenodd");
    }
  }
  if (mark.stroke === "") return;
  if (feature.coarse) {
    SOFT.forEach(([width, opacity]) => stroke(ctx, width + mark.width, mark.stroke, opacity));
  }
  ctx.lineCap = "butt";
  stroke(ctx, mark.width, mark.stroke, mark.stroke_opacity * strength, dashes(mark));
  if (feature.made && sizeOf(path) > PENCIL.from) {
    ctx.save();
    ctx.translate(PENCIL.shift, -PENCIL.shift);
    trace(ctx, path);
    stroke(ctx, PENCIL.width, theme.ink, PENCIL.opacity, PENCIL.dash);
    ctx.restore();
  }
}

function outline(ctx, path, strokes) {
  ctx.lineJoin = ctx.lineCap = "round";
  if (path._point) disc(ctx, path._point, path._radius + 4);
  else trace(ctx, path);
  strokes.forEach(([width, colour, opacity]) => stroke(ctx, width, colour, opacity));
  ctx.globalAlpha = 1;
}

function trace(ctx, path) {
  ctx.beginPath();
  for (const part of path._parts) {
    part.forEach((at, place) => (place ? ctx.lineTo(at.x, at.y) : ctx.moveTo(at.x, at.y)));
    if (path instanceof L.Polygon) ctx.closePath();
  }
}

function sizeOf({ _pxBounds: bounds }) {
  const { x, y } = bounds.getSize();
  return Math.max(x, y);
}

const hatches = new Map();

function hatch(ctx, colour) {
  if (!hatches.has(colour)) {
    const tile = Object.assign(document.createElement("canvas"), { width: 8, height: 8 });
    const pen = tile.getContext("2d");
    pen.strokeStyle = colour;
    pen.globalAlpha = 0.75;
    pen.lineWidth = 1.1;
    for (const start of [-8, 0, 8]) {
      pen.moveTo(start, 8);
      pen.lineTo(start + 8, 0);
    }
    pen.stroke();
    hatches.set(colour, ctx.createPattern(tile, "repeat"));
  }
  return hatches.get(colour);
}
