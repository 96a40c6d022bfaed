/** The load generator of answers to surveys, a process of its own: each the form of a respondent who has just come. */
import { performance } from "node:perf_hooks";
import { createTokens } from "#ask/token.ts";
import { openConnection, type Connection } from "./connection.ts";
import type { Loaded } from "./load.ts";
import { quantile } from "./rounds.ts";
import type { SubmissionLoad } from "./submissions.ts";
import { serve } from "./worker.ts";

/** A request in which only the token changes, so that sending costs no serialising. */
function requestOf(load: SubmissionLoad): { request: Buffer; write: (token: string) => void } {
  const placeholder = "T".repeat(43);
  const body = new URLSearchParams({
    r: placeholder,
    p: "one",
    shown: "nps why",
    n: "1",
    t: String(Date.now()),
    website: "",
    "a.nps": "9",
    "a.why": "The order came a day early and whole, and the driver called before.",
    go: "next",
  }).toString();
  const head = `POST /s/${load.survey} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Part: 1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n`;
  const request = Buffer.from(head + body, "latin1");
  const at = request.indexOf(placeholder);
  return { request, write: (token) => void request.write(token, at, "latin1") };
}

type Sender = { connection: Connection } & ReturnType<typeof requestOf>;

serve({
  async submit(load: SubmissionLoad): Promise<Loaded> {
    const tokens = createTokens(load.secret);
    const senders: Sender[] = await Promise.all(
      Array.from({ length: load.connections }, async () => ({
        connection: await openConnection(load.port),
        ...requestOf(load),
      })),
    );
    const statuses: Record<number, number> = {};
    const latencies: number[] = [];
    let sent = 0;
    // Nobody answers faster than they read: what is too fast is kept too, but marked.
    const came = Date.now() - 60_000;
    const from = performance.now();
    const end = from + load.seconds * 1_000;
    await Promise.all(
      senders.map(
        ({ connection, request, write }) =>
          new Promise<void>((resolve) => {
            const next = () => {
              if (performance.now() >= end) return resolve();
              write(tokens.issue(load.survey, 1, came).token);
              sent++;
              const at = performance.now();
              connection.send(request, (status) => {
                latencies.push(performance.now() - at);
                statuses[status] = (statuses[status] ?? 0) + 1;
                next();
              });
            };
            next();
          }),
      ),
    );
    const seconds = (performance.now() - from) / 1_000;
    for (const { connection } of senders) connection.close();
    const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
    return { sent, statuses, seconds, p50, p99, answered: [] };
  },
});
