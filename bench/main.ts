/**
 * `npm run bench`: what is fast, measured in one run, as ratios against bounds. `-- --quick` takes
 * at most four minutes; `-- --only NAME` runs one part, `-- --signals N` the firm of `understand`
 * with so many. Exits 1 where a bound is broken, 2 where something could not be measured.
 */
import { availableParallelism, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { endAll } from "./children.ts";
import { company } from "./company.ts";
import { customers, keepCustomers } from "./customers.ts";
import { durable } from "./durable.ts";
import { intake } from "./intake.ts";
import { questions } from "./question.ts";
import { isBroken, tableOf, type Line } from "./report.ts";
import { rest } from "./rest.ts";
import { results } from "./results.ts";
import { keepSignals, web } from "./web.ts";
import { quick, whole, type Part, type Size } from "./size.ts";
import { submissions } from "./submissions.ts";
import { understand } from "./understand.ts";

const parts: Readonly<Record<string, Part>> = {
  durable,
  submissions,
  intake,
  questions,
  understand,
  results,
  customers,
  demo: company,
  web,
  rest,
};

/** What takes long to make and is kept. Each keeps one processor busy, so that all are made beside each other. */
const kept: Readonly<Record<string, (...given: Parameters<Part>) => Promise<unknown>>> = {
  customers: keepCustomers,
  web: keepSignals,
};

function chosen(): { size: Size; names: string[] } {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string" },
      signals: { type: "string" },
    },
  });
  if (values.signals !== undefined && !/^[1-9]\d{5,7}$/u.test(values.signals))
    throw new Error("`--signals` takes a number from 100000 to 99999999.");
  if (values.only !== undefined && !Object.hasOwn(parts, values.only))
    throw new Error(
      `There is no part "${values.only}"; there are ${Object.keys(parts).join(", ")}.`,
    );
  const size = values.quick ? quick : whole;
  return {
    size: values.signals === undefined ? size : { ...size, understood: Number(values.signals) },
    names: values.only === undefined ? Object.keys(parts) : [values.only],
  };
}

async function main(): Promise<number> {
  const { size, names } = chosen();
  const from = Date.now();
  const report = (text: string) =>
    process.stderr.write(`${((Date.now() - from) / 1000).toFixed(0).padStart(4)} s  ${text}\n`);
  const lines: Line[] = [];
  let failed = 0;
  const made = await Promise.allSettled(names.map((name) => kept[name]?.(size, report)));
  // What could not be made is tried again by the part that needs it, which tells why.
  if (made.some(({ status }) => status === "rejected")) endAll();
  for (const name of names) {
    report(name);
    try {
      lines.push(...(await parts[name]!(size, report)));
    } catch (error) {
      failed++;
      endAll();
      report(`${name} could not be measured: ${(error as Error).message}`);
    }
  }
  const memory = Math.round(totalmem() / 2 ** 30);
  process.stdout.write(
    `\nCorridor's bench${size.quick ? " (quick)" : ""}: ${availableParallelism()} cores, ${memory} GB, Node ${process.versions.node}, ${((Date.now() - from) / 1000).toFixed(0)} s\n\n${tableOf(lines)}\n`,
  );
  const broken = lines.filter((line) => isBroken(line));
  for (const { figure } of broken) process.stdout.write(`Broken: ${figure.trim()}\n`);
  if (failed > 0) return 2;
  return broken.length > 0 ? 1 : 0;
}

try {
  process.exit(await main());
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(2);
}
