import { lazy } from "react";
import type { Room } from "../frame/room.ts";
import { words } from "./room-words.ts";

export const listenRooms: readonly Room[] = [
  {
    path: "/signals",
    name: words.signals,
    group: "listen",
    needs: "read signals",
    page: lazy(() => import("./Signals.tsx")),
  },
  {
    path: "/signals/held",
    name: words.held,
    group: "listen",
    needs: "handle held signals",
    page: lazy(() => import("./Held.tsx")),
  },
  { path: "/signals/send", needs: "send signals", page: lazy(() => import("./Send.tsx")) },
  { path: "/signals/:id", needs: "read signals", page: lazy(() => import("./Signal.tsx")) },
  {
    path: "/imports",
    name: words.imports,
    group: "listen",
    needs: "send signals",
    page: lazy(() => import("./Imports.tsx")),
  },
  { path: "/imports/new", needs: "send signals", page: lazy(() => import("./NewImport.tsx")) },
  { path: "/imports/:id", needs: "send signals", page: lazy(() => import("./Import.tsx")) },
];
