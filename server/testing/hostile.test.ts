/** What `hostile.ts` has to say, read. Its stores are those of testing/world.ts. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { nodeFlags } from "../../scripts/node-flags.mjs";
import { startCollector, type Collector } from "./collector.ts";

const hostile = join(import.meta.dirname, "hostile.ts");
let collector: Collector;
let output = "";
let code: number | null;
before(async () => {
  collector = await startCollector();
  const child = spawn(process.execPath, [...nodeFlags, hostile, collector.url], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  [code] = (await once(child, "close")) as [number | null];
});
after(() => collector.stop());

type Line = {
  msg: string;
  level: number;
  actor?: string;
  code?: string;
  ms?: number;
  at?: string[];
  cause?: { type?: string };
  traceId?: string;
  requestId?: string;
  workspace?: string;
  batch?: string;
  job?: string;
  status?: number;
  route?: string;
};
const lines = () =>
  output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Line);
const withMessage = (msg: string) => lines().filter((line) => line.msg === msg);

test("everything that can go wrong did", () => {
  const provoked = output.split("\n").filter((line) => line.startsWith("provoked "));
  assert.deepEqual(
    provoked.map((line) => line.slice("provoked ".length)),
    [
      "address 404",
      "address 400",
      "address 405",
      "key 401",
      "bad JSON 400",
      "bad JSON elsewhere 400",
      "bad gzip 400",
      "bad lines 422",
      "another type 415",
      "unknown fields 422",
      "no signal 422",
      "a condition 400",
      "a question 400",
      "a question of a name 400",
      "held 202",
      "store refused, unclear 202",
      "store refused, clearly 202",
      "a defect of intake 500",
      "a drain that cannot end 202",
      "a defect of the audit log 500",
      "a value of the wrong type 400",
      "a job that fails 0",
      "a stream: cut 200",
    ],
  );
  assert.equal(code, 1, "the last one ends the program");
});

test("nothing that was written names anybody, nor does anything that was sent", () => {
  assert.ok(lines().length > 30 && collector.received.length > 3);
  assert.doesNotMatch(output, /budi|santoso/i);
  for (const { text } of collector.received) assert.doesNotMatch(text, /budi|santoso/i);
});

test("every line says what it belongs to, and a failure where it was", () => {
  const id = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
  const answered = withMessage("answered");
  assert.ok(answered.length > 20);
  for (const line of answered) {
    assert.match(line.requestId!, id);
    const level = line.status! >= 500 || line.ms! > 1_000 ? 30 : 20;
    assert.equal(line.level, level, JSON.stringify(line));
    assert.ok(line.route === "" || line.route!.startsWith("/"), line.route);
  }
  const refused = answered.find(({ status }) => status === 401)!;
  assert.deepEqual([refused.code, refused.workspace], ["unauthenticated", undefined]);

  const failed = withMessage("a request failed");
  assert.equal(failed.length, 2);
  for (const line of failed) {
    assert.match(line.workspace!, id);
    assert.equal(line.actor, "key:bootstrap");
    assert.equal(line.code, "P0001");
    assert.ok(line.at!.some((place) => place.includes("-store.ts")));
    // The same id as in the line of the answer, and the trace that a collector has.
    const answer = answered.find(({ requestId }) => requestId === line.requestId)!;
    assert.deepEqual([answer.status, answer.code, answer.traceId], [500, "internal", line.traceId]);
    assert.ok(collector.spans().some(({ traceId }) => traceId === line.traceId));
  }

  const held = withMessage("signals were held; see GET /v1/held");
  assert.ok(held.length >= 2);
  for (const line of held) assert.ok(id.test(line.workspace!) && id.test(line.batch!));
  const stuck = withMessage("the drain could not go on; signals wait safely in the inbox");
  assert.ok(stuck.length >= 2);
  for (const line of stuck) assert.match(line.batch!, id);
  assert.ok(stuck.some(({ cause }) => cause?.type === "FUNCTION_THROW_IF_VALUE_IS_NON_ZERO"));

  const [job] = withMessage("a job failed and will be tried again");
  assert.equal(job!.job, "remove-import");
  assert.match(job!.workspace!, id);
  assert.equal(withMessage("an answer broke off").length, 1);
  assert.deepEqual(
    lines()
      .filter(({ level }) => level === 60)
      .map(({ msg }) => msg),
    ["a defect ended the program"],
  );
});
