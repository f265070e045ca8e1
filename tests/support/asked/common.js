// What the questions about a page's shape have in common (tests/support/shape.py).

const LEAST = 44; // px, a target's height and width
const SLACK = 2; // px that rounding, or a letter's overhang, may take
const FOCUSABLE =
  "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";

const all = (selector) => [...document.querySelectorAll(selector)];
const tag = ({ localName, classList }) => [localName, ...classList].join(".");
const name = (node) =>
  `${tag(node.parentElement)} > ${node.outerHTML.replace(/\s+/g, " ").slice(0, 110)}`;
const style = (node, pseudo) => getComputedStyle(node, pseudo);

// What is asked of one element often is worked out once.
const remembered = (ask) => {
  const known = new Map();
  return (node) => {
    if (!known.has(node)) known.set(node, ask(node));
    return known.get(node);
  };
};
const upwards = (holds) => {
  const ask = remembered((node) => holds(node) || (node.parentElement !== null && ask(node.parentElement)));
  return ask;
};

function visible(node) {
  if (!node.checkVisibility({ visibilityProperty: true })) return false;
  const { width, height } = node.getBoundingClientRect();
  return width > 1 && height > 1;
}

// For the eye a field is hidden and its label drawn in its place.
const hiddenField = (node) => node.matches("input") && style(node).pointerEvents === "none";
const drawn = (node) => (hiddenField(node) ? node.labels[0] : node);

const targets = () =>
  all(FOCUSABLE).filter(
    (node) => !node.disabled && node.tabIndex >= 0 && (visible(node) || hiddenField(node)),
  );

const numbers = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
