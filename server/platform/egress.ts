/**
 * The one way out for HTTP. An address inside a private network is refused unless the operator has
 * named that network: what a request names may come from a form, a file or another server's answer.
 * It is checked when the connection is made, so that a name can't lead elsewhere the second time.
 */
import { lookup, type LookupAddress } from "node:dns";
import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { BlockList, isIP, isIPv4, type LookupFunction } from "node:net";

export type EgressOptions = {
  /** Addresses and networks inside that may be reached. */
  privateNetworks: readonly string[];
};

export type EgressRequest = {
  method?: "GET" | "POST";
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** Bytes of the answer at most. */
  most?: number;
  /** Milliseconds for all of it, redirects included. */
  deadline?: number;
  /** How many redirects are followed; each is checked like the first address. Only for GET. */
  redirects?: number;
};

export type EgressAnswer = { status: number; headers: IncomingMessage["headers"]; body: string };

export type Egress = (url: string, request?: EgressRequest) => Promise<EgressAnswer>;

/** A request that was not made, was cut off, or failed. Its message names no more than host and reason. */
export class EgressError extends Error {
  override name = "EgressError";
}

/** What is not on the open internet, by RFC 6890 and its IPv6 counterparts. */
const closed: readonly string[] = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "::/127",
  "64:ff9b::/96",
  "64:ff9b:1::/48",
  "100::/64",
  "2001::/23",
  "2001:db8::/32",
  "2002::/16",
  "fc00::/7",
  "fe80::/10",
  "ff00::/8",
];

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    const family = isIPv4(address) ? "ipv4" : "ipv6";
    list.addSubnet(address, Number(bits ?? (family === "ipv4" ? 32 : 128)), family);
  }
  return list;
}

/** IPv4 in the clothes of IPv6 is judged as IPv4. */
const plain = (address: string): string => {
  const dotted = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (dotted !== undefined) return dotted;
  const hex = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address);
  if (!hex) return address;
  const [high, low] = [Number.parseInt(hex[1]!, 16), Number.parseInt(hex[2]!, 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
};

export function createEgress({ privateNetworks }: EgressOptions): Egress {
  const [shut, opened] = [listOf(closed), listOf(privateNetworks)];
  const within = (list: BlockList, address: string) =>
    list.check(address, isIPv4(address) ? "ipv4" : "ipv6");
  const isAllowed = (address: string): boolean =>
    isIP(address) !== 0 && (!within(shut, plain(address)) || within(opened, plain(address)));

  const refuse = (host: string) =>
    new EgressError(
      `${host} lies in a private network. If it is to be reached, name the network in CORRIDOR_PRIVATE_NETWORKS.`,
    );

  /** Only addresses that may be reached come out of a name. */
  const look: LookupFunction = (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return done(error, "", 0);
      const allowed = addresses.filter(({ address }) => isAllowed(address));
      const first = allowed[0];
      if (!first) return done(refuse(host), "", 0);
      if (options.all) return done(null, allowed);
      return done(null, first.address, first.family);
    });
  };

  function ask(url: URL, request: EgressRequest, signal: AbortSignal): Promise<EgressAnswer> {
    const { method = "GET", headers = {}, body, most = 1024 * 1024 } = request;
    return new Promise((resolve, reject) => {
      const make = url.protocol === "https:" ? requestHttps : requestHttp;
      const fail = (reason: string) => reject(new EgressError(`${url.host}: ${reason}`));
      const sent = make(
        url,
        {
          method,
          lookup: look,
          signal,
          agent: false,
          headers: {
            "user-agent": "Corridor",
            ...headers,
            ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
          },
        },
        (answer) => {
          const parts: Buffer[] = [];
          let size = 0;
          answer.on("data", (part: Buffer) => {
            size += part.length;
            if (size > most) {
              sent.destroy();
              fail(`the answer is larger than ${most} bytes`);
            } else parts.push(part);
          });
          answer.on("error", () => fail("the answer broke off"));
          answer.on("end", () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: Buffer.concat(parts).toString("utf8"),
            }),
          );
        },
      );
      sent.on("error", (error: NodeJS.ErrnoException) =>
        error instanceof EgressError
          ? reject(error)
          : fail(signal.aborted ? "it took too long" : (error.code ?? "it did not answer")),
      );
      sent.end(body);
    });
  }

  function checked(text: string | URL, base?: URL): URL {
    let url: URL;
    try {
      url = new URL(text, base);
    } catch {
      throw new EgressError("this is no address");
    }
    if (url.protocol !== "https:" && url.protocol !== "http:")
      throw new EgressError(`${url.protocol} is not asked`);
    if (url.username !== "" || url.password !== "")
      throw new EgressError("an address must not hold a password");
    // A number is no name, so that nobody looks it up.
    const literal = url.hostname.replace(/^\[|\]$/g, "");
    if (isIP(literal) !== 0 && !isAllowed(literal)) throw refuse(url.hostname);
    return url;
  }

  return async (text, request = {}) => {
    const { redirects = 0, deadline = 10_000 } = request;
    const signal = AbortSignal.timeout(deadline);
    let url = checked(text);
    for (let left = redirects; ; left--) {
      const answer = await ask(url, request, signal);
      const { location } = answer.headers;
      if (answer.status < 300 || answer.status > 399 || location === undefined) return answer;
      if (left <= 0 || (request.method ?? "GET") !== "GET")
        throw new EgressError(`${url.host}: it leads elsewhere`);
      const next = checked(location, url);
      if (url.protocol === "https:" && next.protocol !== "https:")
        throw new EgressError(`${url.host}: it leads to an address without TLS`);
      // What was meant for one host is not for another.
      if (next.host !== url.host) request = { ...request, headers: {} };
      url = next;
    }
  };
}
