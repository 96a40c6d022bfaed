/** The web application: one page for all of its rooms, and the files that it loads. */
import { randomBytes } from "node:crypto";
import { getAsset, rooms } from "#contract/rooms.ts";
import { CorridorError } from "#contract/error.ts";
import { encodingFor, type Bundle } from "#platform/bundle.ts";
import { route, type Route } from "#platform/http.ts";
import { languageOf } from "#platform/language.ts";
import { shell } from "./shell.ts";

export type WebOptions = {
  bundle: () => Promise<Bundle>;
  /** The language of whoever is signed in; undefined where nobody is. */
  signedIn: (headers: Headers) => Promise<{ language: string } | undefined>;
};

/** To the door, and back to this address afterwards. */
const toTheDoor = (address: string): Response =>
  new Response(null, {
    status: 303,
    headers: {
      location: `/sign-in?${new URLSearchParams({ to: address })}`,
      "cache-control": "no-store",
    },
  });

/** The page that holds every room, in the language of whoever is signed in. */
export function application(
  person: { language: string },
  headers: Headers,
  bundle: Bundle,
  status?: number,
): Promise<Response> {
  const nonce = randomBytes(16).toString("base64");
  const language = languageOf(person.language, headers.get("accept-language"));
  return shell({ language, nonce, bundle, status });
}

export function webRoutes({ bundle, signedIn }: WebOptions): Route[] {
  const page = async (headers: Headers, address: string): Promise<Response> => {
    const person = await signedIn(headers);
    return person ? application(person, headers, await bundle()) : toTheDoor(address);
  };
  return [
    ...rooms.map((record) =>
      route(record, ({ headers, incoming }) => page(headers, incoming.url ?? record.path)),
    ),
    route(getAsset, async ({ params, headers }) => {
      const asset = (await bundle()).asset(params.name);
      if (!asset)
        throw new CorridorError("not_found", "There is no such file. Load the page anew.");
      const encoding = encodingFor(headers.get("accept-encoding"));
      return new Response(new Uint8Array(asset.bodies[encoding]), {
        headers: {
          "content-type": asset.type,
          "cache-control": "public, max-age=31536000, immutable",
          "x-content-type-options": "nosniff",
          vary: "accept-encoding",
          ...(encoding === "identity" ? {} : { "content-encoding": encoding }),
        },
      });
    }),
  ];
}
