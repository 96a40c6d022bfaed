import { roomPage } from "../frame/load.tsx";
import type { Room } from "../frame/room.ts";
import { words } from "./room-words.ts";

export const listenRooms: readonly Room[] = [
  {
    path: "/signals",
    name: words.signals,
    group: "listen",
    needs: "read signals",
    page: roomPage(() => import("./Signals.tsx")),
  },
  {
    path: "/signals/held",
    name: words.held,
    group: "listen",
    needs: "handle held signals",
    page: roomPage(() => import("./Held.tsx")),
  },
  {
    path: "/signals/send",
    action: words.send,
    needs: "send signals",
    page: roomPage(() => import("./Send.tsx")),
  },
  { path: "/signals/:id", needs: "read signals", page: roomPage(() => import("./Signal.tsx")) },
  {
    path: "/imports",
    name: words.imports,
    group: "listen",
    needs: "send signals",
    page: roomPage(() => import("./Imports.tsx")),
  },
  {
    path: "/imports/new",
    action: words.importFile,
    needs: "send signals",
    page: roomPage(() => import("./NewImport.tsx")),
  },
  { path: "/imports/:id", needs: "send signals", page: roomPage(() => import("./Import.tsx")) },
];
