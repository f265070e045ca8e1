// Does all text fit, at this width and in this dress? Each question answers with the
// faults it found, in words.

// Nothing is wider than the window.
function sideways() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const wide = all("body *").filter(
    (node) => visible(node) && node.getBoundingClientRect().right > clientWidth,
  );
  return [`${scrollWidth - clientWidth} px too wide: ${wide.slice(0, 3).map(name)}`];
}

// Meant for ears only, or drawn.
const unseen = upwards((node) => {
  const { clip, clipPath, position } = style(node);
  return node.matches(".skip, svg, [popover]") ||
    (position === "absolute" && (clip !== "auto" || clipPath !== "none"));
});

// No text is cut off by the box it stands in.
function clipped() {
  const cuts = (value) => value === "hidden" || value === "clip";
  const cut = (node) => {
    const across = node.scrollWidth > node.clientWidth + SLACK;
    const down = node.scrollHeight > node.clientHeight + SLACK;
    if (!across && !down) return false;
    const { overflowX, overflowY } = style(node);
    return (across && cuts(overflowX)) || (down && cuts(overflowY));
  };
  return all("body *")
    .filter((node) => cut(node) && visible(node) && !unseen(node) && node.textContent.trim())
    .map((node) => `cut off: ${name(node)}`);
}

const texts = remembered(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.textContent.trim() || unseen(parent) || !visible(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      // A line's rectangle has the font's air above and below the letters.
      const air = rect.height / 4;
      if (rect.width > 1)
        found.push({ node, parent, left: rect.left, right: rect.right,
                     top: rect.top + air, bottom: rect.bottom - air });
    }
  }
  return found;
});

const afloat = upwards((node) => ["sticky", "fixed", "absolute"].includes(style(node).position));

// No text lies over other text.
function overlapping() {
  const lines = texts().filter(({ parent }) => !afloat(parent));
  lines.sort((one, two) => one.top - two.top);
  const found = new Set();
  lines.forEach((one, index) => {
    for (const two of lines.slice(index + 1)) {
      if (two.top >= one.bottom - SLACK) break;
      if (one.node !== two.node && one.left < two.right - SLACK && two.left < one.right - SLACK)
        found.add(`one over the other: ${name(one.parent)} and ${name(two.parent)}`);
    }
  });
  return [...found];
}

// The nearest box with an edge or a ground of its own, and where it is.
const box = remembered((node) => {
  if (node === document.body) return null;
  const { backgroundColor, borderTopWidth, borderTopStyle, display } = style(node);
  const bordered = borderTopStyle !== "none" && parseFloat(borderTopWidth) > 0;
  const drawn = display !== "inline" && (bordered || (numbers(backgroundColor)[3] ?? 1) > 0);
  return drawn ? node.getBoundingClientRect() : box(node.parentElement);
});

// No text hangs out of the box that is drawn round it.
function spilling() {
  const found = new Set();
  for (const { parent, left, right, top, bottom } of texts()) {
    const edge = box(parent);
    if (!edge || parent.closest(".scroll")) continue;
    const out = Math.max(edge.left - left, right - edge.right, edge.top - top, bottom - edge.bottom);
    if (out > SLACK) found.add(`${Math.round(out)} px out of its box: ${name(parent)}`);
  }
  return [...found];
}
