/** What a customer allows, for each purpose and channel, with its source and time; stated anew where that is allowed. */
import { Button, NativeSelect } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type {
  ConsentChannel,
  ConsentState,
  ConsentValue,
  consentStates,
  makeConsentLink,
  Purpose,
  purposes,
  putConsent,
} from "#contract/consent.ts";
import { tell } from "../parts/tell.tsx";
import { call } from "../data/client.ts";
import { useMutation } from "../data/mutation.ts";
import { useMay } from "../data/session.ts";
import { Code } from "../parts/Code.tsx";
import { messageOf } from "../parts/Failure.tsx";
import { day } from "../words/format.ts";
import { useZone } from "./attributes.ts";
import { words } from "./consent-words.ts";
import style from "./profile.module.css";
import { words as common } from "./words.ts";

// The words of the contract, whose values stay on the server.
const everyPurpose = ["research", "service", "marketing"] satisfies [...typeof purposes];
const everyChannel: readonly ConsentChannel[] = ["any", "email", "message", "phone", "post"];
const everyState = ["given", "withdrawn", "none"] satisfies [...typeof consentStates];

type Change = { purpose: Purpose; channel: ConsentChannel; state: ConsentValue };

const nameOf = ({ purpose, channel }: Omit<Change, "state">): string =>
  words.of(words.purposes[purpose], words.channels[channel]);

function useStating(id: string, consent: readonly ConsentState[]) {
  const client = useQueryClient();
  const send = async (change: Change) => {
    await call<typeof putConsent>("PUT", "/v1/customers/:id/consent", {
      params: { id },
      body: { source: "web", changes: [change] },
    });
    await client.invalidateQueries({ queryKey: ["customers", "one"] });
  };
  return useMutation({
    mutationFn: send,
    onSuccess(_, change) {
      const before = consent.find(
        ({ purpose, channel }) => purpose === change.purpose && channel === change.channel,
      );
      tell(words.changed(nameOf(change), words.states[change.state]), () =>
        send({ ...change, state: before?.state ?? "none" }),
      );
    },
  });
}

type Stating = ReturnType<typeof useStating>;

function Line({
  purpose,
  channel,
  stated,
  stating,
}: {
  purpose: Purpose;
  channel: ConsentChannel;
  stated: ConsentState | undefined;
  stating: Stating | undefined;
}) {
  const zone = useZone();
  const state = stated?.state ?? "none";
  return (
    <div className={style.consent}>
      <span>
        {words.channels[channel]}
        {stated && (
          <span className={style.note}>
            {words.stated(words.sources[stated.source] ?? stated.source, day(stated.at, zone))}
          </span>
        )}
      </span>
      {stating ? (
        <NativeSelect
          size="xs"
          aria-label={nameOf({ purpose, channel })}
          value={state}
          disabled={stating.isPending}
          data={everyState.map((value) => ({ value, label: words.states[value] }))}
          onChange={({ currentTarget }) =>
            stating.mutate({ purpose, channel, state: currentTarget.value as ConsentValue })
          }
        />
      ) : (
        <span>{words.states[state]}</span>
      )}
    </div>
  );
}

/** A channel of which nothing is said yet. */
function Another({ stating }: { stating: Stating }) {
  const [purpose, setPurpose] = useState<Purpose>("research");
  const [channel, setChannel] = useState<ConsentChannel>("email");
  const [state, setState] = useState<ConsentValue>("withdrawn");
  return (
    <form
      className={style.row}
      onSubmit={(event) => {
        event.preventDefault();
        stating.mutate({ purpose, channel, state });
      }}
    >
      <NativeSelect
        size="xs"
        label={words.purpose}
        value={purpose}
        data={everyPurpose.map((value) => ({ value, label: words.purposes[value] }))}
        onChange={({ currentTarget }) => setPurpose(currentTarget.value as Purpose)}
      />
      <NativeSelect
        size="xs"
        label={words.channel}
        value={channel}
        data={everyChannel.map((value) => ({ value, label: words.channels[value] }))}
        onChange={({ currentTarget }) => setChannel(currentTarget.value as ConsentChannel)}
      />
      <NativeSelect
        size="xs"
        label={words.state}
        value={state}
        data={everyState.map((value) => ({ value, label: words.states[value] }))}
        onChange={({ currentTarget }) => setState(currentTarget.value as ConsentValue)}
      />
      <Button size="xs" type="submit" variant="default" loading={stating.isPending}>
        {common.save}
      </Button>
    </form>
  );
}

function OwnLink({ id }: { id: string }) {
  const link = useMutation({
    mutationFn: () =>
      call<typeof makeConsentLink>("POST", "/v1/customers/:id/consent-link", { params: { id } }),
  });
  if (link.data)
    return (
      <>
        <p className={style.note}>{words.linkLead}</p>
        <Code text={link.data.url} label={words.link} />
      </>
    );
  return (
    <div>
      <Button size="xs" variant="default" loading={link.isPending} onClick={() => link.mutate()}>
        {words.link}
      </Button>
      {link.error && (
        <p role="alert" className={style.bad}>
          {messageOf(link.error)}
        </p>
      )}
    </div>
  );
}

export function Consent({ id, consent }: { id: string; consent: readonly ConsentState[] }) {
  const editable = useMay()("change customers");
  const stating = useStating(id, consent);
  const [adding, add] = useState(false);
  return (
    <section aria-labelledby="consent" className={style.panel}>
      <h2 id="consent">{words.title}</h2>
      <p className={style.note}>{consent.length === 0 && !editable ? words.nothing : words.lead}</p>
      {everyPurpose.map((purpose) => {
        const said = consent.filter((each) => each.purpose === purpose);
        const channels = everyChannel.filter(
          (channel) => (editable && channel === "any") || said.some((s) => s.channel === channel),
        );
        if (channels.length === 0) return undefined;
        return (
          <div key={purpose} className={style.purpose}>
            <h3>{words.purposes[purpose]}</h3>
            {channels.map((channel) => (
              <Line
                key={channel}
                purpose={purpose}
                channel={channel}
                stated={said.find((each) => each.channel === channel)}
                stating={editable ? stating : undefined}
              />
            ))}
          </div>
        );
      })}
      {stating.error && (
        <p role="alert" className={style.bad}>
          {messageOf(stating.error)}
        </p>
      )}
      {editable &&
        (adding ? (
          <Another stating={stating} />
        ) : (
          <div>
            <Button size="xs" variant="default" onClick={() => add(true)}>
              {words.add}
            </Button>
          </div>
        ))}
      {editable && <OwnLink id={id} />}
    </section>
  );
}
