/** Where one is signed in; each of these ends by one press. */
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import type { endSession, endSessions, listSessions, shownSession } from "#contract/session.ts";
import { call } from "../data/client.ts";
import { useMutation } from "../data/mutation.ts";
import { failed, tell } from "../parts/tell.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { day, since, whole } from "../words/format.ts";
import { words } from "./account-words.ts";
import { browserOf } from "./browsers.ts";
import style from "./account.module.css";
import common from "./workspace.module.css";

type Session = z.output<typeof shownSession>;

function One({ of, end }: { of: Session; end: () => void }) {
  const known = browserOf(of.browser);
  const name = known ? words.browser(known.name, known.system) : words.unknown;
  return (
    <li className={style.session}>
      <div>
        <div className={common.strong} title={of.browser}>
          {name}
          {of.here && <span className={style.here}>{words.here}</span>}
        </div>
        <div className={common.quiet}>
          {[
            of.address,
            words.used(since(of.usedAt)),
            words.signedIn(day(of.signedInAt)),
            words.ends(day(of.endsAt)),
          ].join(" · ")}
        </div>
      </div>
      {!of.here && (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={words.endOf(name, of.address)}
          onClick={end}
        >
          {words.end}
        </Button>
      )}
    </li>
  );
}

export function Sessions() {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ["sessions"],
    queryFn: () => call<typeof listSessions>("GET", "/v1/sessions"),
  });
  async function after(said: string) {
    await client.invalidateQueries({ queryKey: ["sessions"] });
    tell(said);
  }
  const end = useMutation({
    mutationFn: (id: string) =>
      call<typeof endSession>("DELETE", "/v1/sessions/:id", { params: { id } }),
    onSuccess: () => after(words.ended),
    onError: failed,
  });
  const endAll = useMutation({
    mutationFn: () => call<typeof endSessions>("DELETE", "/v1/sessions"),
    onSuccess: ({ ended }) => after(words.endedAll(whole(ended))),
    onError: failed,
  });
  return (
    <section className={common.section}>
      <h2>{words.sessions}</h2>
      <p>{words.sessionsLead}</p>
      <Loaded query={query}>
        {({ sessions }) => (
          <>
            <ul className={style.sessions}>
              {sessions.map((each) => (
                <One key={each.id} of={each} end={() => end.mutate(each.id)} />
              ))}
            </ul>
            {sessions.length > 1 && (
              <div>
                <Button variant="default" onClick={() => endAll.mutate()}>
                  {words.endAll}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}
