/** An OTLP collector for tests: takes traces and metrics over HTTP as JSON, and keeps them. */
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

type Value = { stringValue?: string; intValue?: number; doubleValue?: number; boolValue?: boolean };
type Attribute = { key: string; value: Value };

export type Span = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Attribute[];
  links: { traceId: string; spanId: string }[];
  status: { code: number };
};
type Point = {
  attributes: Attribute[];
  asInt?: number;
  asDouble?: number;
  count?: number;
  sum?: number;
};
type Metric = {
  name: string;
  unit: string;
  sum?: { dataPoints: Point[]; isMonotonic: boolean; aggregationTemporality: number };
  gauge?: { dataPoints: Point[] };
  histogram?: { dataPoints: Point[]; aggregationTemporality: number };
};
type Body = {
  resourceSpans?: { resource: { attributes: Attribute[] }; scopeSpans: { spans: Span[] }[] }[];
  resourceMetrics?: {
    resource: { attributes: Attribute[] };
    scopeMetrics: { metrics: Metric[] }[];
  }[];
};
export type Received = { path: string; headers: IncomingHttpHeaders; text: string; body: Body };

export const valueOf = (attributes: readonly Attribute[], key: string): unknown =>
  Object.values(attributes.find((each) => each.key === key)?.value ?? {})[0];

export type Collector = {
  url: string;
  received: Received[];
  spans(): Span[];
  /** Of the newest metrics that came. */
  metrics(): Metric[];
  /** What it answers from now on: a status, or nothing at all. */
  answer(status: number | "nothing"): void;
  until(satisfied: () => boolean, patience?: number): Promise<void>;
  stop(): Promise<void>;
};

export async function startCollector(): Promise<Collector> {
  const received: Received[] = [];
  let status: number | "nothing" = 200;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const text = Buffer.concat(parts).toString();
      const { url: path = "", headers } = request;
      received.push({ path, headers, text, body: JSON.parse(text) as Body });
      if (status === "nothing") return;
      response.writeHead(status, { "content-type": "application/json" });
      response.end("{}");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const spans = () =>
    received.flatMap(({ body }) =>
      (body.resourceSpans ?? []).flatMap((each) => each.scopeSpans.flatMap((scope) => scope.spans)),
    );
  const metrics = () =>
    (
      received.findLast(({ body }) => body.resourceMetrics !== undefined)?.body.resourceMetrics ??
      []
    ).flatMap((each) => each.scopeMetrics.flatMap((scope) => scope.metrics));
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    spans,
    metrics,
    answer: (next) => void (status = next),
    async until(satisfied, patience = 20_000) {
      for (const end = Date.now() + patience; !satisfied(); await sleep(50))
        if (Date.now() > end)
          throw new Error(
            `never came; spans: ${spans()
              .map((each) => each.name)
              .join(", ")}`,
          );
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
