/** A file's bytes, wherever they lie: on a disk, or in a browser's hands. */
export type Bytes = {
  /** What people call it, with its extension. */
  readonly name: string;
  readonly size: number;
  /** The bytes from `from` (from 0) to before `to`. */
  slice(from: number, to: number): Promise<Uint8Array>;
  /** All of them, in order; may be called more than once. */
  chunks(): AsyncIterable<Uint8Array>;
};

/** Bytes at each end of a file that its fingerprint takes in, and that guesses look at. */
export const sampleBytes = 1024 * 1024;

/** The first and the last megabyte of a file. */
export async function readEnds(bytes: Bytes): Promise<{ first: Uint8Array; last: Uint8Array }> {
  const { size } = bytes;
  const most = Math.min(size, sampleBytes);
  const [first, last] = await Promise.all([bytes.slice(0, most), bytes.slice(size - most, size)]);
  return { first, last };
}
