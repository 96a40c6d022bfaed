import { lazy } from "react";
import type { Room } from "../frame/room.ts";
import { words } from "./words.ts";

export const workspaceRooms: readonly Room[] = [
  {
    path: "/settings",
    name: words.settings,
    group: "settings",
    needs: "read figures",
    page: lazy(() => import("./General.tsx")),
  },
  {
    path: "/settings/people",
    name: words.people,
    needs: "manage people",
    page: lazy(() => import("./People.tsx")),
  },
  {
    path: "/settings/keys",
    name: words.keys,
    needs: "manage keys",
    page: lazy(() => import("./Keys.tsx")),
  },
  {
    path: "/settings/audit",
    name: words.audit,
    needs: "read the audit log",
    page: lazy(() => import("./Audit.tsx")),
  },
  {
    path: "/settings/backups",
    name: words.backups,
    needs: "make backups",
    page: lazy(() => import("./Backups.tsx")),
  },
  {
    path: "/settings/health",
    name: words.health,
    needs: "watch operations",
    page: lazy(() => import("./Health.tsx")),
  },
  {
    path: "/account",
    name: words.account,
    needs: "nothing",
    page: lazy(() => import("./Account.tsx")),
  },
];
