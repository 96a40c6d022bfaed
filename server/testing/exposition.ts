/** Prometheus' text format 0.0.4, read strictly: what a lenient reader would forgive is an error here. */

export type Sample = { name: string; labels: Record<string, string>; value: number };
export type Family = {
  name: string;
  type: "counter" | "gauge" | "histogram";
  help: string;
  samples: Sample[];
};

const name = "[a-zA-Z_][a-zA-Z0-9_]*";
const helpLine = new RegExp(`^# HELP (${name}) (\\S.*)$`);
const typeLine = new RegExp(`^# TYPE (${name}) (counter|gauge|histogram)$`);
const sampleLine = new RegExp(`^(${name})(?:\\{(.*)\\})? (\\S+)$`);
const pair = new RegExp(`(${name})="((?:[^"\\\\\\n]|\\\\[\\\\"n])*)"(,|$)`, "y");
const number = /^(?:[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?|\+Inf|-Inf|NaN)$/;

function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  pair.lastIndex = 0;
  while (pair.lastIndex < text.length) {
    const at = pair.lastIndex;
    const match = pair.exec(text);
    if (!match) throw new Error(`not labels, from ${at}: ${text}`);
    const [, key = "", value = "", comma] = match;
    if (Object.hasOwn(labels, key)) throw new Error(`${key} is there twice: ${text}`);
    if (comma === "," && pair.lastIndex === text.length)
      throw new Error(`ends in a comma: ${text}`);
    labels[key] = value.replace(/\\([\\"n])/g, (_all, c: string) => (c === "n" ? "\n" : c));
  }
  return labels;
}

const keyOf = (labels: Record<string, string>, but?: string) =>
  JSON.stringify(
    Object.entries(labels)
      .filter(([label]) => label !== but)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

/** A histogram's buckets rise to +Inf, which is its count, and each has its sum. */
function checkHistogram({ name: of, samples }: Family): void {
  const series = Map.groupBy(samples, ({ labels }) => keyOf(labels, "le"));
  for (const [key, all] of series) {
    const one = (suffix: string) => {
      const found = all.filter((each) => each.name === of + suffix);
      if (found.length !== 1) throw new Error(`${of}${suffix} ${key}: ${found.length} times`);
      return found[0]!.value;
    };
    const buckets = all.filter((each) => each.name === `${of}_bucket`);
    const bounds = buckets.map(({ labels }) =>
      labels.le === "+Inf" ? Number.POSITIVE_INFINITY : Number(labels.le),
    );
    if (bounds.at(-1) !== Number.POSITIVE_INFINITY || bounds.some((each) => Number.isNaN(each)))
      throw new Error(`${of} ${key}: buckets end at ${bounds.at(-1)}`);
    for (let n = 1; n < buckets.length; n++)
      if (bounds[n]! <= bounds[n - 1]! || buckets[n]!.value < buckets[n - 1]!.value)
        throw new Error(`${of} ${key}: bucket ${n} does not rise`);
    if (buckets.at(-1)!.value !== one("_count"))
      throw new Error(`${of} ${key}: its count is not its last bucket`);
    one("_sum");
  }
}

export function parseExposition(text: string): Map<string, Family> {
  if (!text.endsWith("\n")) throw new Error("the last line does not end");
  const families = new Map<string, Family>();
  let help: { name: string; text: string } | undefined;
  let family: Family | undefined;
  for (const line of text.slice(0, -1).split("\n")) {
    const helped = helpLine.exec(line);
    if (helped) {
      help = { name: helped[1]!, text: helped[2]! };
      continue;
    }
    const typed = typeLine.exec(line);
    if (typed) {
      const [, of = "", type] = typed;
      if (help?.name !== of) throw new Error(`TYPE without its HELP: ${line}`);
      if (families.has(of)) throw new Error(`there twice: ${of}`);
      family = { name: of, type: type as Family["type"], help: help.text, samples: [] };
      families.set(of, family);
      continue;
    }
    const sample = sampleLine.exec(line);
    if (!sample || !family) throw new Error(`not a line of the format: ${JSON.stringify(line)}`);
    const [, of = "", labels = "", value = ""] = sample;
    const suffixes = family.type === "histogram" ? ["_bucket", "_sum", "_count"] : [""];
    if (!suffixes.some((suffix) => of === family!.name + suffix))
      throw new Error(`${of} stands under ${family.name}`);
    if (!number.test(value)) throw new Error(`not a number: ${line}`);
    family.samples.push({ name: of, labels: labelsOf(labels), value: Number(value) });
  }
  for (const each of families.values()) {
    const keys = each.samples.map((sample) => sample.name + keyOf(sample.labels));
    if (new Set(keys).size < keys.length) throw new Error(`${each.name} has a series twice`);
    if (each.type === "counter" && each.samples.some(({ value }) => !(value >= 0)))
      throw new Error(`${each.name} is a counter and below 0`);
    if (each.type === "histogram") checkHistogram(each);
  }
  return families;
}

/** The value of a series, 0 where there is none: of a histogram, how many it counted. */
export function valueIn(
  families: ReadonlyMap<string, Family>,
  of: string,
  labels: Record<string, string> = {},
): number {
  const family = families.get(of);
  const sought = family?.type === "histogram" ? `${of}_count` : of;
  return (family?.samples ?? [])
    .filter((each) => each.name === sought && keyOf(each.labels) === keyOf(labels))
    .reduce((sum, each) => sum + each.value, 0);
}
