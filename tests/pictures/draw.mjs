// Draws screens: node draw.mjs SCREENS.json FOLDER CHROMIUM. Writes FOLDER/PLATFORM-NAME-THEME.png, and prints their sizes.
import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import sharp from "sharp";

const THEMES = ["light", "dark"];
const SCALE = 1.5;
const MAX_BYTES = 200_000;
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--font-render-hinting=none",
];
const here = fileURLToPath(new URL(".", import.meta.url));
const [screensFile, folder, chromium] = process.argv.slice(2);

const bundled = await build({
  entryPoints: [join(here, "page.mjs")],
  bundle: true,
  define: { "process.env.NODE_ENV": '"production"' },
  format: "iife",
  logLevel: "error",
  write: false,
});
const styles = await Promise.all(
  ["node_modules/slack-blocks-to-jsx/dist/style.css", "page.css"].map((each) => readFile(join(here, each), "utf8")),
);
const screens = JSON.parse(await readFile(screensFile, "utf8"));
const browser = await puppeteer.launch({ args: FLAGS, executablePath: chromium, headless: true });
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 640, height: 900, deviceScaleFactor: SCALE });
  await page.setRequestInterception(true);
  page.on("request", (request) => (/^(?:data|about):/.test(request.url()) ? request.continue() : request.abort()));
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.setContent('<!doctype html><meta charset="utf-8"><body><div id="screen"></div></body>');
  for (const style of styles) await page.addStyleTag({ content: style });
  await page.addScriptTag({ content: bundled.outputFiles[0].text });
  for (const screen of screens) {
    for (const theme of THEMES) {
      await page.evaluate((...given) => window.show(...given), screen, theme);
      const taken = await (await page.$("#screen")).screenshot();
      const path = join(folder, `${screen.platform}-${screen.name}-${theme}.png`);
      const { size } = await sharp(taken).png({ palette: true, colours: 16, dither: 0, effort: 10 }).toFile(path);
      console.log(`${String(size).padStart(7)} ${path}`);
      if (size > MAX_BYTES) throw new Error(`${path} has ${size} bytes; ${MAX_BYTES} are allowed`);
    }
  }
} finally {
  await browser.close();
}
