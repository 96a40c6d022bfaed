import { lazy } from "react";
import type { Room } from "../frame/room.ts";
import { words } from "./words.ts";

export const listenRooms: readonly Room[] = [
  {
    path: "/signals/held",
    name: words.held.name,
    group: "listen",
    needs: "handle held signals",
    page: lazy(() => import("./Held.tsx")),
  },
  {
    path: "/signals",
    name: words.signals.name,
    group: "listen",
    needs: "read signals",
    page: lazy(() => import("./Signals.tsx")),
  },
];
