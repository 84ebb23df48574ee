// Compose files by the schema of the Compose Specification.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";

// The schema names its dialect by an address that Ajv does not know, and formats that are Docker's own.
function validator() {
  const folder = dirname(createRequire(import.meta.url).resolve("dclint/package.json"));
  const { $schema, ...schema } = JSON.parse(readFileSync(join(folder, "schemas/compose.schema.json"), "utf8"));
  return new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
}

const isCompose = validator();

export function checkCompose(file) {
  if (!isCompose(parse(readFileSync(file, "utf8"), { merge: true }))) {
    throw new Error(isCompose.errors.map((error) => `${error.instancePath} ${error.message}`).join("; "));
  }
}
