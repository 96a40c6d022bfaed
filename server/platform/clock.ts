/** The one source of time and of time-ordered ids, so that tests can set it. */
import { randomFillSync } from "node:crypto";

export const clock = {
  now: (): number => Date.now(),
};

const bytes = Buffer.alloc(16);
/** A UUIDv7 (RFC 9562): 48 bits of milliseconds, then 74 random bits. */
export function uuidv7(now = clock.now()): string {
  randomFillSync(bytes);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
