import { roomPage } from "../frame/load.tsx";
import type { Room } from "../frame/room.ts";
import { words as changes } from "./changes/words.ts";
import { words as today } from "./today/words.ts";
import { words } from "./words.ts";

export const understandRooms: readonly Room[] = [
  {
    path: "/today",
    name: today.title,
    group: "understand",
    needs: "read figures",
    page: roomPage(() => import("./today/Today.tsx")),
  },
  {
    path: "/overview",
    name: words.title,
    group: "understand",
    needs: "read figures",
    page: roomPage(() => import("./Overview.tsx")),
  },
  {
    path: "/changes",
    name: changes.title,
    group: "understand",
    needs: "read figures",
    page: roomPage(() => import("./changes/Changes.tsx")),
  },
];
