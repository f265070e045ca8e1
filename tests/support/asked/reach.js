// Can everything be pressed, seen with the focus, and found? Each question answers with
// the faults it found, in words.

const letters = /[\p{L}\p{N}]/u;

// Whether other words stand beside the link in the same stretch of text.
function inRunningText(link) {
  if (link.tagName !== "A" || style(link).display !== "inline") return false;
  let block = link.parentElement;
  while (style(block).display === "inline") block = block.parentElement;
  if (/flex|grid/.test(style(block).display)) return false;
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let words = "", holds = false;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node === link) holds = true;
    else if (node.nodeType === Node.TEXT_NODE) words += link.contains(node) ? "" : node.textContent;
    else if (node.tagName === "BR" || !style(node).display.startsWith("inline")) {
      if (holds) break;
      words = "";
    }
  }
  return holds && letters.test(words);
}

// Whether a press there is a press on the target.
function hits(target, x, y) {
  const under = document.elementFromPoint(x, y);
  if (!under) return false;
  const labels = [...(target.labels ?? [])];
  return target.contains(under) || labels.some((label) => label.contains(under));
}

// Over how many px a press still is one on the target, along a line through a point.
function pressable(target, x, y, right, down) {
  const half = LEAST / 2 - 0.5;
  const there = (far) => hits(target, x + right * far, y + down * far);
  if (there(half) && there(-half)) return LEAST;
  let [before, after] = [0, 0];
  while (before < LEAST && there(-before - 1)) before += 1;
  while (after < LEAST && there(after + 1)) after += 1;
  return before + 1 + after;
}

// Every target can be pressed 44 px high and wide. Wants the window as tall as the
// page. Links in running text are excepted, as WCAG 2.5.8 says; in a region that is
// scrolled sideways the drawn size counts, for part of it is out of sight.
function small() {
  const found = [];
  for (const target of targets().filter((one) => !one.closest(".skip"))) {
    if (inRunningText(target)) continue;
    const { left, top, width, height } = drawn(target).getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const pressed = target.closest(".scroll")
      ? [width, height]
      : [pressable(target, x, y, 1, 0), pressable(target, x, y, 0, 1)];
    if (Math.min(...pressed) < LEAST - 1)
      found.push(`${pressed.map(Math.round).join("×")} px: ${name(target)}`);
  }
  return found;
}

function luminance(colour) {
  const [red, green, blue] = numbers(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function behind(node) {
  for (let here = node; here; here = here.parentElement) {
    const colour = style(here).backgroundColor;
    if ((numbers(colour)[3] ?? 1) === 1) return colour;
  }
  return "rgb(255, 255, 255)";
}

function ring(node) {
  const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = style(node);
  if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) return 0;
  const inside = parseFloat(outlineOffset) < 0;
  const pair = [outlineColor, behind(inside ? node : node.parentElement)].map(luminance);
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
}

// A card may wear the ring for the link in it.
function around(node) {
  const found = [];
  for (let here = node; here !== document.body; here = here.parentElement) found.push(here);
  return found;
}

// Whatever takes the focus from the keyboard wears a ring of contrast 3 : 1.
function ringless() {
  const before = document.activeElement;
  const found = targets()
    .filter((target) => {
      target.focus({ preventScroll: true });
      return Math.max(...around(drawn(target)).map(ring)) < 3;
    })
    .map((target) => `no ring of focus: ${name(target)}`);
  before?.focus?.();
  return found;
}

// Where the focus is: its place in the order of the page, its ring, and whether
// something lies over it. Nothing, when the focus is on no part of the page.
function stop() {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const shown = drawn(here);
  const { left, top, width, height } = shown.getClientRects()[0];
  return {
    name: name(here),
    place: all("*").indexOf(here),
    skips: here.matches("a.skip"),
    ring: Math.max(...around(shown).map(ring)),
    seen: hits(here, left + width / 2, top + Math.min(height / 2, 22)),
  };
}

// The places of all that Tab has to come to: of radio buttons one a group.
function awaited() {
  const chosen = (radio) => {
    const group = targets().filter(({ type, name, form }) =>
      type === "radio" && name === radio.name && form === radio.form);
    return group.find(({ checked }) => checked) ?? group[0];
  };
  const order = all("*");
  return targets()
    .filter((target) => target.type !== "radio" || target === chosen(target))
    .map((target) => ({ name: name(target), place: order.indexOf(target) }));
}

// The way past the menu comes first, and help is in one place on every page.
function disoriented() {
  const [first] = targets();
  const found = first?.matches("a.skip[href='#main']") && document.querySelector("main#main")
    ? [] : ["the skip link doesn't come first"];
  const help = document.querySelector("body > footer ul > li:first-child > a[href='/help']");
  return help ? found : [...found, "help isn't the first link of the foot"];
}

// Each table says what it holds, and which of its cells are headers of what.
function untitled() {
  return all("table:not(:has(caption), [aria-label]), table:has(th:not([scope])), table:not(:has(th))")
    .map((table) => `no title, or a header of nobody knows what: ${name(table)}`);
}

// Nothing sounds, moves, opens or listens to single letters of itself.
function restless() {
  const nodes = all(
    "audio, video, embed, object, iframe, marquee, blink, [autoplay], [autofocus], " +
    "[accesskey], [target], meta[http-equiv=refresh], [draggable=true]",
  ).map((node) => `of itself: ${name(node)}`);
  return nodes.concat(document.getAnimations().map(({ animationName, transitionProperty }) =>
    `moves: ${animationName ?? transitionProperty}`));
}
