"use strict";
// The grid as a spreadsheet. Without this file the grid is a plain form that posts and redirects.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Confirmation: one box for all lines. What was left out stays left out when the table is sorted or its columns are chosen.
  all("[data-check-all]").forEach((whole) => {
    const boxes = [...whole.form.elements].filter((field) => field.name === "so");
    const keep = () => {
      const left = boxes.filter((box) => !box.checked).map((box) => box.value).join(",");
      all("a.sort").forEach((link) => {
        const address = new URL(link.href);
        address.searchParams.delete("bo");
        if (left) address.searchParams.set("bo", left);
        link.href = address.href;
      });
      all("form[data-arrange]").forEach((choice) => {
        const field = choice.elements.bo || Object.assign(document.createElement("input"), { type: "hidden", name: "bo" });
        field.value = left;
        choice.append(field);
      });
    };
    const update = () => {
      const checked = boxes.filter((box) => box.checked).length;
      whole.checked = checked === boxes.length; whole.indeterminate = checked > 0 && checked < boxes.length;
      keep();
    };
    whole.closest("label").hidden = false;
    whole.addEventListener("change", () => { boxes.forEach((box) => { box.checked = whole.checked; }); keep(); });
    boxes.forEach((box) => box.addEventListener("change", update));
    update();
  });

  const form = document.getElementById("luoi");
  const rows = form ? all("tr[data-row]", form).map((row) => all(".grid-input", row)) : [];
  const inputs = rows.flat();
  if (!inputs.length || inputs[0].readOnly) { if (form) all("[data-plain-save]", form).forEach((button) => { button.hidden = true; }); return; }

  const words = form.dataset;
  const status = form.querySelector("[data-status]");
  const csrf = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const place = new Map();
  rows.forEach((row, r) => row.forEach((input, c) => place.set(input, [r, c])));
  const cellOf = (input) => input.closest("[data-cell]");
  const keyOf = (input) => cellOf(input).dataset.cell;
  const byKey = new Map(inputs.map((input) => [keyOf(input), input]));
  const versionOf = (input) => cellOf(input).querySelector('[name^="v-"]');
  const messageOf = (input) => cellOf(input).querySelector("[data-message]");
  const say = (text, tone = "") => { status.textContent = text; status.dataset.tone = tone; };
  const icon = (button) => { button.hidden = false; return button; };

  const committed = new Map(inputs.map((input) => [keyOf(input), input.value.trim()]));
  const dirty = new Map();      // typed, to be sent
  const refused = new Map();    // sent, waits for the writer's decision
  const done = [], undone = []; // changes to undo, to redo
  let busy = false, timer = 0, trial = 0, trials = 0;

  // Whatever is not saved yet stays on this machine until it is.
  const STORE = `nk-nhap:${words.owner}`;
  const read = () => { try { return JSON.parse(localStorage.getItem(STORE)) || {}; } catch { return {}; } };
  let offered = {};
  const elsewhere = Object.fromEntries(Object.entries(read()).filter(([key]) => !byKey.has(key)));
  function keep() {
    const kept = { ...elsewhere, ...offered };
    const put = (text, key) => { kept[key] = [text, versionOf(byKey.get(key)).value]; };
    refused.forEach(put);
    dirty.forEach(put);
    const active = document.activeElement;
    if (place.has(active) && active.value.trim() !== committed.get(keyOf(active))) put(active.value.trim(), keyOf(active));
    try { if (Object.keys(kept).length) localStorage.setItem(STORE, JSON.stringify(kept)); else localStorage.removeItem(STORE); } catch { /* no room: the page itself still holds it */ }
  }

  // What stands at a cell.
  function tell(input, text, buttons = []) {
    const spot = messageOf(input);
    spot.textContent = text;
    buttons.forEach(([label, act]) => {
      const button = document.createElement("button");
      button.type = "button"; button.className = "btn"; button.textContent = label;
      button.addEventListener("click", act);
      spot.append(" ", button);
    });
  }
  function mark(input, { wrong = false, isDirty = false } = {}) {
    cellOf(input).classList.toggle("is-wrong", wrong);
    cellOf(input).classList.toggle("is-dirty", isDirty);
    if (wrong) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
  }
  function settle(input, text, version) {
    const cell = cellOf(input);
    if (input !== document.activeElement || input.value.trim() === committed.get(keyOf(input))) input.value = text;
    committed.set(keyOf(input), text);
    input.dataset.saved = text;
    cell.querySelector('[name^="g-"]').value = text;
    versionOf(input).value = version;
  }

  // Changes: each a list of [key, before, after], so that a pasted block is undone at once.
  function change(changes, remember = true) {
    const real = changes.filter(([key, before, after]) => byKey.has(key) && before !== after);
    if (!real.length) return;
    if (remember) { done.push(real); undone.length = 0; }
    real.forEach(([key, , after]) => {
      const input = byKey.get(key);
      input.value = after;
      committed.set(key, after);
      refused.delete(key);
      dirty.set(key, after);
      mark(input, { isDirty: true });
      tell(input, "");
    });
    keep(); buttons(); later();
    new Set(real.map(([key]) => byKey.get(key).closest("tr"))).forEach(tryRow);
  }
  const commit = (input) => change([[keyOf(input), committed.get(keyOf(input)), input.value.trim()]]);
  function undo() { const last = done.pop(); if (last) { change(last.map(([key, before, after]) => [key, after, before]), false); undone.push(last); go(last); } }
  function redo() { const next = undone.pop(); if (next) { change(next, false); done.push(next); go(next); } }
  function go(changes) { buttons(); const input = byKey.get(changes[0][0]); input.focus(); input.select(); }
  const undoButton = form.querySelector("[data-undo]"), redoButton = form.querySelector("[data-redo]");
  function buttons() { undoButton.disabled = !done.length; redoButton.disabled = !undone.length; }

  // Saving by itself.
  function later(wait = 500) { clearTimeout(timer); timer = setTimeout(save, wait); }
  function offline(text) { say(text, "bad"); later(5000); return false; }
  async function save() {
    clearTimeout(timer);
    if (busy || !dirty.size) return !dirty.size;
    if (navigator.onLine === false) return offline(words.wordsOffline);
    busy = true;
    const sent = new Map(dirty);
    say(words.wordsSaving);
    const body = new URLSearchParams({ csrfmiddlewaretoken: csrf });
    sent.forEach((text, key) => { body.set(`o-${key}`, text); body.set(`v-${key}`, versionOf(byKey.get(key)).value); });
    try {
      const response = await fetch(words.save, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" }, keepalive: sent.size < 200 });
      if (response.type === "opaqueredirect") return offline(words.wordsSession);
      if (response.status === 403) return offline(words.wordsDenied);
      if (!response.ok || !(response.headers.get("Content-Type") || "").includes("json")) return offline(words.wordsRefused);
      answered(await response.json(), sent);
    } catch {
      return offline(words.wordsOffline);
    } finally { busy = false; }
    if (dirty.size) later(0);
    return !dirty.size;
  }
  function answered(data, sent) {
    data.cells.forEach((answer) => {
      const input = byKey.get(answer.key), now = dirty.get(answer.key);
      const same = now === sent.get(answer.key);
      if (same) dirty.delete(answer.key);
      if (answer.state === "saved" || answer.state === "same") {
        if (same) { settle(input, answer.text, answer.version); mark(input); tell(input, answer.message); stateOf(input, answer); }
        else { versionOf(input).value = answer.version; input.dataset.saved = answer.text; }
      } else if (same) {
        refused.set(answer.key, sent.get(answer.key));
        mark(input, { wrong: true });
        tell(input, answer.message, choices(input, answer, sent.get(answer.key)));
      }
    });
    Object.entries(data.rows).forEach(([id, html]) => { if (!rowDirty(id)) { band(id).innerHTML = html; band(id).dataset.kept = html; } else band(id).dataset.kept = html; });
    document.getElementById("cau-tong").textContent = data.sentence;
    keep();
    if (refused.size) say(`${words.wordsSaved} ${data.saved_at}; ${refused.size} ${words.wordsProblems}`, "bad");
    else if (!dirty.size) say(`${words.wordsSaved} ${data.saved_at}`, "good");
  }
  function stateOf(input, answer) {
    if (answer.state !== "saved") return;
    const cell = cellOf(input);
    cell.classList.remove("is-draft", "is-submitted", "is-returned", "is-confirmed", "is-restored");
    all(".grid-returned", cell).forEach((note) => note.remove());
    cell.querySelector("[data-state]").textContent = answer.draft ? words.wordsDraft : "";
    if (answer.draft) cell.classList.add("is-draft");
  }
  function choices(input, answer, mine) {
    const key = keyOf(input);
    if (answer.state === "conflict") {
      return [
        [`${words.wordsTake} ${answer.theirs || words.wordsEmpty}`, () => {
          refused.delete(key); dirty.delete(key);
          committed.set(key, input.value.trim());
          settle(input, answer.theirs, answer.version);
          mark(input); tell(input, ""); keep(); tryRow(input.closest("tr")); input.focus();
          if (!refused.size && !dirty.size) say("");
        }],
        [`${words.wordsKeep} ${mine || words.wordsEmpty}`, () => {
          versionOf(input).value = answer.version;
          refused.delete(key); dirty.set(key, mine); mark(input, { isDirty: true }); tell(input, ""); input.focus(); save();
        }],
      ];
    }
    return answer.candidates.map((text) => [`${words.wordsMeant} ${text}`, () => { change([[key, committed.get(key), text]]); input.focus(); }]);
  }

  // The band of a row while somebody types.
  const band = (id) => form.querySelector(`tr[data-row="${id}"] [data-band]`);
  const rowInputs = (row) => all(".grid-input", row);
  const rowDirty = (id) => rowInputs(form.querySelector(`tr[data-row="${id}"]`)).some((input) => dirty.has(keyOf(input)));
  async function tryRow(row) {
    const spot = row.querySelector("[data-band]");
    if (spot.dataset.kept === undefined) spot.dataset.kept = spot.innerHTML;
    const typed = rowInputs(row).filter((input) => input.value.trim() !== input.dataset.saved);
    const number = ++trials;
    row.dataset.trial = number;
    if (!typed.length) { spot.innerHTML = spot.dataset.kept; return; }
    const body = new URLSearchParams({ csrfmiddlewaretoken: csrf });
    typed.forEach((input) => { body.set(`o-${keyOf(input)}`, input.value.trim()); body.set(`v-${keyOf(input)}`, "0"); });
    try {
      const response = await fetch(words.try, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" } });
      if (!response.ok || row.dataset.trial !== String(number)) return;
      const data = await response.json();
      if (row.dataset.trial === String(number) && data.rows[row.dataset.row]) spot.innerHTML = data.rows[row.dataset.row];
    } catch { /* without a network the band stays as it was */ }
  }

  // Moving and selecting.
  let anchor = null, range = [];
  function clearRange() { range.forEach((input) => cellOf(input).classList.remove("is-selected")); range = []; }
  function select(from, to) {
    clearRange();
    const [r1, c1] = place.get(from), [r2, c2] = place.get(to);
    for (let r = Math.min(r1, r2); r <= Math.max(r1, r2); r += 1) {
      for (let c = Math.min(c1, c2); c <= Math.max(c1, c2); c += 1) range.push(rows[r][c]);
    }
    range.forEach((input) => cellOf(input).classList.add("is-selected"));
  }
  const chosen = (input) => (range.length > 1 && range.includes(input) ? range : [input]);
  const at = (r, c) => (rows[r] || [])[c];
  function move(input, down, right, extend = false) {
    const [r, c] = place.get(input), next = at(r + down, c + right);
    if (!next) return false;
    if (extend) { if (!anchor || !range.length) anchor = input; keepRange = true; }
    next.focus();
    if (extend) select(anchor, next);
    return true;
  }
  let keepRange = false;
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function keys(event) {
    const input = event.target;
    if (!place.has(input) || event.isComposing) return;
    const editing = input.dataset.mode === "edit", [r, c] = place.get(input);
    if ((event.ctrlKey || event.metaKey) && !event.altKey) {
      const key = event.key.toLowerCase();
      if (key === "z" && !event.shiftKey) { if (editing) return; event.preventDefault(); undo(); }
      else if (key === "y" || (key === "z" && event.shiftKey)) { event.preventDefault(); redo(); }
      else if (key === "d") { event.preventDefault(); fillDown(input); }
      return;
    }
    if (event.key === "Enter") { event.preventDefault(); commit(input); if (!move(input, event.shiftKey ? -1 : 1, 0)) { input.dataset.mode = ""; input.select(); } return; }
    if (event.key === "Escape") { input.value = committed.get(keyOf(input)); input.dataset.mode = ""; input.select(); clearRange(); keep(); tryRow(input.closest("tr")); return; }
    if (event.key === "F2") { event.preventDefault(); edit(input); return; }
    if (event.key === "Delete" && !editing) { event.preventDefault(); change(chosen(input).map((one) => [keyOf(one), committed.get(keyOf(one)), ""])); input.select(); return; }
    const step = STEPS[event.key];
    if (!step || (editing && step[1])) return;
    event.preventDefault();
    if (at(r + step[0], c + step[1])) move(input, step[0], step[1], event.shiftKey && !editing);
  }
  function edit(input) { input.dataset.mode = "edit"; input.setSelectionRange(input.value.length, input.value.length); }
  function fillDown(input) {
    commit(input);
    const cells = chosen(input), top = Math.min(...cells.map((one) => place.get(one)[0]));
    change(cells.flatMap((one) => {
      const [r, c] = place.get(one), source = cells.length > 1 ? at(top, c) : at(r - 1, c);
      return source && source !== one ? [[keyOf(one), committed.get(keyOf(one)), committed.get(keyOf(source))]] : [];
    }));
    input.select();
  }
  function paste(event) {
    const input = event.target;
    if (!place.has(input)) return;
    const text = (event.clipboardData.getData("text/plain") || "").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    const many = chosen(input).length > 1;
    if (!/[\t\n]/.test(text) && !many) return;
    event.preventDefault();
    const block = text.split("\n").map((line) => line.split("\t").map((cell) => cell.trim()));
    const single = block.length === 1 && block[0].length === 1;
    const [r, c] = many ? place.get(range[0]) : place.get(input);
    let outside = false;
    const changes = single
      ? chosen(input).map((one) => [keyOf(one), committed.get(keyOf(one)), block[0][0]])
      : block.flatMap((line, down) => line.flatMap((cell, right) => {
        const one = at(r + down, c + right);
        if (!one) { outside = true; return []; }
        return [[keyOf(one), committed.get(keyOf(one)), cell]];
      }));
    input.value = committed.get(keyOf(input));
    change(changes);
    input.dataset.mode = ""; input.select();
    if (outside) say(words.wordsOutside, "bad");
  }
  function copy(event) {
    if (!place.has(event.target) || range.length < 2) return;
    const lines = new Map();
    range.forEach((input) => { const r = place.get(input)[0]; lines.set(r, [...(lines.get(r) || []), input.value]); });
    event.clipboardData.setData("text/plain", [...lines.values()].map((line) => line.join("\t")).join("\n"));
    event.preventDefault();
  }

  form.addEventListener("keydown", keys);
  form.addEventListener("paste", paste);
  form.addEventListener("copy", copy);
  form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
  form.addEventListener("focusin", (event) => {
    if (!place.has(event.target)) return;
    event.target.dataset.mode = ""; event.target.select();
    if (!keepRange) { clearRange(); anchor = null; }
    keepRange = false;
  });
  form.addEventListener("focusout", (event) => { if (place.has(event.target)) { event.target.dataset.mode = ""; commit(event.target); } });
  form.addEventListener("input", (event) => {
    const input = event.target;
    if (!place.has(input)) return;
    input.dataset.mode = "edit";
    keep();
    clearTimeout(trial); trial = setTimeout(() => tryRow(input.closest("tr")), 250);
  });
  let fresh = null;
  form.addEventListener("mousedown", (event) => {
    const input = event.target;
    if (!place.has(input)) return;
    if (event.shiftKey && place.has(document.activeElement)) { event.preventDefault(); const from = anchor || document.activeElement; anchor = from; select(from, input); return; }
    fresh = input === document.activeElement ? null : input;
  });
  form.addEventListener("mouseup", (event) => { if (fresh && event.target === fresh) { event.preventDefault(); fresh.select(); } fresh = null; });
  form.addEventListener("dblclick", (event) => { if (place.has(event.target)) edit(event.target); });
  icon(undoButton).addEventListener("click", undo);
  icon(redoButton).addEventListener("click", redo);
  all("[data-plain-save]", form).forEach((button) => { button.hidden = true; });
  window.addEventListener("online", () => { if (dirty.size) save(); });
  window.addEventListener("offline", () => say(words.wordsOffline, "bad"));
  window.addEventListener("pagehide", () => { if (place.has(document.activeElement)) commit(document.activeElement); keep(); save(); });
  all("form[data-submit]").forEach((submit) => submit.addEventListener("submit", async (event) => {
    event.preventDefault();
    while (busy) await new Promise((again) => { setTimeout(again, 100); });
    if ((!dirty.size || await save()) && !refused.size) submit.submit();
    else if (refused.size) { say(`${refused.size} ${words.wordsProblems}`, "bad"); byKey.get([...refused.keys()][0]).focus(); }
  }));

  // Cells that the plain form could not keep, and what was typed before the page was left.
  inputs.filter((input) => input.value.trim() !== input.dataset.saved).forEach((input) => { refused.set(keyOf(input), input.value.trim()); });
  offered = Object.fromEntries(Object.entries(read()).filter(([key, [text]]) => byKey.has(key) && byKey.get(key).value.trim() !== text));
  const box = document.querySelector("[data-drafts]");
  if (Object.keys(offered).length) {
    box.hidden = false;
    box.querySelector("[data-drafts-text]").textContent = `${words.wordsDrafts} ${Object.keys(offered).length}.`;
    box.querySelector("[data-drafts-take]").addEventListener("click", () => {
      const taken = Object.entries(offered);
      offered = {}; box.hidden = true;
      // The version is the one that was seen while typing: who wrote in between is not overwritten unseen.
      taken.forEach(([key, [, version]]) => { versionOf(byKey.get(key)).value = version; });
      change(taken.map(([key, [text]]) => [key, committed.get(key), text]));
      byKey.get(taken[0][0]).focus();
    });
    box.querySelector("[data-drafts-drop]").addEventListener("click", () => { offered = {}; box.hidden = true; keep(); inputs[0].focus(); });
  }
  keep();
  form.dataset.ready = "1";
})();
