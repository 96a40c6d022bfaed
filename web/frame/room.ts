/** What the frame must know of a room: each slice lists its own in `rooms.ts`. */
import type { Action } from "#contract/permission.ts";
import type { RoomPath } from "#contract/rooms.ts";
import type { RoomPage } from "./load.tsx";

/** Where the navigation has a room: what should happen, what is asked of it, what comes in, what it says; who they are. */
export const groups = ["journey", "ask", "listen", "understand", "customers", "settings"] as const;

export type Place = {
  path: string;
  name: string;
  /** What it is, where the name alone doesn't say it. */
  hint?: string;
  /** Another word that people look for it by, as its key. */
  also?: string;
  /** Something is begun there, for whoever may do this. */
  begins?: Action;
};

export type Room = {
  path: RoomPath;
  /** Its name in the navigation and the palette; absent where it is come to from another room. */
  name?: string;
  /** Absent: the palette leads there, and another room's own links. */
  group?: (typeof groups)[number];
  /** What is done there, in the palette's words. */
  action?: string;
  /** What can be begun at an address of it, in the palette's words, for whoever may do what it needs. */
  begins?: readonly { path: string; action: string; needs: Action }[];
  /** The pages at an address that stands for many, as the palette leads to them; asked for when it is opened. */
  places?: (signal: AbortSignal) => Promise<readonly Place[]>;
  /** Whoever may not do that finds nothing at the address. */
  needs: Action | "nothing";
  /** Loaded when it is gone to. */
  page: RoomPage;
};
