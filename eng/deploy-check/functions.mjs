// What a template's functions name and take: references and conditions that lead nowhere, delimiters that are no text,
// parameters that nothing uses.
const pseudo = ["AccountId", "NoValue", "NotificationARNs", "Partition", "Region", "StackId", "StackName", "URLSuffix"].map((name) => `AWS::${name}`);

/** Throws on the first fault; attributesOf says what a type of resource answers to Fn::GetAtt. */
export function checkFunctions(template, attributesOf) {
  const { Parameters: parameters = {}, Conditions: conditions = {}, Resources: resources } = template;
  const used = new Set();
  const rules = {
    Ref: checkReference,
    Condition: (name, path) => typeof name === "string" && checkCondition(name, path),
    "Fn::GetAtt": checkAttribute,
    "Fn::If": ([name], path) => checkCondition(name, path),
    "Fn::Join": ([delimiter], path) => isText(delimiter, path),
    "Fn::Split": ([delimiter], path) => isText(delimiter, path),
    "Fn::Sub": (value, path) => (Array.isArray(value) ? checkText(value[0], value[1], path) : checkText(value, {}, path)),
  };

  for (const part of ["Conditions", "Resources", "Outputs"]) walk(template[part], part);
  for (const [name, entry] of Object.entries({ ...resources, ...template.Outputs })) {
    if (entry.Condition) checkCondition(entry.Condition, name);
  }
  for (const name of Object.keys(parameters)) {
    if (!used.has(name)) throw new Error(`nothing uses the parameter ${name}`);
  }
  checkGroups(template.Metadata?.["AWS::CloudFormation::Interface"], parameters);

  function walk(value, path) {
    if (value === null || typeof value !== "object") return;
    const [name, ...others] = Object.keys(value);
    if (others.length === 0 && name in rules) rules[name](value[name], path);
    for (const [key, member] of Object.entries(value)) walk(member, `${path}.${key}`);
  }

  function checkReference(name, path) {
    used.add(name);
    if (!(name in parameters || name in resources || pseudo.includes(name))) throw new Error(`${path}: there is no ${name}`);
  }

  function checkAttribute(target, path) {
    const [name, ...rest] = Array.isArray(target) ? target : [target.slice(0, target.indexOf(".")), target.slice(target.indexOf(".") + 1)];
    if (!(name in resources)) throw new Error(`${path}: there is no resource ${name}`);
    if (!(rest.join(".") in (attributesOf(resources[name].Type) ?? {}))) throw new Error(`${path}: ${name} has no attribute ${rest.join(".")}`);
  }

  function checkCondition(name, path) {
    if (!(name in conditions)) throw new Error(`${path}: there is no condition ${name}`);
  }

  function checkText(text, names, path) {
    for (const [, name] of text.matchAll(/\$\{([^!}]+)\}/g)) {
      if (name in names) continue;
      if (name.includes(".")) checkAttribute(name, path);
      else checkReference(name, path);
    }
  }
}

function isText(delimiter, path) {
  if (typeof delimiter !== "string") throw new Error(`${path}: a delimiter takes no function`);
}

function checkGroups(form, parameters) {
  if (!form) return;
  const grouped = form.ParameterGroups.flatMap((group) => group.Parameters);
  const odd = [...grouped.filter((name) => !(name in parameters)), ...Object.keys(parameters).filter((name) => !grouped.includes(name))];
  if (odd.length > 0) throw new Error(`the groups of parameters differ from the parameters: ${odd.join(", ")}`);
}
