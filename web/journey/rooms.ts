import { roomPage } from "../frame/load.tsx";
import type { Room } from "../frame/room.ts";
import { words } from "./words.ts";

export const journeyRooms: readonly Room[] = [
  {
    path: "/registry",
    name: words.registry,
    group: "journey",
    needs: "read figures",
    page: roomPage(() => import("./Registry.tsx")),
  },
  {
    path: "/registry/:type",
    places: async () => (await import("./places.ts")).types,
    needs: "read figures",
    page: roomPage(() => import("./TypePage.tsx")),
  },
  {
    path: "/registry/:type/:key",
    places: async (signal) => (await import("./places.ts")).entries(signal),
    needs: "read figures",
    page: roomPage(() => import("./EntryPage.tsx")),
  },
];
