/** Saves what is looked at as a tile: on one of the dashboards that whoever looks may change, or on a new one. */
import { Button, Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { Link } from "wouter";
import type { addTile, listDashboards, makeDashboard, NewTile } from "#contract/dashboard.ts";
import { useAddress } from "../../data/address.ts";
import { call } from "../../data/client.ts";
import { useMutation } from "../../data/mutation.ts";
import { Loaded } from "../../parts/Loaded.tsx";
import { Check } from "../../parts/native.tsx";
import { refusalIn } from "../../parts/form.tsx";
import { inLanguage } from "../../words/catalogue.ts";
import { spanOf } from "../period.ts";
import type { Look } from "./asking.ts";
import style from "./explore.module.css";
import { words } from "./words.ts";

const say = words.saving;
const fresh = "";
const widths = ["1", "2", "4"] as const;

const periods = {
  "30d": { last: 30, unit: "day" },
  "90d": { last: 90, unit: "day" },
  "6m": { last: 6, unit: "month" },
  "12m": { last: 12, unit: "month" },
} as const;

/** The question without its period, which stands beside it or is the dashboard's. Pure. */
export function tileOf(
  { as, query, against }: Pick<Look, "as" | "query" | "against">,
  parameters: URLSearchParams,
  { keeps, title, width }: { keeps: boolean; title: string; width: number },
): NewTile {
  const { from, to, compare: _compare, timezone: _timezone, ...question } = query;
  const span = spanOf(parameters);
  const compare = parameters.get("compare");
  const isCompared = query.compare !== undefined;
  const period =
    span === "own"
      ? { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
      : span === "all"
        ? {}
        : periods[span];
  return {
    query: question,
    as,
    width,
    ...(title.trim() === "" ? {} : { title: title.trim() }),
    ...(against === undefined ? {} : { against }),
    ...(keeps ? { period } : {}),
    ...(isCompared && (compare === "before" || compare === "year") ? { compare } : {}),
  };
}

const nameOf = (name: string | Readonly<Record<string, string>>): string =>
  typeof name === "string" ? name : (inLanguage(name) ?? "");

/** Those that may be changed by whoever looks. */
const useChangeable = (enabled: boolean) =>
  useQuery({
    queryKey: ["dashboards", "changeable"],
    queryFn: ({ signal }) =>
      call<typeof listDashboards>("GET", "/v1/dashboards", {
        query: { of: "changeable", limit: 200 },
        signal,
      }),
    enabled,
  });

type Sent = { dashboard: string; fresh: string; tile: NewTile };

async function send({ dashboard, fresh: name, tile }: Sent): Promise<string> {
  if (dashboard !== fresh) {
    await call<typeof addTile>("POST", "/v1/dashboards/:id/tiles", {
      params: { id: dashboard },
      body: tile,
    });
    return dashboard;
  }
  const made = await call<typeof makeDashboard>("POST", "/v1/dashboards", {
    body: { name, tiles: [tile] },
  });
  return made.id;
}

function Form({
  look,
  dashboards,
  saved,
}: {
  look: Look;
  dashboards: readonly { id: string; name: string }[];
  saved: (id: string, name: string) => void;
}) {
  const [parameters] = useAddress();
  const client = useQueryClient();
  const [dashboard, setDashboard] = useState(dashboards[0]?.id ?? fresh);
  const [name, setName] = useState("");
  const [title, setTitle] = useState("");
  const [width, setWidth] = useState("2");
  const [keeps, setKeeps] = useState(false);
  const [unnamed, setUnnamed] = useState(false);
  const sending = useMutation({
    mutationFn: send,
    onSuccess: async (id) => {
      await client.invalidateQueries({ queryKey: ["dashboards"] });
      const known = dashboards.find((each) => each.id === id);
      saved(id, known?.name ?? name.trim());
    },
  });
  function submit(event: SubmitEvent) {
    event.preventDefault();
    const isUnnamed = dashboard === fresh && name.trim() === "";
    setUnnamed(isUnnamed);
    if (isUnnamed) return;
    const tile = tileOf(look, parameters, { keeps, title, width: Number(width) });
    sending.mutate({ dashboard, fresh: name.trim(), tile });
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <NativeSelect
          label={say.where}
          value={dashboard}
          data={[
            ...dashboards.map(({ id, name: label }) => ({ value: id, label })),
            { value: fresh, label: say.fresh },
          ]}
          onChange={({ currentTarget }) => setDashboard(currentTarget.value)}
        />
        {dashboard === fresh && (
          <TextInput
            label={say.name}
            value={name}
            maxLength={200}
            error={unnamed ? say.named : undefined}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
        )}
        <TextInput
          label={say.tile}
          description={say.tileHint}
          value={title}
          maxLength={200}
          onChange={({ currentTarget }) => setTitle(currentTarget.value)}
        />
        <NativeSelect
          label={say.width}
          value={width}
          data={widths.map((value) => ({ value, label: say.widths[value] }))}
          onChange={({ currentTarget }) => setWidth(currentTarget.value)}
        />
        <Check label={say.keeps} hint={say.keepsHint} checked={keeps} change={setKeeps} />
        {sending.error && (
          <p className={style.wrong} role="alert">
            {refusalIn(sending.error)}
          </p>
        )}
        <div>
          <Button type="submit" loading={sending.isPending}>
            {say.save}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

export function SaveTo({
  look,
  opened,
  close,
}: {
  look: Look;
  opened: boolean;
  close: () => void;
}) {
  const query = useChangeable(opened);
  const [done, setDone] = useState<{ id: string; name: string }>();
  function shut() {
    close();
    setDone(undefined);
  }
  return (
    <Modal opened={opened} onClose={shut} title={say.title}>
      {done ? (
        <Stack role="status">
          <p>{say.saved(done.name)}</p>
          <Link href={`/dashboards/${done.id}`}>{say.open}</Link>
        </Stack>
      ) : (
        <Loaded query={query}>
          {({ dashboards }) => (
            <Form
              look={look}
              dashboards={dashboards.map(({ id, name }) => ({ id, name: nameOf(name) }))}
              saved={(id, name) => setDone({ id, name })}
            />
          )}
        </Loaded>
      )}
    </Modal>
  );
}
