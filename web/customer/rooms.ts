import { lazy } from "react";
import type { Room } from "../frame/room.ts";
import { words } from "./words.ts";

export const customerRooms: readonly Room[] = [
  {
    path: "/customers",
    name: words.customers,
    group: "customers",
    needs: "read customers",
    page: lazy(() => import("./Customers.tsx")),
  },
  { path: "/customers/:id", needs: "read customers", page: lazy(() => import("./Customer.tsx")) },
  {
    path: "/accounts",
    name: words.accounts,
    group: "customers",
    needs: "read customers",
    page: lazy(() => import("./Accounts.tsx")),
  },
  { path: "/accounts/:id", needs: "read customers", page: lazy(() => import("./Account.tsx")) },
  {
    path: "/proposals",
    name: words.proposals,
    group: "customers",
    needs: "join customers",
    page: lazy(() => import("./Proposals.tsx")),
  },
];
