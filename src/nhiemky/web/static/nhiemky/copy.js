"use strict";
// A table to the clipboard: cells parted by tabs, and a table in which Excel keeps words as words ("5/12" is no day of December).
(() => {
  const NUMBER = /^-?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d+)?$/; // 1.234,5
  const DAY = /^\d{1,2}-\d{1,2}-\d{4}$/;
  const UNSEEN = ".cell-note, .visually-hidden, .btn, svg, input, [hidden]";
  const KEEP_WORDS = " style=\"mso-number-format:'\\@'\"";

  function words(cell) {
    const shown = cell.cloneNode(true);
    shown.querySelectorAll(UNSEEN).forEach((part) => part.remove());
    const text = shown.textContent.replace(/\s+/g, " ").trim();
    return text === "–" ? "" : text;
  }
  function lines(table) {
    return [...table.rows].map((row) => [...row.cells].flatMap((cell) => [words(cell), ...Array(cell.colSpan - 1).fill("")]));
  }
  // Where the words of somebody would be a formula, a mark before them keeps them words.
  const plain = (text) => (/^[=+\-@]/.test(text) && !NUMBER.test(text) ? `'${text}` : text);
  const escaped = (text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const cell = (text) => `<td${!text || NUMBER.test(text) || DAY.test(text) ? "" : KEEP_WORDS}>${escaped(text)}</td>`;

  // By the event and not by navigator.clipboard: that is missing where an office serves the site without encryption.
  function copied(rows) {
    const put = (event) => {
      event.preventDefault();
      event.clipboardData.setData("text/plain", rows.map((row) => row.map(plain).join("\t")).join("\r\n"));
      event.clipboardData.setData("text/html", `<table>${rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("")}</table>`);
    };
    document.addEventListener("copy", put, { once: true });
    try { return document.execCommand("copy"); } finally { document.removeEventListener("copy", put); }
  }
  function say(text) {
    const place = document.getElementById("thong-bao");
    if (!place) return;
    place.textContent = "";
    setTimeout(() => { place.textContent = text; }, 50);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy-table]");
    if (!button) return;
    const rows = lines(button.closest(".table-tools").nextElementSibling.querySelector("table"));
    const done = copied(rows);
    say(done ? button.dataset.copied : button.dataset.failed);
    if (!done) return;
    button.classList.add("is-done");
    setTimeout(() => button.classList.remove("is-done"), 3000);
  });
  const prepare = () => document.querySelectorAll("[data-copy-table]").forEach((button) => { button.hidden = false; });
  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("htmx:after:swap", prepare);
})();
