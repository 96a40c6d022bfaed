/** A dashboard's name and what it is for, and the way to save all that was changed of it. */
import { Button, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";
import type { Dashboard as DashboardOf } from "#contract/dashboard.ts";
import { Refused } from "../../data/client.ts";
import { useMutation } from "../../data/mutation.ts";
import { failed, tell } from "../../parts/tell.tsx";
import { changed, dashboardQuery, putOf, read, written } from "./asking.ts";
import style from "./dashboards.module.css";
import { words } from "./words.ts";

export type Draft = Pick<DashboardOf, "name" | "description" | "tiles">;

export function Editing({
  of,
  draft,
  change,
  done,
}: {
  of: DashboardOf;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  done: () => void;
}) {
  const client = useQueryClient();
  const keep = useMutation({
    mutationFn: () => {
      const { description, ...rest } = draft;
      const body = changed(of, rest);
      if (description === undefined) delete body.description;
      else body.description = description;
      return putOf(client, of.id, body);
    },
    onSuccess: () => {
      tell(words.edit.saved);
      done();
    },
    onError: (error) => {
      // Theirs is read; what was changed here stays, and goes in with the next press.
      if (error instanceof Refused && error.status === 409)
        void client.invalidateQueries({ queryKey: dashboardQuery(of.id).queryKey });
      else failed(error);
    },
  });
  const outdated = keep.error instanceof Refused && keep.error.status === 409;
  const named = read(draft.name).trim() !== "";
  return (
    <form
      className={style.editor}
      onSubmit={(event) => {
        event.preventDefault();
        if (named) keep.mutate();
      }}
    >
      {outdated && <p role="alert">{words.edit.outdated}</p>}
      <div className={style.pair}>
        <TextInput
          label={words.edit.name}
          value={read(draft.name)}
          maxLength={200}
          error={named ? undefined : words.naming.needed}
          onChange={({ currentTarget }) =>
            change({ name: written(draft.name, currentTarget.value) })
          }
        />
        <Textarea
          label={words.edit.description}
          value={draft.description === undefined ? "" : read(draft.description)}
          maxLength={2_000}
          autosize
          minRows={1}
          onChange={({ currentTarget: { value } }) =>
            change({ description: value === "" ? undefined : written(draft.description, value) })
          }
        />
      </div>
      <p className={style.soft}>{words.edit.lead}</p>
      <div className={style.buttons}>
        <Button type="submit" loading={keep.isPending}>
          {words.edit.save}
        </Button>
        <Button variant="default" onClick={done}>
          {words.edit.cancel}
        </Button>
        <Link href="/explore">{words.actions.add}</Link>
      </div>
    </form>
  );
}
