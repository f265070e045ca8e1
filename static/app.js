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
  const said = form.querySelector("[data-on-its-way]");
  if (said) said.textContent = said.dataset.onItsWay;
  const again = () => {
    delete form.dataset.sent;
    if (said) said.textContent = "";
  };
  window.addEventListener("pageshow", again, { once: true });
});
