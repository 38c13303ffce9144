// node moddle_round_trip.mjs MODULES FILE…: each file read and written again by bpmn-moddle, as JSON {file: xml}.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...files] = process.argv.slice(2);
const { BpmnModdle } = await import(pathToFileURL(join(modules, "bpmn-moddle", "dist", "index.js")));
const found = {};
for (const file of files) {
  const moddle = new BpmnModdle();
  const { rootElement } = await moddle.fromXML(await readFile(file, "utf8"));
  found[file] = (await moddle.toXML(rootElement, { format: true })).xml;
}
console.log(JSON.stringify(found));
