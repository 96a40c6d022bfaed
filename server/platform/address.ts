/** Whose request it is: the connection's address, or what a trusted proxy says. */
import { BlockList, isIP, isIPv4, isIPv6 } from "node:net";

/** IPv4 in its IPv6 clothes counts as IPv4. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");

/** A function from the socket's address and `X-Forwarded-For` to the caller's address. */
export function createAddressReader(trusted: readonly string[]) {
  const proxies = new BlockList();
  for (const entry of trusted) {
    const [address = "", bits] = entry.split("/");
    const family = isIPv4(address) ? "ipv4" : "ipv6";
    if (bits === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, Number(bits), family);
  }
  const isTrusted = (address: string) =>
    isIP(address) !== 0 && proxies.check(address, isIPv4(address) ? "ipv4" : "ipv6");
  return (socketAddress: string | undefined, forwardedFor: string | undefined): string => {
    let address = plain(socketAddress ?? "");
    // From the right, each hop is believed only as long as the one that wrote it is trusted.
    const hops = (forwardedFor ?? "")
      .split(",")
      .map((hop) => plain(hop.trim()))
      .filter(Boolean);
    while (isTrusted(address) && hops.length > 0) {
      const next = hops.pop()!;
      if (isIP(next) === 0) break;
      address = next;
    }
    return address;
  };
}

const loopback = new Set(["127.0.0.1", "::1", ""]);

/**
 * Where a request was received, as the beginning of a link: this machine's own address, and not the
 * `Host` header, which says whatever its sender wrote.
 */
export function receivedAt({
  localAddress,
  localPort,
}: {
  localAddress?: string | undefined;
  localPort?: number | undefined;
}): string {
  const address = plain(localAddress ?? "");
  const host = loopback.has(address)
    ? "localhost"
    : isIPv6(address)
      ? `[${address.replace(/%.*$/, "")}]`
      : address;
  return `http://${host}${localPort === undefined ? "" : `:${localPort}`}`;
}
