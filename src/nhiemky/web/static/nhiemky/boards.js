"use strict";
// Sort links, pages and the choice of columns refresh their part of the page only. Without this they are plain links.
(() => {
  function live(root) {
    const parts = root.matches && root.matches("[data-part]") ? [root] : [...root.querySelectorAll("[data-part]")];
    parts.forEach((part) => {
      part.querySelectorAll("a.sort:not([hx-get]), .pager a:not([hx-get]), .table-count a:not([hx-get]), form[data-arrange]:not([hx-get])").forEach((element) => {
        element.setAttribute("hx-get", (element.getAttribute("href") || element.getAttribute("action")).split("#")[0]);
        element.setAttribute("hx-target", `#${part.id}`);
        element.setAttribute("hx-swap", "outerHTML");
        element.setAttribute("hx-push-url", "true");
        if (window.htmx) window.htmx.process(element);
      });
    });
  }
  function announce() {
    const sentence = document.querySelector("[data-part] .overview-sentence");
    const place = document.getElementById("thong-bao");
    if (place && sentence) place.textContent = sentence.textContent;
  }
  // On a phone the tabs are wider than the window: the one that is shown comes into sight.
  function showTab() {
    document.querySelectorAll(".tabs [aria-current]").forEach((tab) => {
      const row = tab.closest(".tabs"), [inner, outer] = [tab.getBoundingClientRect(), row.getBoundingClientRect()];
      if (inner.right > outer.right) row.scrollLeft += inner.right - outer.right;
    });
  }
  document.addEventListener("DOMContentLoaded", () => { live(document); showTab(); });
  document.addEventListener("htmx:after:swap", () => { live(document); showTab(); announce(); });
})();
