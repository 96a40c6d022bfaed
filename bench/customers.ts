/**
 * Customers at scale: how fast a bulk is taken, how long a search among them takes, and how long the
 * page of one with ten thousand signals. The many are made once, and kept.
 */
import { performance } from "node:perf_hooks";
import { apiKey, dropDirectory, freshDirectory, startServer, type Server } from "./children.ts";
import { drained, sendLines } from "./client.ts";
import { fillPostgres } from "./fill.ts";
import { keptDirectory } from "./kept.ts";
import { customerAt, isOnlySpoken, searches, signalOfBusiest } from "./people.ts";
import { readable, type Line } from "./report.ts";
import { bestInTurns } from "./rounds.ts";
import type { Part, Size } from "./size.ts";

/** On two cores, at a million customers; at fewer it must hold all the more. */
const mostMilliseconds = 100;
const signalsOfOne = 10_000;
const linesOfBody = 10_000;

async function ask<T>(server: Server, path: string, body?: string): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(body === undefined ? {} : { "content-type": "application/x-ndjson" }),
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 500)}`);
  return JSON.parse(text) as T;
}

type Report = (text: string) => void;

/** Customers a second, from the first line sent to the last answer; throws unless every one was taken. */
async function bulkRate(customers: number): Promise<number> {
  const directory = freshDirectory();
  const server = await startServer(directory);
  const bodies: string[] = [];
  for (let n = 0; n < customers; n += linesOfBody)
    bodies.push(
      Array.from({ length: Math.min(linesOfBody, customers - n) }, (_, k) =>
        JSON.stringify(customerAt(n + k)),
      ).join("\n"),
    );
  const from = performance.now();
  let taken = 0;
  for (const body of bodies)
    taken += (await ask<{ accepted: number }>(server, "/v1/customers", body)).accepted;
  const rate = customers / ((performance.now() - from) / 1000);
  await server.stop();
  dropDirectory(directory);
  if (taken !== customers) throw new Error(`of ${customers} customers ${taken} were taken`);
  return rate;
}

/** The directory of those who are searched, made where it is not there yet. */
export function keepCustomers({ customers: count }: Size, report: Report): Promise<string> {
  const sample = [0, 1, 999].map((n) => [customerAt(n), isOnlySpoken(n)]);
  const kept = { name: "customers", count, sample, room: 4e9 };
  return keptDirectory(kept, async (fresh) => {
    report(`customers: making ${count.toLocaleString("en")} (once; they are kept)`);
    // The first start makes the tables and the workspace.
    await (await startServer(fresh)).stop();
    await fillPostgres(fresh, count, report);
    const server = await startServer(fresh);
    const signals = Array.from({ length: signalsOfOne }, (_, n) =>
      JSON.stringify(signalOfBusiest(n)),
    );
    await sendLines(server.port, Buffer.from(signals.join("\n")), signalsOfOne);
    await drained(server.port);
    await server.stop();
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

export const customers: Part = async (size, report) => {
  const rate = await bulkRate(size.customersSent);
  report(`customers: ${readable(rate)} a second in bulk`);
  const server = await startServer(await keepCustomers(size, report));
  const bound = { most: mostMilliseconds };
  const best = async (path: string) => {
    const [time = Number.NaN] = await bestInTurns(
      [() => timed(() => ask(server, path))],
      { rounds: 5, better: "lower" },
      ([each = Number.NaN]) => each <= mostMilliseconds,
    );
    return time;
  };
  let slowest = { search: "", time: 0 };
  for (const { search, least } of searches(size.customers)) {
    const path = `/v1/customers?search=${encodeURIComponent(search)}`;
    const { customers: found } = await ask<{ customers: unknown[] }>(server, path);
    if (found.length < least) throw new Error(`"${search}" finds ${found.length} customers`);
    const time = await best(path);
    report(`customers: "${search}" ${readable(time)} ms`);
    if (time > slowest.time) slowest = { search, time };
  }
  const page = await best(`/v1/customers/${encodeURIComponent(customerAt(0).id)}`);
  await server.stop();
  const many = size.customers.toLocaleString("en");
  const lines: Line[] = [
    {
      figure: `slowest search among ${many} customers`,
      corridor: `${readable(slowest.time)} ms`,
      measured: slowest.time,
      unit: "ms",
      bound,
      note: `"${slowest.search}"`,
    },
    {
      figure: `a customer's page, ${signalsOfOne.toLocaleString("en")} signals`,
      corridor: `${readable(page)} ms`,
      measured: page,
      unit: "ms",
      bound,
    },
    {
      figure: `customers taken in bulk, ${size.customersSent.toLocaleString("en")} of them`,
      corridor: `${readable(rate)}/s`,
      note: `a million in ${readable(1e6 / rate / 60)} min`,
    },
  ];
  return lines;
};
