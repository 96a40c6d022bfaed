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
    needs: "read figures",
    page: roomPage(() => import("./TypePage.tsx")),
  },
  {
    path: "/registry/:type/:key",
    needs: "read figures",
    page: roomPage(() => import("./EntryPage.tsx")),
  },
];
