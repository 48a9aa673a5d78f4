// Small things with a letter or a number: points, clusters, and the tags of lines and areas.

export const PAPER = "#ffffff"; // inside tokens, in light and dark: the colours of marks are made for it
export const PENCIL = { width: 0.8, dash: [7, 2, 3, 2], shift: 2.5, opacity: 0.6, from: 24 }; // [px]; smaller shapes have none

const INK = "#22303a"; // on paper
const LETTER_FONT = "700 11px";
const TAG_CORNER = 4; // [px]
const SOFT_TIMES = 2.6; // how much wider than its disc a coarse point is

// Thousands of points look alike, so each look is painted once and then only copied.
const looks = new WeakMap();

export function paintPoint(ctx, { mark, feature, _point: at, _radius: radius }, theme) {
  const half = radius * (feature.coarse ? SOFT_TIMES : 1) + 6;
  const name = [feature.coarse, feature.made, theme.ink, theme.font, L.Browser.retina].join();
  const known = looks.get(mark) ?? looks.set(mark, new Map()).get(mark);
  if (!known.has(name)) known.set(name, paintLook(mark, feature, { radius, half }, theme));
  ctx.drawImage(known.get(name), at.x - half, at.y - half, 2 * half, 2 * half);
}

function paintLook(mark, { coarse, made }, { radius, half }, theme) {
  const scale = L.Browser.retina ? 2 : 1;
  const look = Object.assign(document.createElement("canvas"), { width: 2 * half * scale, height: 2 * half * scale });
  const ctx = look.getContext("2d");
  const at = { x: half, y: half };
  ctx.scale(scale, scale);
  if (coarse) softDisc(ctx, at, radius, mark.stroke || theme.ink);
  disc(ctx, at, radius + 1.5);
  ctx.fillStyle = PAPER; // a white edge keeps points apart from what lies below
  ctx.fill();
  disc(ctx, at, radius);
  fillToken(ctx, mark);
  edge(ctx, mark, Math.min(mark.width, 2), theme);
  if (made) {
    disc(ctx, at, radius + 3);
    stroke(ctx, PENCIL.width, theme.ink, PENCIL.opacity, PENCIL.dash);
  }
  letter(ctx, mark, at, theme);
  return look;
}

function softDisc(ctx, at, radius, colour) {
  const soft = ctx.createRadialGradient(at.x, at.y, radius, at.x, at.y, radius * SOFT_TIMES);
  soft.addColorStop(0, colour);
  soft.addColorStop(1, `${colour}00`);
  disc(ctx, at, radius * SOFT_TIMES);
  ctx.globalAlpha = 0.35;
  ctx.fillStyle = soft;
  ctx.fill();
  ctx.globalAlpha = 1;
}

// A white disc with the count; its ring shows the colours of what lies together.
export function paintCluster(ctx, { members, _point: at, _radius: radius }, theme) {
  disc(ctx, at, radius + 2);
  ctx.globalAlpha = 1;
  ctx.fillStyle = PAPER;
  ctx.fill();
  const colours = members.map((one) => one.mark.stroke || one.mark.fill || INK).sort();
  ctx.lineCap = "butt";
  colours.forEach((colour, place) => {
    const [from, to] = [place, place + 1].map((part) => (part / colours.length) * 2 * Math.PI - Math.PI / 2);
    ctx.beginPath();
    ctx.arc(at.x, at.y, radius - 1, from, to);
    stroke(ctx, 4, colour, 1);
  });
  write(ctx, String(members.length), at, INK, `700 12px ${theme.font}`);
}

// The square letter of a line or an area.
export function paintTag(ctx, mark, at, half, theme) {
  ctx.beginPath();
  ctx.roundRect(at.x - half, at.y - half, 2 * half, 2 * half, TAG_CORNER);
  fillToken(ctx, mark);
  edge(ctx, mark, 1.5, theme);
  letter(ctx, mark, at, theme);
}

export function stroke(ctx, width, colour, opacity, dash = []) {
  ctx.setLineDash(dash);
  ctx.globalAlpha = opacity;
  ctx.lineWidth = width;
  ctx.strokeStyle = colour;
  ctx.stroke();
}

export function dashes(mark) {
  return mark.dash ? mark.dash.split(/[ ,]+/).map(Number) : [];
}

export function disc(ctx, at, radius) {
  ctx.beginPath();
  ctx.arc(at.x, at.y, radius, 0, 2 * Math.PI);
}

// Solid for what exists, paper for what is only planned.
function fillToken(ctx, mark) {
  ctx.globalAlpha = 1;
  ctx.fillStyle = PAPER;
  ctx.fill();
  if (mark.fill === "") return;
  ctx.globalAlpha = solid(mark) ? 1 : mark.fill_opacity;
  ctx.fillStyle = mark.fill;
  ctx.fill();
}

function edge(ctx, mark, width, theme) {
  stroke(ctx, width, mark.stroke || theme.ink, mark.stroke_opacity, dashes(mark).map((part) => part * 0.6));
}

function letter(ctx, mark, at, theme) {
  if (mark.letter) write(ctx, mark.letter, at, solid(mark) ? PAPER : mark.stroke || theme.ink, `${LETTER_FONT} ${theme.font}`);
}

function solid(mark) {
  return mark.fill !== "" && mark.fill === mark.stroke && mark.fill_opacity >= 0.5;
}

function write(ctx, text, at, colour, font) {
  ctx.globalAlpha = 1;
  ctx.font = font;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = colour;
  ctx.fillText(text, at.x, at.y + 0.5);
}
