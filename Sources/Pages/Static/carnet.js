// What pages gain where scripts run; without them everything still works.
"use strict";

// A form that changes something is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  // A form that answers with a file stays where it is and may be sent again.
  if (form.method !== "post" || event.defaultPrevented || "again" in form.dataset) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // A page that comes back from the history can be used again.
  window.addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
});

// Grave steps are asked about once more, in the words of the page.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-confirm]");
  if (button && !window.confirm(button.dataset.confirm)) event.preventDefault();
});

// Parts that are kept fresh: data-fresh="/address" data-every="2" takes what the address answers.
for (const part of document.querySelectorAll("[data-fresh]")) {
  const every = Math.max(1, Number(part.dataset.every) || 2) * 1000;
  const refresh = async () => {
    if (!document.hidden) {
      try {
        const answer = await fetch(part.dataset.fresh, { headers: { "X-Part": "1" } });
        if (answer.ok) {
          part.innerHTML = await answer.text();
          if (answer.headers.get("X-Part-Ends")) return;
        }
      } catch {
        // The next turn asks again.
      }
    }
    setTimeout(refresh, every);
  };
  setTimeout(refresh, every);
}

// A slider tells its value as it moves, and sends its form when it rests.
for (const slider of document.querySelectorAll("input[type=range][data-shown]")) {
  const shown = document.getElementById(slider.dataset.shown);
  const words = slider.dataset.words ? slider.dataset.words.split("|") : null;
  const tell = () => {
    if (shown) shown.textContent = words ? words[slider.value - slider.min] : slider.value;
  };
  slider.addEventListener("input", tell);
  slider.addEventListener("change", () => slider.form.requestSubmit());
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A search field that narrows a list as one types: data-filters names the list, whose parts carry
// their words in data-filtered.
for (const field of document.querySelectorAll("input[data-filters]")) {
  const list = document.getElementById(field.dataset.filters);
  const told = document.getElementById(field.dataset.found);
  const words = (field.dataset.words ?? "|").split("|");
  const plain = (text) =>
    text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase().replace(/[’']/g, " ");
  field.addEventListener("input", () => {
    const sought = plain(field.value).split(" ").filter(Boolean);
    let count = 0;
    for (const part of list.querySelectorAll("[data-filtered]")) {
      const own = plain(part.dataset.filtered);
      part.hidden = !sought.every((word) => own.includes(word));
      if (!part.hidden) count += 1;
    }
    for (const group of list.querySelectorAll("[data-filtered-group]")) {
      group.hidden = !group.querySelector("[data-filtered]:not([hidden])");
    }
    if (told) told.textContent = `${count} ${words[count < 2 ? 0 : 1]}`;
  });
}
