// node bpmn_moddle.mjs MODULES FILE…: what bpmn-moddle says while it reads each file, as JSON {file: [warning, …]}.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...files] = process.argv.slice(2);
const { BpmnModdle } = await import(pathToFileURL(join(modules, "bpmn-moddle", "dist", "index.js")));
const found = {};
for (const file of files) {
  try {
    const { warnings } = await new BpmnModdle().fromXML(await readFile(file, "utf8"));
    found[file] = warnings.map((warning) => warning.message);
  } catch (error) {
    found[file] = [`not read: ${error.message}`];
  }
}
console.log(JSON.stringify(found));
