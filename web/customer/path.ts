/** Addresses of what stands here by an id, which may hold any character. */
import { useLocation } from "wouter";

const under = (room: string) => (id: string) => `/${room}/${encodeURIComponent(id)}`;
export const customerPath = under("customers");
export const accountPath = under("accounts");
export const signalPath = under("signals");

/** As much of a key as tells two apart by eye; an id stays whole. */
export const shortKey = (key: string): string =>
  /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(key) ? key.slice(0, 8) : key;

/**
 * The id in the address of the page. The router has decoded the path as a whole, after which a `%2F` in
 * an id and a slash can't be told apart: it is read from the address itself.
 */
export function useId(): string {
  // Asked so that another address is another id.
  useLocation();
  const part = location.pathname.split("/")[2] ?? "";
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
