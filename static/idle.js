// Staff are signed out when nobody uses the page for a while. Two minutes before, this
// says so. What one tab hears, all tabs of this browser know.

const area = document.getElementById("idle");
const MINUTE = 60_000;
const allowed = Number(area.dataset.minutes) * MINUTE;
const USED = "idle-used";
let state = "";

const used = () => Number(localStorage.getItem(USED)) || 0;
const note = () => localStorage.setItem(USED, String(Date.now()));

function say(name) {
  if (state === name) return;
  state = name;
  area.replaceChildren();
  if (!name) return;
  area.append(document.getElementById(`idle-${name}`).content.cloneNode(true));
  area.querySelector("form")?.addEventListener("submit", stay);
}

async function stay(event) {
  event.preventDefault();
  event.stopPropagation();
  const form = event.target;
  const held = form.contains(document.activeElement);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { "X-Awake": "yes" },
      body: new FormData(form),
    });
    if (answer.ok) note();
    say(answer.ok ? "on" : "over");
  } catch {
    form.submit(); // offline a moment ago, or not: let the browser tell
  }
  if (held) document.getElementById("main").focus({ preventScroll: true });
}

function look() {
  const rest = allowed - (Date.now() - used());
  if (rest <= 0) say("over");
  else if (rest <= 2 * MINUTE) say("soon");
  else if (state !== "on" || rest < allowed - MINUTE / 6) say("");
}

note();
window.addEventListener("storage", look);
document.addEventListener("visibilitychange", look);
setInterval(look, 1000);
