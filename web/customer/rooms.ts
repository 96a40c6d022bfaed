import { roomPage } from "../frame/load.tsx";
import type { Room } from "../frame/room.ts";
import { words } from "./words.ts";

export const customerRooms: readonly Room[] = [
  {
    path: "/customers",
    name: words.customers,
    group: "customers",
    needs: "read customers",
    page: roomPage(() => import("./Customers.tsx")),
  },
  {
    path: "/customers/:id",
    needs: "read customers",
    page: roomPage(() => import("./Customer.tsx")),
  },
  {
    path: "/accounts",
    name: words.accounts,
    group: "customers",
    needs: "read customers",
    page: roomPage(() => import("./Accounts.tsx")),
  },
  { path: "/accounts/:id", needs: "read customers", page: roomPage(() => import("./Account.tsx")) },
  {
    path: "/proposals",
    name: words.proposals,
    group: "customers",
    needs: "join customers",
    page: roomPage(() => import("./Proposals.tsx")),
  },
];
