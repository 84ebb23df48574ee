// Renders and checks what deploy/ holds: CloudFormation by the CDK's own reading of the resource specification,
// Kubernetes by kustomize and the schemas of Kubernetes, KEDA and the Prometheus operator, compose files by the schema of
// the Compose Specification.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import Ajv from "ajv";
import { App, Stack } from "aws-cdk-lib";
import { CfnInclude } from "aws-cdk-lib/cloudformation-include";
import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import { parse, parseAllDocuments } from "yaml";

let failures = 0;

async function check(name, run) {
  try {
    await run();
    console.log(`ok    ${name}`);
  } catch (error) {
    failures++;
    console.log(`wrong ${name}: ${error.message}`);
  }
}

function filesUnder(folder, accept) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path, accept) : accept(name) ? [path] : [];
  });
}

// kubernetes-models names its classes by group, version and kind.
const packages = { "keda.sh": "@kubernetes-models/keda", "monitoring.coreos.com": "@kubernetes-models/prometheus-operator" };

async function modelOf(apiVersion, kind) {
  const [group, version] = apiVersion.includes("/") ? apiVersion.split("/") : ["", apiVersion];
  const from = packages[group] ?? "kubernetes-models";
  const path = from === "kubernetes-models" ? `${from}/${group ? apiVersion : version}/${kind}` : `${from}/${apiVersion}/${kind}`;
  return (await import(path))[kind];
}

// The short forms of CloudFormation's functions.
const functions = ["And", "Equals", "FindInMap", "GetAtt", "If", "Join", "Not", "Or", "Select", "Split", "Sub"]
  .flatMap((name) => ["scalar", "seq", "map"].map((kind) => tagOf(`!${name}`, kind, `Fn::${name}`)))
  .concat([tagOf("!Ref", "scalar", "Ref"), tagOf("!Condition", "scalar", "Condition")]);

function tagOf(tag, kind, name) {
  return { tag, collection: kind === "scalar" ? undefined : kind, resolve: (value) => ({ [name]: value.toJSON?.() ?? value }) };
}

const specification = loadAwsServiceSpecSync();

// The CDK takes unknown properties as they are, so each is looked up in the specification of its resource.
function checkResource(name, resource) {
  const [found] = specification.lookup("resource", "cloudFormationType", "equals", resource.Type);
  if (!found) throw new Error(`${name}: there is no ${resource.Type}`);
  checkMembers(name, resource.Properties ?? {}, found.properties);
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
  if (value === null || typeof value !== "object" || Object.keys(value).some((key) => key === "Ref" || key.startsWith("Fn::"))) return;
  if (type.type === "array" && Array.isArray(value)) value.forEach((item, index) => checkValue(`${path}[${index}]`, item, type.element));
  else if (type.type === "ref") checkMembers(path, value, specification.get("typeDefinition", type.reference.$ref).properties);
}

// The schema names its dialect by an address that Ajv does not know, and formats that are Docker's own.
function composeValidator() {
  const folder = dirname(createRequire(import.meta.url).resolve("dclint/package.json"));
  const { $schema, ...schema } = JSON.parse(readFileSync(join(folder, "schemas/compose.schema.json"), "utf8"));
  return new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
}

const isCompose = composeValidator();

function checkCompose(file) {
  if (!isCompose(parse(readFileSync(file, "utf8"), { merge: true }))) {
    throw new Error(isCompose.errors.map((error) => `${error.instancePath} ${error.message}`).join("; "));
  }
}

async function checkAll(root) {
  const composeFiles = [...filesUnder(join(root, "deploy/compose"), (name) => name.endsWith(".yaml")), join(root, "compose.yaml")];
  for (const file of composeFiles.filter((file) => existsSync(file) && !file.includes("/rules/"))) {
    await check(relative(root, file), () => checkCompose(file));
  }

  for (const file of filesUnder(join(root, "deploy/cloudformation"), (name) => /\.(ya?ml|json)$/.test(name))) {
    await check(relative(root, file), () => {
      // References and conditions that lead nowhere.
      new CfnInclude(new Stack(new App(), "Check"), "Template", { templateFile: file });
      const template = parse(readFileSync(file, "utf8"), { customTags: functions });
      for (const [name, resource] of Object.entries(template.Resources)) checkResource(name, resource);
    });
  }

  for (const file of filesUnder(join(root, "deploy/kubernetes"), (name) => name === "kustomization.yaml")) {
    const folder = join(file, "..");
    await check(relative(root, folder), async () => {
      const rendered = execFileSync("kubectl", ["kustomize", folder], { encoding: "utf8" });
      for (const document of parseAllDocuments(rendered)) {
        const resource = document.toJS();
        const Model = await modelOf(resource.apiVersion, resource.kind);
        try {
          new Model(resource).validate();
        } catch (error) {
          throw new Error(`${resource.kind}/${resource.metadata?.name}: ${error.message}`);
        }
      }
    });
  }
}

for (const root of process.argv.slice(2)) {
  await checkAll(root);
}

process.exitCode = failures > 0 ? 1 : 0;
