"use strict";
// Everything here is an addition: without it every page still works.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const say = (text) => { const place = document.getElementById("thong-bao"); if (place) place.textContent = text; };

  // Menus: one open at a time; Escape and a click elsewhere close them; opening moves the focus to the field inside.
  function closeMenus(except) { all("details[data-drop][open]").forEach((menu) => { if (menu !== except) menu.open = false; }); }
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-drop]")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest && event.target.closest("details[data-drop][open]");
    closeMenus();
    if (menu) menu.querySelector("summary").focus();
    if (location.hash === "#dieu-huong") location.hash = "noi-dung";
  });
  all("details[data-drop]").forEach((menu) => menu.addEventListener("toggle", () => {
    const field = menu.open && menu.querySelector("input:not([type=hidden]):not([type=checkbox])");
    if (field) { field.focus(); field.select(); }
  }));

  // Unit switch: arrows walk through what was found, Enter goes there.
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest && event.target.closest(".switch .drop-body");
    if (!box || !["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
    const links = all("a.drop-item", box);
    const place = links.indexOf(document.activeElement);
    if (event.key === "Enter") {
      if (place === -1 && links.length && event.target.matches("[data-switch]")) { event.preventDefault(); links[0].click(); }
      return;
    }
    event.preventDefault();
    const next = event.key === "ArrowDown" ? place + 1 : place - 1;
    if (next < 0) box.querySelector("[data-switch]").focus(); else if (links[next]) links[next].focus();
  });

  // Days: a button beside the field opens the browser's calendar; the field itself takes any way of writing.
  function pickable(field) {
    if (field.dataset.dayReady) return;
    field.dataset.dayReady = "1";
    const picker = document.createElement("input");
    if (!("showPicker" in picker)) return;
    picker.type = "date"; picker.tabIndex = -1; picker.setAttribute("aria-hidden", "true");
    const button = document.createElement("button");
    button.type = "button"; button.className = "btn btn-icon"; button.setAttribute("aria-label", document.documentElement.lang === "en" ? "Pick a day" : "Chọn ngày");
    const sprite = document.querySelector("svg.icon use");
    if (sprite) {
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
      svg.setAttribute("class", "icon"); svg.setAttribute("aria-hidden", "true");
      use.setAttribute("href", sprite.getAttribute("href").replace(/#.*/, "#calendar"));
      svg.append(use); button.append(svg);
    }
    const box = document.createElement("span");
    box.className = "day-box";
    field.replaceWith(box);
    box.append(field, button, picker);
    button.addEventListener("click", () => {
      const parts = field.value.trim().match(/^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/);
      if (parts) picker.value = `${parts[3]}-${parts[2].padStart(2, "0")}-${parts[1].padStart(2, "0")}`;
      picker.showPicker();
    });
    picker.addEventListener("change", () => {
      const [year, month, day] = picker.value.split("-").map(Number);
      if (year) { field.value = `${day}-${month}-${year}`; field.dispatchEvent(new Event("change", { bubbles: true })); }
    });
  }

  // Files: the browser words its own button in its own language, so ours stands below it; the field lies unseen on top, where
  // a click, a key and a dropped file still reach it.
  function nameable(field) {
    const english = document.documentElement.lang === "en";
    const [box, button, name] = ["span", "span", "span"].map((kind) => document.createElement(kind));
    box.className = `file-pick ${field.className}`; button.className = "btn btn-sm";
    button.setAttribute("aria-hidden", "true"); name.setAttribute("aria-hidden", "true");
    button.textContent = english ? "Choose a file" : "Chọn tệp";
    const show = () => { name.textContent = [...field.files].map((file) => file.name).join(", ") || (english ? "No file chosen yet" : "Chưa chọn tệp nào"); };
    field.replaceWith(box); box.append(button, name, field);
    field.addEventListener("change", show); show();
  }

  // Fields that appear only for some choices: data-only-for="name=value,value" (the server checks again).
  function depend(root) {
    all("[data-only-for]", root).forEach((part) => {
      const [name, values] = part.dataset.onlyFor.split("=");
      const field = document.querySelector(`[name="${name}"]`);
      if (!field) return;
      const update = () => { part.hidden = !values.split(",").includes(field.value); };
      field.addEventListener("change", update); update();
    });
  }

  function prepare(root) {
    all("input[data-day]", root).forEach(pickable);
    all("input[type=file]", root).filter((field) => !field.closest(".file-pick")).forEach(nameable);
    all("[data-print]", root).forEach((button) => { button.hidden = false; button.onclick = () => window.print(); });
    all("[data-copy]", root).forEach((button) => {
      button.hidden = !navigator.clipboard;
      button.onclick = () => navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim())
        .then(() => say(document.documentElement.lang === "en" ? "Copied." : "Đã sao chép."));
    });
    all("[data-open-all]", root).forEach((button) => {
      button.hidden = false;
      button.onclick = () => all("details", document.getElementById(button.dataset.openAll)).forEach((part) => { part.open = button.dataset.state !== "open"; })
        || (button.dataset.state = button.dataset.state === "open" ? "" : "open");
    });
    depend(root);
    const first = root.querySelector("[data-focus]");
    if (first) first.focus();
  }
  document.addEventListener("DOMContentLoaded", () => prepare(document));
  // A state that is asked for again (Enter after typing into a filter) is no second step of the way back.
  document.addEventListener("htmx:before:history:update", ({ detail }) => {
    if (detail.history.path === location.pathname + location.search) detail.history.type = "replace";
  });
  document.addEventListener("htmx:after:swap", (event) => prepare(event.target instanceof Element ? event.target : document));
})();
