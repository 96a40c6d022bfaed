import { useQueryClient } from "@tanstack/react-query";
import type { signOut } from "#contract/session.ts";
import { call } from "../data/client.ts";
import { forgetAll } from "../parts/kept.tsx";
import { present } from "../data/session.ts";

/** Ends the session and leaves by the door; nothing of what was seen stays behind. */
export function useLeave(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await call<typeof signOut>("POST", "/v1/sign-out");
    client.clear();
    forgetAll();
    present(undefined);
    location.assign("/sign-in");
  };
}
