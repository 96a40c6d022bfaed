/**
 * The cheapest HTTP/1.1 client that still tells whether each answer was whole: one keep-alive
 * connection, one request at a time. It shares two cores with the server that it measures.
 */
import { connect, type Socket } from "node:net";

/** Status and total length of an answer; undefined while its head is not whole. Needs Content-Length. */
export function headOf(text: string): { status: number; length: number } | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const status = Number(text.slice(9, 12));
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end + 2))?.[1];
  if (!text.startsWith("HTTP/1.1 ") || length === undefined)
    throw new Error(`not an answer that this client reads: ${text.slice(0, 200)}`);
  return { status, length: end + 4 + Number(length) };
}

export type Connection = {
  /** Calls `done` with the status once the answer is whole, 0 where the connection broke. */
  send(request: Buffer, done: (status: number) => void): void;
  close(): void;
};

export function openConnection(port: number): Promise<Connection> {
  return new Promise((resolve, reject) => {
    let waiting: ((status: number) => void) | undefined;
    let text = "";
    const finish = (status: number) => {
      const done = waiting;
      waiting = undefined;
      text = "";
      done?.(status);
    };
    const socket: Socket = connect({ port, host: "127.0.0.1", noDelay: true });
    socket.setEncoding("latin1");
    socket.on("data", (part: string) => {
      text += part;
      const head = headOf(text);
      if (head && text.length >= head.length) finish(head.status);
    });
    socket.on("close", () => finish(0));
    socket.once("error", reject);
    socket.once("connect", () =>
      resolve({
        send(request, done) {
          if (socket.destroyed) return done(0);
          waiting = done;
          socket.write(request);
        },
        close: () => socket.destroy(),
      }),
    );
  });
}
