import { roomPage } from "../frame/load.tsx";
import type { Room } from "../frame/room.ts";
import { words } from "./room-words.ts";

export const askRooms: readonly Room[] = [
  {
    path: "/surveys",
    name: words.surveys,
    group: "ask",
    begins: [{ path: "/surveys?new=yes", action: words.newSurvey, needs: "manage surveys" }],
    needs: "read surveys",
    page: roomPage(() => import("./Surveys.tsx")),
  },
  {
    path: "/surveys/:id",
    places: async (signal) => (await import("./places.ts")).surveys(signal),
    needs: "read surveys",
    page: roomPage(() => import("./Builder.tsx")),
  },
  {
    path: "/surveys/:id/results",
    needs: "read figures",
    page: roomPage(() => import("./results/Results.tsx")),
  },
  {
    path: "/surveys/:id/contacts",
    needs: "see confidential answers",
    page: roomPage(() => import("./contacts/Contacts.tsx")),
  },
];
