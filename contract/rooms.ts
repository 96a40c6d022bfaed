/**
 * The addresses of the web application's rooms. The server answers each with the same page, which
 * finds its room by the address; the application has a room for each.
 */
import { z } from "zod";
import { defineRoute, type RouteRecord } from "./route.ts";

export const roomPaths = [
  "/today",
  "/overview",
  "/changes",
  "/gaps",
  "/drivers",
  "/believed",
  "/loyalty",
  "/leagues",
  "/explore",
  "/dashboards",
  "/dashboards/:id",
  "/signals",
  "/signals/held",
  "/signals/send",
  "/signals/:id",
  "/imports",
  "/imports/new",
  "/imports/:id",
  "/surveys",
  "/surveys/:id",
  "/surveys/:id/results",
  "/surveys/:id/contacts",
  "/customers",
  "/customers/:id",
  "/accounts",
  "/accounts/:id",
  "/proposals",
  "/registry",
  "/registry/:type",
  "/registry/:type/:key",
  "/settings",
  "/settings/people",
  "/settings/keys",
  "/settings/audit",
  "/settings/backups",
  "/settings/health",
  "/account",
] as const;
export type RoomPath = (typeof roomPaths)[number];

const common = { method: "GET", tag: "Pages", access: "public", limit: "requests" } as const;

/** One record for each room. Whoever is not signed in is led to the door first. */
export const rooms: readonly RouteRecord[] = roomPaths.map((path) =>
  defineRoute({
    ...common,
    name: `room${path.replaceAll(/[/:]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    path,
    summary: "A room of the web application",
    responses: {
      200: { description: "The application (text/html)." },
      303: { description: "To sign in." },
    },
  }),
);

export const getAsset = defineRoute({
  ...common,
  name: "getAsset",
  path: "/assets/:name",
  summary: "A file that the web application loads",
  params: z.object({ name: z.string().max(200) }),
  responses: { 200: { description: "The file, which never changes." } },
});
