/** What the address of a page names. */
import { useLocation } from "wouter";

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
