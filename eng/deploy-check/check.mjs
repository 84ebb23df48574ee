// Checks what deploy/ holds: CloudFormation templates by the resource specification, Kubernetes manifests as kustomize renders
// them, compose files by the schema of the Compose Specification. What is not checked here is said, line by line.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { checkTemplate } from "./cloudformation.mjs";
import { checkCompose } from "./compose.mjs";
import { checkKustomization, hasKubectl } from "./kubernetes.mjs";

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

async function checkAll(root) {
  const composeFiles = [...filesUnder(join(root, "deploy/compose"), (name) => name.endsWith(".yaml")), join(root, "compose.yaml")];
  for (const file of composeFiles.filter((file) => existsSync(file) && !file.includes("/rules/"))) {
    await check(relative(root, file), () => checkCompose(file));
  }

  const templates = ["deploy/cloudformation", "deploy/dashboards"].flatMap((folder) =>
    filesUnder(join(root, folder), (name) => /\.ya?ml$/.test(name) || (folder.endsWith("cloudformation") && name.endsWith(".json"))));
  for (const file of templates) {
    await check(relative(root, file), () => checkTemplate(file));
  }

  for (const file of filesUnder(join(root, "deploy/kubernetes"), (name) => name === "kustomization.yaml")) {
    const folder = join(file, "..");
    if (hasKubectl()) {
      await check(relative(root, folder), () => checkKustomization(folder, join(root, "deploy/kubernetes/base")));
    } else {
      console.log(`not checked ${relative(root, folder)}: there is no kubectl`);
    }
  }
}

for (const root of process.argv.slice(2)) {
  await checkAll(root);
}

process.exitCode = failures > 0 ? 1 : 0;
