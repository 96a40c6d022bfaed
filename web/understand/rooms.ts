import { roomPage } from "../frame/load.tsx";
import type { Room } from "../frame/room.ts";
import { words as rooms } from "./room-words.ts";
import { words } from "./words.ts";

export const understandRooms: readonly Room[] = [
  {
    path: "/today",
    name: rooms.today,
    group: "understand",
    needs: "read figures",
    page: roomPage(() => import("./today/Today.tsx")),
  },
  {
    path: "/overview",
    name: words.title,
    group: "understand",
    places: async (signal) => (await import("./places.ts")).scores(signal),
    needs: "read figures",
    page: roomPage(() => import("./Overview.tsx")),
  },
  {
    path: "/changes",
    name: rooms.changes,
    group: "understand",
    needs: "read figures",
    page: roomPage(() => import("./changes/Changes.tsx")),
  },
  {
    path: "/gaps",
    name: rooms.gaps,
    group: "understand",
    needs: "read figures",
    page: roomPage(() => import("./gaps/Gaps.tsx")),
  },
  {
    path: "/drivers",
    name: rooms.drivers,
    group: "understand",
    needs: "read figures",
    page: roomPage(() => import("./drivers/Drivers.tsx")),
  },
  {
    path: "/believed",
    name: rooms.believed,
    group: "understand",
    needs: "read figures",
    page: roomPage(() => import("./believed/Believed.tsx")),
  },
  {
    path: "/loyalty",
    name: rooms.loyalty,
    group: "understand",
    needs: "read figures",
    page: roomPage(() => import("./standing/Loyalty.tsx")),
  },
  {
    path: "/leagues",
    name: rooms.leagues,
    group: "understand",
    needs: "read figures",
    page: roomPage(() => import("./leagues/Leagues.tsx")),
  },
  {
    path: "/explore",
    name: rooms.explore,
    group: "understand",
    needs: "read figures",
    page: roomPage(() => import("./explore/Explore.tsx")),
  },
  {
    path: "/dashboards",
    name: rooms.dashboards,
    group: "understand",
    needs: "read figures",
    page: roomPage(() => import("./dashboards/Dashboards.tsx")),
  },
  {
    path: "/dashboards/:id",
    needs: "read figures",
    page: roomPage(() => import("./dashboards/Dashboard.tsx")),
  },
];
