// Every page works without this; it only makes some things quicker.

// The error summary is read out and scrolled to.
document.querySelector("[data-focus]")?.focus();

// A second press of the same button sends nothing twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  window.addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
});
