import { roomPage } from "../frame/load.tsx";
import type { Room } from "../frame/room.ts";
import { words } from "./words.ts";

export const workspaceRooms: readonly Room[] = [
  {
    path: "/settings",
    name: words.settings,
    group: "settings",
    needs: "read figures",
    page: roomPage(() => import("./General.tsx")),
  },
  {
    path: "/settings/people",
    name: words.people,
    begins: [{ path: "/settings/people?invite=yes", action: words.invite, needs: "manage people" }],
    needs: "manage people",
    page: roomPage(() => import("./People.tsx")),
  },
  {
    path: "/settings/keys",
    name: words.keys,
    begins: [{ path: "/settings/keys?make=yes", action: words.makeKey, needs: "manage keys" }],
    needs: "manage keys",
    page: roomPage(() => import("./Keys.tsx")),
  },
  {
    path: "/settings/audit",
    name: words.audit,
    needs: "read the audit log",
    page: roomPage(() => import("./Audit.tsx")),
  },
  {
    path: "/settings/backups",
    name: words.backups,
    needs: "make backups",
    page: roomPage(() => import("./Backups.tsx")),
  },
  {
    path: "/settings/health",
    name: words.health,
    needs: "watch operations",
    page: roomPage(() => import("./Health.tsx")),
  },
  {
    path: "/account",
    name: words.account,
    needs: "nothing",
    page: roomPage(() => import("./Account.tsx")),
  },
];
