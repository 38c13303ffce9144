// node bpmn_js.mjs MODULES CHROMIUM FILE…: what bpmn-js says while it draws every diagram of each file in a browser
// without a window, as JSON {file: {warnings: […], drawn: [id, …]}}. Nothing is fetched from anywhere.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, chromium, ...files] = process.argv.slice(2);
const { chromium: driver } = await import(pathToFileURL(join(modules, "playwright-core", "index.mjs")));
const browser = await driver.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
await page.setContent('<div id="canvas" style="width: 1600px; height: 1000px"></div>');
await page.addScriptTag({ path: join(modules, "bpmn-js", "dist", "bpmn-modeler.development.js") });

const open = async (xml) => {
  const modeler = new BpmnJS({ container: "#canvas" });
  const said = (list) => list.map((warning) => warning.message);
  const drawn = new Set();
  try {
    const warnings = said((await modeler.importXML(xml)).warnings);
    for (const diagram of modeler.getDefinitions().diagrams) {
      warnings.push(...said((await modeler.open(diagram)).warnings));
      modeler.get("elementRegistry").forEach((element) => drawn.add(element.id));
    }
    return { warnings, drawn: [...drawn] };
  } catch (error) {
    return { warnings: [`not drawn: ${error.message}`, ...said(error.warnings ?? [])], drawn: [...drawn] };
  } finally {
    modeler.destroy();
  }
};

const found = {};
for (const file of files) found[file] = await page.evaluate(open, await readFile(file, "utf8"));
await browser.close();
console.log(JSON.stringify(found));
