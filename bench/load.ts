/** The load generator, a process of its own: posts single signals to a server on loopback. */
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { serve } from "./worker.ts";
import { openConnection, type Connection } from "./connection.ts";
import { quantile } from "./rounds.ts";
import { signalAt } from "./signals.ts";

export type Load = {
  port: number;
  key: string;
  connections: number;
  /** Stands in each id, so that no two loads send the same. */
  name: string;
  /** As many as get through in this time … */
  seconds?: number;
  /** … or this many, `rate` a second. */
  count?: number;
  rate?: number;
};

export type Loaded = {
  sent: number;
  /** Answers by status; 0 is a broken connection. */
  statuses: Record<number, number>;
  seconds: number;
  p50: number;
  p99: number;
  /** When each answer came, in milliseconds since 1970, ascending; only where `count` was given. */
  answered: number[];
};

const digits = 12;

/** A request whose id ends in twelve digits that `number` writes over, so that sending costs no serialising. */
function requestOf(load: Load, n: number): { request: Buffer; number: (id: number) => void } {
  const id = `${load.name}-${"0".repeat(digits)}`;
  const body = JSON.stringify(signalAt(id, n, Date.now() - n * 60_000));
  const head = `POST /v1/signals HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${load.key}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  const request = Buffer.from(head + body);
  const at = request.indexOf(id) + load.name.length + 1;
  return {
    request,
    number: (next) => void request.write(String(next).padStart(digits, "0"), at, "latin1"),
  };
}

type Sender = { connection: Connection; request: Buffer; number: (id: number) => void };

class Tally {
  sent = 0;
  readonly statuses: Record<number, number> = {};
  readonly answered: number[] = [];
  readonly #latencies: number[] = [];
  readonly #from = performance.now();

  send({ connection, request, number }: Sender, done: () => void): void {
    number(this.sent++);
    const from = performance.now();
    connection.send(request, (status) => {
      this.#latencies.push(performance.now() - from);
      this.statuses[status] = (this.statuses[status] ?? 0) + 1;
      this.answered.push(Date.now());
      done();
    });
  }

  end(load: Load): Loaded {
    return {
      sent: this.sent,
      statuses: this.statuses,
      seconds: (performance.now() - this.#from) / 1000,
      p50: quantile(this.#latencies, 0.5),
      p99: quantile(this.#latencies, 0.99),
      answered: load.count === undefined ? [] : this.answered,
    };
  }
}

/** Every connection sends as soon as it has been answered. */
async function saturate(senders: Sender[], load: Load): Promise<Loaded> {
  const tally = new Tally();
  const end = performance.now() + load.seconds! * 1000;
  await Promise.all(
    senders.map(
      (sender) =>
        new Promise<void>((resolve) => {
          const next = () => (performance.now() < end ? tally.send(sender, next) : resolve());
          next();
        }),
    ),
  );
  return tally.end(load);
}

/** `rate` a second, whatever the server does; what finds no free connection goes out late. */
async function pace(senders: Sender[], load: Load): Promise<Loaded> {
  const tally = new Tally();
  const { count = 0, rate = 1_000 } = load;
  const free = [...senders];
  const from = performance.now();
  const deadline = from + (count / rate) * 1000 * 3 + 10_000;
  while (tally.answered.length < count && performance.now() < deadline) {
    const due = Math.min(count, Math.floor(((performance.now() - from) / 1000) * rate));
    while (tally.sent < due && free.length > 0) {
      // The one that waits longest: a server ends those that nothing comes on for some seconds.
      const sender = free.shift()!;
      tally.send(sender, () => free.push(sender));
    }
    await sleep(2);
  }
  return tally.end(load);
}

serve({
  async load(load: Load): Promise<Loaded> {
    const senders = await Promise.all(
      Array.from({ length: load.connections }, async (_, n) => ({
        connection: await openConnection(load.port),
        ...requestOf(load, n),
      })),
    );
    try {
      return await (load.seconds === undefined ? pace(senders, load) : saturate(senders, load));
    } finally {
      for (const { connection } of senders) connection.close();
    }
  },
});
