// Writes results.json: what the reference implementation of JSONata gives for each of expressions.json. Run it after adding
// an expression, or to hold the engine against a newer reference:
//
//     npm install --no-save --prefix /tmp/jsonata jsonata@2.2.2
//     NODE_PATH=/tmp/jsonata/node_modules node generate.mjs
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";

const require = createRequire(process.env.NODE_PATH + "/");
const jsonata = require("jsonata");
const { version } = require("jsonata/package.json");

const here = new URL(".", import.meta.url);
const { document, expressions } = JSON.parse(readFileSync(new URL("expressions.json", here)));
const results = [];
for (const expression of expressions) {
  try {
    const value = await jsonata(expression).evaluate(document);
    results.push(value === undefined ? { expression } : { expression, value });
  } catch (error) {
    results.push({ expression, error: error.code });
  }
}
const lines = results.map((result) => "  " + JSON.stringify(result)).join(",\n");
writeFileSync(new URL("results.json", here), `{\n"reference": "jsonata ${version}",\n"results": [\n${lines}\n]}\n`);
