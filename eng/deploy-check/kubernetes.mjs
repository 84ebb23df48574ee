// Manifests as kustomize renders them, by the schemas of Kubernetes, KEDA and the Prometheus operator.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parse, parseAllDocuments } from "yaml";

export function hasKubectl() {
  try {
    execFileSync("kubectl", ["version", "--client"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

export async function checkKustomization(folder, base) {
  for (const document of parseAllDocuments(render(folder, base))) {
    const resource = document.toJS();
    const Model = await modelOf(resource.apiVersion, resource.kind);
    try {
      new Model(resource).validate();
    } catch (error) {
      throw new Error(`${resource.kind}/${resource.metadata?.name}: ${error.message}`);
    }
  }
}

// A component is rendered with the base, as it cannot be by itself.
function render(folder, base) {
  const kustomization = parse(readFileSync(join(folder, "kustomization.yaml"), "utf8"));
  if (kustomization.kind !== "Component") return kustomize(folder);
  const around = mkdtempSync(join(dirname(base), ".check-"));
  try {
    const content = { resources: [relative(around, base)], components: [relative(around, folder)] };
    writeFileSync(join(around, "kustomization.yaml"), JSON.stringify(content));
    return kustomize(around);
  } finally {
    rmSync(around, { recursive: true });
  }
}

function kustomize(folder) {
  return execFileSync("kubectl", ["kustomize", folder], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

// kubernetes-models names its classes by group, version and kind.
const packages = { "keda.sh": "@kubernetes-models/keda", "monitoring.coreos.com": "@kubernetes-models/prometheus-operator" };

async function modelOf(apiVersion, kind) {
  const [group, version] = apiVersion.includes("/") ? apiVersion.split("/") : ["", apiVersion];
  const from = packages[group] ?? "kubernetes-models";
  const path = from === "kubernetes-models" ? `${from}/${group ? apiVersion : version}/${kind}` : `${from}/${apiVersion}/${kind}`;
  return (await import(path))[kind];
}
