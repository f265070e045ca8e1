// Counts down to an opening by the school's clock, whatever this device's clock says,
// and turns the button on at that second. Every page works without it: the button is
// there, and who presses too early is told how long it still takes.

const MINUTE = 60_000;
const SAMPLES = 3;
const SAID_AT = [600, 300, 60]; // seconds before: what a screen reader is told
const openings = [...document.querySelectorAll("[data-opens]")].map(set);
let best; // the answer that came back quickest: its middle is known best
let asking;

// The school's time now, in ms: performance.now() runs evenly, no matter who sets
// the device's clock meanwhile.
const schoolTime = () => performance.now() + best.ahead;

async function ask() {
  const sent = performance.now();
  const answer = await fetch("/clock", { cache: "no-store", credentials: "omit" });
  const trip = performance.now() - sent;
  if (!answer.ok) throw new Error(answer.status);
  const { now } = await answer.json();
  return { trip, ahead: now - (sent + trip / 2) };
}

// A press at the counted second arrives after it: the middle is wrong by at most half a
// round trip, and the press takes its way, too.
async function setClock(samples) {
  let found;
  for (let i = 0; i < samples; i += 1) {
    try {
      const one = await ask();
      if (!found || one.trip < found.trip) found = one;
    } catch {
      // no answer: go on counting by what is known
    }
  }
  if (found && (samples > 1 || found.trip <= best.trip)) best = found;
  else best.trip *= 1.2; // clocks drift apart: the older, the less it is worth
  count();
  clearTimeout(asking);
  const jitter = MINUTE * (0.75 + Math.random() / 2); // not everybody at once
  asking = setTimeout(setClock, jitter, 1);
}

function set(area) {
  const find = (name) => [...area.querySelectorAll(`[${name}]`)];
  const opening = {
    at: Number(area.dataset.opens),
    words: area.dataset,
    left: find("data-left"),
    said: find("data-said")[0],
    before: find("data-until-opening"),
    after: find("data-from-opening"),
    buttons: find("data-wait"),
    open: false,
    told: Infinity,
  };
  for (const button of opening.buttons)
    button.form?.addEventListener("submit", (event) => {
      if (opening.open) return;
      event.preventDefault();
      event.stopPropagation(); // nothing was sent: app.js must not wait for an answer
      say(opening, leftWords(opening));
    });
  return opening;
}

function count() {
  let next = MINUTE;
  for (const opening of openings) {
    const left = opening.at - schoolTime();
    show(opening, left);
    if (left > 0) next = Math.min(next, left % 1000 || 1000);
  }
  clearTimeout(count.timer);
  if (openings.some(({ open }) => !open)) count.timer = setTimeout(count, next + 2);
}

function show(opening, left) {
  const open = left <= 0;
  opening.seconds = Math.max(0, Math.ceil(left / 1000));
  for (const part of opening.left)
    write(part, open ? opening.words.open : leftWords(opening));
  for (const part of opening.before) part.hidden = open;
  for (const part of opening.after) part.hidden = !open;
  for (const button of opening.buttons) {
    button.setAttribute("aria-disabled", String(!open));
    button.classList.toggle("btn-primary", open);
    button.classList.toggle("btn-quiet", !open);
  }
  announce(opening, open);
  opening.open = open;
}

function announce(opening, open) {
  if (open && !opening.open && opening.told !== Infinity) say(opening, opening.words.open);
  const passed = SAID_AT.filter((mark) => opening.seconds <= mark).pop() ?? 3600;
  if (!open && passed < opening.told && opening.told !== Infinity)
    say(opening, leftWords(opening));
  opening.told = Math.min(opening.told, passed);
}

const say = (opening, words) => opening.said && write(opening.said, words);
const write = (part, words) => {
  if (part.textContent !== words) part.textContent = words;
};
const leftWords = ({ words, seconds }) => words.still.replace("{left}", inWords(seconds));

// As `left` in app/formats.py: seconds only in the last ten minutes.
function inWords(seconds) {
  const step = seconds >= 86_400 ? 3600 : seconds >= 600 ? 60 : 1;
  const whole = Math.ceil(seconds / step) * step;
  const amounts = {
    day: Math.floor(whole / 86_400),
    hour: Math.floor(whole / 3600) % 24,
    minute: Math.floor(whole / 60) % 60,
    second: whole % 60,
  };
  return Object.entries(amounts)
    .filter(([, amount]) => amount)
    .map(([unit, amount]) =>
      new Intl.NumberFormat(document.documentElement.lang, {
        style: "unit",
        unit,
        unitDisplay: "long",
      }).format(amount),
    )
    .join(" ");
}

if (openings.length) {
  // Until the first answer: the time at which the page was made.
  const made = Number(document.querySelector("[data-now]").dataset.now);
  best = { trip: Infinity, ahead: made - performance.now() };
  count();
  setClock(SAMPLES);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) setClock(SAMPLES); // it may have slept
  });
}
