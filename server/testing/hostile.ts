/**
 * A server at its most talkative, to which everything happens that can go wrong, with somebody's
 * name in it. A program of its own, so that whoever runs it reads all that was written, by whomever.
 * Itself it writes only which failures it has provoked.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { defineRoute } from "#contract/route.ts";
import { createLog } from "#platform/log.ts";
import { createHttp, listen, route } from "#platform/http.ts";
import { sayLastWords } from "#platform/last-words.ts";
import { eventually } from "./server.ts";
import { startWorld } from "./world.ts";

/** Lines of it look like a stack's. */
export const marker =
  "Budi-Santoso\n    at Budi-Santoso (file:///Budi-Santoso.ts:1:1)\n    at async budi-santoso (file:///budi.ts:4:7)";

const provoked = (what: string, status: number) =>
  process.stdout.write(`provoked ${what} ${status}\n`);

async function main(): Promise<void> {
  const world = await startWorld({
    env: {
      LOG_LEVEL: "trace",
      OTEL_EXPORTER_OTLP_ENDPOINT: process.argv[2]!,
      OTEL_METRIC_EXPORT_INTERVAL: "1000",
    },
  });
  const { db } = world.app.postgres;
  const { clickhouse } = world.app;
  const run = async (text: string) => void (await sql.raw(text).execute(db));
  const good = { kind: "response", occurredAt: "2026-01-31T09:30:00Z" };
  const named = {
    ...good,
    customer: { id: marker.slice(0, 20), email: "budi-santoso@example.com" },
    text: marker,
    attributes: { [`Budi-Santoso`]: marker },
    answers: { name: marker },
  };
  const post = async (what: string, path: string, body: unknown, headers = {}) => {
    const { status } = await world.request("POST", path, body, headers);
    provoked(what, status);
  };
  const lines = { "content-type": "application/x-ndjson" };
  const raw = JSON.stringify({ ...named, id: "raw" });

  // What is said in addresses and headers.
  const hostile = {
    traceparent: "Budi-Santoso",
    "x-request-id": "Budi-Santoso",
    "user-agent": "Budi-Santoso",
  };
  for (const path of [
    "/Budi-Santoso",
    "/v1/signals/Budi-Santoso?budi-santoso=Budi-Santoso",
    "/v1/held/Budi-Santoso/send-again",
  ])
    provoked("address", (await world.request("GET", path, undefined, hostile)).status);
  provoked(
    "key",
    (await world.request("GET", "/v1/keys", undefined, { authorization: "Bearer Budi-Santoso" }))
      .status,
  );

  // What cannot be read, and what is not valid.
  await post("bad JSON", "/v1/signals", raw.slice(0, -1));
  await post("bad JSON elsewhere", "/v1/query", raw.slice(0, -1));
  await post("bad gzip", "/v1/signals", raw, { ...lines, "content-encoding": "gzip" });
  await post("bad lines", "/v1/signals", `${raw.slice(0, -1)}\n${raw.slice(1)}`, lines);
  await post("another type", "/v1/signals", raw, { "content-type": "text/Budi-Santoso" });
  await post("unknown fields", "/v1/signals", { ...named, "Budi-Santoso": marker });
  await post("no signal", "/v1/signals", [marker, { kind: marker.repeat(99) }]);
  await post("a condition", "/v1/query", {
    measure: { kind: "count" },
    where: `text == 'Budi-Santoso`,
  });
  await post("a question", "/v1/query", { measure: { kind: "count", "Budi-Santoso": 1 } });
  await post("a question of a name", "/v1/query", {
    measure: { kind: "mean", key: "budi-santoso" },
  });
  await world.request("PUT", "/v1/stages/pause", {
    definition: { labels: { en: 7, "Budi-Santoso": marker } },
  });

  // What is held, and what the signal store refuses.
  await world.request("PUT", "/v1/measures/stars", {
    definition: { direction: "higher-is-better", scale: { min: 0, max: 5 } },
  });
  const held = await world.send([{ ...named, id: "held Budi-Santoso", measures: { stars: 99 } }]);
  provoked("held", held.status);
  const refusing = (how: string) =>
    clickhouse.command(`ALTER TABLE signals ADD CONSTRAINT no_budi CHECK ${how}`);
  await refusing("throwIf(position(toString(text), 'Budi') > 0, 'Budi-Santoso is not wanted') = 0");
  await post("store refused, unclear", "/v1/signals", { ...named, id: "refused Budi-Santoso" });
  await sleep(2_500);
  await clickhouse.command("ALTER TABLE signals DROP CONSTRAINT no_budi");
  await world.drained();
  await refusing("position(toString(text), 'Budi') = 0");
  await post("store refused, clearly", "/v1/signals", { ...named, id: "refused too Budi-Santoso" });
  await world.drained();
  await clickhouse.command("ALTER TABLE signals DROP CONSTRAINT no_budi");

  // What the database says when it refuses: with the values in its message.
  await run(
    "create function no_budi() returns trigger as $$ begin raise exception 'Budi-Santoso: %', new; end $$ language plpgsql",
  );
  await run(
    "create trigger no_budi before insert on inbox for each row execute function no_budi()",
  );
  await post("a defect of intake", "/v1/signals", { ...named, id: "defect Budi-Santoso" });
  await run("drop trigger no_budi on inbox");
  await run(
    "create function no_budi_gone() returns trigger as $$ begin raise exception 'Budi-Santoso: %', old; end $$ language plpgsql",
  );
  await run(
    "create trigger no_budi before delete on inbox for each row execute function no_budi_gone()",
  );
  await post("a drain that cannot end", "/v1/signals", { ...named, id: "drain Budi-Santoso" });
  await sleep(2_500);
  await run("drop trigger no_budi on inbox");
  await world.drained();
  await run(
    "create trigger no_budi before insert on audit_log for each row execute function no_budi()",
  );
  await post("a defect of the audit log", "/v1/keys", { name: "Budi-Santoso", scopes: ["read"] });
  await run("drop trigger no_budi on audit_log");
  provoked(
    "a value of the wrong type",
    (
      await world.request(
        "GET",
        "/v1/audit?actor=Budi-Santoso&subject=Budi-Santoso&from=Budi-Santoso",
      )
    ).status,
  );

  // A job that fails, with a name in what it works on.
  const { body: made } = await world.request<{ id: string }>("POST", "/v1/imports", {
    name: "Budi-Santoso",
  });
  await run(
    "create trigger no_budi before delete on imports for each row execute function no_budi_gone()",
  );
  await run(
    "create trigger no_budi_two before update on imports for each row when (new.status <> 'removing') execute function no_budi()",
  );
  await world.request("DELETE", `/v1/imports/${made.id}`);
  await eventually(
    () => world.request<string>("GET", "/metrics"),
    ({ body }) =>
      /corridor_job_duration_seconds_count\{job="remove-import",outcome="failed"\} [1-9]/.test(
        body,
      ),
  );
  provoked("a job that fails", 0);
  await world.stop();

  await brokenStream();
  sayLastWords(createLog("trace"));
  await Promise.reject(new Error(marker));
}

/** An answer that breaks in the middle. */
async function brokenStream(): Promise<void> {
  const record = defineRoute({
    name: "stream",
    method: "GET",
    path: "/stream",
    tag: "x",
    summary: "x",
    access: "public",
    limit: "requests",
    responses: { 200: { description: "x" } },
  });
  const stream = () =>
    new ReadableStream<Uint8Array>({
      async pull(controller) {
        controller.enqueue(Buffer.from("so far, so good\n"));
        await sleep(50);
        controller.error(new Error(marker));
      },
    });
  const http = createHttp({
    routes: [route(record, () => new Response(stream()))],
    authenticate: { key: async () => undefined, session: async () => undefined },
    publicUrl: undefined,
    audit: async () => undefined,
    trustedProxies: [],
    signalsPerMinute: 0,
    requestsPerMinute: 0,
    log: createLog("trace"),
  });
  const server = await listen(http, "127.0.0.1", 0);
  const whole = await fetch(`http://127.0.0.1:${server.port}/stream`)
    .then((response) => response.text())
    .then(
      (text) => `whole, ${text.length} characters`,
      () => "cut",
    );
  provoked(`a stream: ${whole}`, 200);
  await server.close(1_000);
}

const own = join(import.meta.dirname, "hostile.ts");
if (process.argv[1] !== undefined && readFileSync(process.argv[1]).equals(readFileSync(own)))
  await main();
