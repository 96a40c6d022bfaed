/**
 * A backup as one tar file (POSIX ustar), sent while it is made: any program unpacks it. Each file is
 * held whole before it is sent, as its size comes first; none is larger than some megabytes as a rule.
 */
import { Readable } from "node:stream";
import { CorridorError } from "#contract/error.ts";
import { clock } from "#platform/clock.ts";
import type { Sink } from "./sink.ts";

const block = 512;
/** A receiver that takes nothing for so long (in milliseconds) has gone, and holds up nothing more. */
const patience = 60_000;
const pieceBytes = 256 * 1024;

export function tarHeader(path: string, size: number, seconds: number): Buffer {
  const header = Buffer.alloc(block);
  const text = (value: string, at: number, length: number) =>
    header.write(value, at, length, "ascii");
  const octal = (value: number, at: number, length: number) =>
    text(`${value.toString(8).padStart(length - 1, "0")}\0`, at, length);
  const slash = path.lastIndexOf("/");
  text(path.slice(slash + 1), 0, 100);
  text(slash < 0 ? "" : path.slice(0, slash), 345, 155);
  octal(0o600, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(seconds, 136, 12);
  text("        ", 148, 8);
  text("0", 156, 1);
  text("ustar\0", 257, 6);
  text("00", 263, 2);
  let sum = 0;
  for (const byte of header) sum += byte;
  text(`${sum.toString(8).padStart(6, "0")}\0 `, 148, 8);
  return header;
}

export type TarSink = Sink & {
  /** What is to be sent. Destroyed when the receiver goes. */
  stream: Readable;
  /** Aborted when the receiver has gone. */
  gone: AbortSignal;
  /** The end of the archive. */
  finish(): Promise<void>;
  /** Breaks off, so that the receiver sees that it is not whole. */
  fail(): void;
};

export function tarSink(): TarSink {
  let wake = (): void => undefined;
  const left = new AbortController();
  const stream = new Readable({ highWaterMark: 1024 * 1024, read: () => wake() });
  const gone = () =>
    new CorridorError("invalid_request", "Whoever asked for the backup did not take all of it.");
  stream.on("close", () => {
    if (!stream.readableEnded) left.abort(gone());
    wake();
  });
  stream.on("error", () => undefined);

  async function push(piece: Buffer): Promise<void> {
    if (stream.destroyed) throw gone();
    if (stream.push(piece)) return;
    const taken = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), patience);
      wake = () => {
        clearTimeout(timer);
        wake = () => undefined;
        resolve(!stream.destroyed);
      };
    });
    if (!taken) throw gone();
  }
  return {
    stream,
    gone: left.signal,
    async put(path, content) {
      await push(tarHeader(path, content.length, Math.floor(clock.now() / 1000)));
      for (let from = 0; from < content.length; from += pieceBytes)
        await push(content.subarray(from, from + pieceBytes));
      const over = content.length % block;
      if (over > 0) await push(Buffer.alloc(block - over));
    },
    async finish() {
      await push(Buffer.alloc(2 * block));
      stream.push(null);
    },
    // What went wrong is not for the stream: the HTTP server would send its words.
    fail: () => void stream.destroy(new Error("The backup was broken off.")),
  };
}
