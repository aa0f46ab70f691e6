// Copies the third-party files that the pages use from node_modules into the package.
// Pictures inside Tabler's style sheet become files of their own, so that the content security policy can stay at 'self'.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const from = join(root, "node_modules");
const to = join(root, "src/nhiemky/web/static/vendor");
const put = (path, text) => { mkdirSync(dirname(join(to, path)), { recursive: true }); writeFileSync(join(to, path), text); };
const copy = (source, path) => { mkdirSync(dirname(join(to, path)), { recursive: true }); cpSync(join(from, source), join(to, path)); };

function styles() {
  const css = readFileSync(join(from, "@tabler/core/dist/css/tabler.min.css"), "utf8");
  const parted = css.replace(/url\("data:image\/svg\+xml,(.*?)"\)/g, (_, coded) => {
    const picture = coded.startsWith("%3c") ? decodeURIComponent(coded) : coded.replaceAll("%23", "#");
    const name = createHash("sha256").update(picture).digest("hex").slice(0, 12);
    put(`tabler/${name}.svg`, picture);
    return `url("${name}.svg")`;
  });
  const clean = parted.replace(/url\('data:[^']*'\)/g, "none");
  put("tabler/tabler.css", clean.replace(/\/\*# sourceMappingURL=.*?\*\//g, ""));
}

function sprite() {
  const wanted = readFileSync(join(root, "tools/assets.icons.txt"), "utf8").split(/\s+/).filter(Boolean);
  const symbols = wanted.map((name) => {
    const icon = readFileSync(join(from, "@tabler/icons/icons/outline", `${name}.svg`), "utf8");
    const inner = icon.replace(/<!--[\s\S]*?-->/g, "").replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
    const drawn = inner.replace(/<path stroke="none"[^>]*\/>/g, "").replace(/\s+/g, " ").trim();
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${drawn}</symbol>`;
  });
  put("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

function fonts() {
  for (const weight of [400, 600])
    for (const subset of ["latin", "latin-ext", "vietnamese"])
      copy(`@fontsource/be-vietnam-pro/files/be-vietnam-pro-${subset}-${weight}-normal.woff2`, `fonts/be-vietnam-pro-${subset}-${weight}.woff2`);
  for (const face of ["400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"])
    copy(`@expo-google-fonts/tinos/${face}/Tinos_${face}.ttf`, `fonts/Tinos_${face}.ttf`);
}

function licences() {
  copy("@tabler/core/README.md", "licences/tabler-core.md"); // MIT, said in its readme; the package carries no licence file
  for (const name of ["@tabler/icons", "htmx.org", "@fontsource/be-vietnam-pro"])
    copy(`${name}/LICENSE`, `licences/${name.replace("/", "-").replace("@", "")}.txt`);
  copy("@expo-google-fonts/tinos/LICENSE_FONT", "licences/tinos.txt");
}

rmSync(to, { recursive: true, force: true });
styles();
sprite();
fonts();
licences();
const htmx = readFileSync(join(from, "htmx.org/dist/htmx.min.js"), "utf8");
put("htmx.js", htmx.replace(/\/\/# sourceMappingURL=.*\s*$/, ""));
