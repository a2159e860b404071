"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const off = { label: new Set(), status: new Set() };
  const input = document.getElementById("query");
  const only = document.getElementById("only");

  const pressed = (button) => button.getAttribute("aria-pressed") === "true";
  const press = (button, on) => button.setAttribute("aria-pressed", String(on));

  const show = () => {
    const query = input.value.trim().toLowerCase();
    const left = (element) => off.label.has(element.dataset.n) || off.status.has(element.dataset.status);
    for (const mark of all("mark")) mark.classList.toggle("off", left(mark));
    let shown = 0;
    for (const row of all("tbody tr")) {
      const hidden = left(row) || !row.textContent.toLowerCase().includes(query);
      row.classList.toggle("hidden", hidden);
      shown += !hidden;
    }
    for (const article of all("article")) {
      let paragraphs = 0;
      for (const paragraph of all("p[id]", article)) {
        const bare = pressed(only) && !paragraph.querySelector("mark:not(.off)");
        const hidden = bare || !paragraph.textContent.toLowerCase().includes(query);
        paragraph.classList.toggle("hidden", hidden);
        paragraphs += !hidden;
      }
      const rows = article.querySelector("tbody tr:not(.hidden)");
      article.classList.toggle("hidden", !paragraphs && !rows && (query !== "" || pressed(only)));
    }
    document.getElementById("shown").textContent = shown.toLocaleString();
  };

  for (const button of all("[data-script]", document.getElementById("scripts"))) {
    button.addEventListener("click", () => {
      root.dataset.script = button.dataset.script;
      for (const other of all("[data-script]", document.getElementById("scripts"))) press(other, other === button);
    });
  }
  for (const kind of ["label", "status"]) {
    for (const button of all(`button[data-${kind}]`)) {
      button.addEventListener("click", () => {
        press(button, !pressed(button));
        off[kind][pressed(button) ? "delete" : "add"](button.dataset[kind]);
        show();
      });
    }
  }
  only.addEventListener("click", () => { press(only, !pressed(only)); show(); });
  const names = document.getElementById("names");
  const name = (on) => { press(names, on); root.classList.toggle("plain", !on); };
  name(false);
  names.addEventListener("click", () => name(!pressed(names)));
  const dark = document.getElementById("dark");
  const theme = (on) => { root.dataset.theme = on ? "dark" : "light"; press(dark, on); };
  theme(matchMedia("(prefers-color-scheme: dark)").matches);
  dark.addEventListener("click", () => theme(!pressed(dark)));
  let waiting = 0;
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 150); });
  show();
})();
