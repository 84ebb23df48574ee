// CloudFormation templates: every property by the resource specification, every function by what CloudFormation takes.
import { readFileSync } from "node:fs";
import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import { parse } from "yaml";
import { checkFunctions } from "./functions.mjs";

// The short forms of CloudFormation's functions.
const tags = ["And", "Equals", "FindInMap", "GetAtt", "If", "Join", "Not", "Or", "Select", "Split", "Sub"]
  .flatMap((name) => ["scalar", "seq", "map"].map((kind) => tagOf(`!${name}`, kind, `Fn::${name}`)))
  .concat([tagOf("!Ref", "scalar", "Ref"), tagOf("!Condition", "scalar", "Condition")]);

function tagOf(tag, kind, name) {
  return { tag, collection: kind === "scalar" ? undefined : kind, resolve: (value) => ({ [name]: value.toJSON?.() ?? value }) };
}

const specification = loadAwsServiceSpecSync();

export function checkTemplate(file) {
  const template = parse(readFileSync(file, "utf8"), { customTags: tags });
  checkFunctions(template, (type) => typeOf(type)?.attributes);
  for (const [name, resource] of Object.entries(template.Resources)) checkResource(name, resource);
}

function typeOf(name) {
  return specification.lookup("resource", "cloudFormationType", "equals", name)[0];
}

function checkResource(name, resource) {
  const type = typeOf(resource.Type);
  if (!type) throw new Error(`${name}: there is no ${resource.Type}`);
  checkMembers(name, resource.Properties ?? {}, type.properties);
}

function checkMembers(path, value, properties) {
  for (const [name, member] of Object.entries(value)) {
    if (!(name in properties)) throw new Error(`${path}: there is no ${name}`);
    checkValue(`${path}.${name}`, member, properties[name].type);
  }
  for (const [name, property] of Object.entries(properties)) {
    if (property.required && !(name in value)) throw new Error(`${path}: ${name} is missing`);
  }
}

function checkValue(path, value, type) {
  if (value === null || typeof value !== "object" || "Ref" in value) return;
  if ("Fn::If" in value) value["Fn::If"].slice(1).forEach((branch) => checkValue(path, branch, type));
  else if (Object.keys(value).some((key) => key.startsWith("Fn::"))) return;
  else if (type.type === "array" && Array.isArray(value)) value.forEach((item, index) => checkValue(`${path}[${index}]`, item, type.element));
  else if (type.type === "ref") checkMembers(path, value, specification.get("typeDefinition", type.reference.$ref).properties);
}
