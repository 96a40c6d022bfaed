/** People of roles and memberships for tests: their calls are those of the real application, under a session of the test's own. */
import { actionsOfRole, type Role } from "#contract/permission.ts";
import { createHttp, listen } from "#platform/http.ts";
import { createLog } from "#platform/log.ts";
import { within, type Membership, type Scope } from "#platform/scope.ts";
import { clientFor, type World } from "./world.ts";

export type Someone = ReturnType<typeof clientFor> & {
  url: string;
  stop: () => Promise<void>;
};

/** Somebody of a role who reaches these memberships (all where absent), on a port of their own. */
export async function someone(
  world: World,
  role: Role,
  memberships?: readonly Membership[],
): Promise<Someone> {
  const { body } = await world.request<{ id: string }>("GET", "/v1/workspace");
  const reach = memberships ?? "everything";
  const scope: Scope = {
    workspace: body.id,
    actor: `person:${role}`,
    may: within(actionsOfRole(role), reach),
    reach,
    trusted: true,
  };
  const http = createHttp({
    routes: world.app.routes,
    authenticate: {
      key: () => Promise.resolve(scope),
      session: () => Promise.resolve(undefined),
    },
    publicUrl: undefined,
    audit: () => Promise.resolve(),
    trustedProxies: [],
    signalsPerMinute: 0,
    requestsPerMinute: 0,
    log: createLog("silent"),
  });
  const server = await listen(http, "127.0.0.1", 0);
  const url = `http://127.0.0.1:${server.port}`;
  const client = clientFor(url, "someone");
  return { ...client, url, stop: () => server.close(1_000) };
}
