import { lazy } from "react";
import type { Room } from "../frame/room.ts";
import { words } from "./words.ts";

export const journeyRooms: readonly Room[] = [
  {
    path: "/registry",
    name: words.registry,
    group: "journey",
    needs: "read figures",
    page: lazy(() => import("./Registry.tsx")),
  },
  {
    path: "/registry/:type",
    needs: "read figures",
    page: lazy(() => import("./TypePage.tsx")),
  },
  {
    path: "/registry/:type/:key",
    needs: "read figures",
    page: lazy(() => import("./EntryPage.tsx")),
  },
];
