/** With whom a dashboard is shared, and whether they may change it. */
import { Button, Modal, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Dashboard } from "#contract/dashboard.ts";
import type { Role } from "#contract/permission.ts";
import { labelOf, useEntries } from "../../data/registry.ts";
import { copyText } from "../../parts/copy.ts";
import { useSending } from "../../parts/form.tsx";
import form from "../../parts/form.module.css";
import { Check } from "../../parts/native.tsx";
import { tell } from "../../parts/tell.tsx";
import { words as roleWords } from "../../workspace/role-words.ts";
import { changed, putOf } from "./asking.ts";
import style from "./dashboards.module.css";
import { words } from "./settings-words.ts";

const say = words.sharing;
const roles = ["owner", "manager", "analyst", "contributor", "viewer"] as const satisfies Role[];

const toggled = <T,>(list: readonly T[], value: T, on: boolean): T[] =>
  on ? [...list.filter((each) => each !== value), value] : list.filter((each) => each !== value);

export function Sharing({ of, close }: { of: Dashboard; close: () => void }) {
  const [sharing, set] = useState(of.sharing);
  const functions = useEntries("function").data ?? [];
  const client = useQueryClient();
  const { busy, summary, send } = useSending("sharing");
  const { everybody, roles: shared, functions: named, change } = sharing;
  const some = everybody || shared.length > 0 || named.length > 0;
  const known = functions.filter(({ active, key }) => active || named.includes(key));
  return (
    <Modal opened onClose={close} title={say.title} size="lg">
      <Stack>
        {summary}
        <p className={style.soft}>{say.lead}</p>
        <Check
          label={say.everybody}
          checked={everybody}
          change={(on) => set({ ...sharing, everybody: on })}
        />
        {!everybody && (
          <>
            <fieldset className={style.boxes}>
              <legend>{say.roles}</legend>
              {roles.map((role) => (
                <Check
                  key={role}
                  label={roleWords.roles[role].label}
                  checked={shared.includes(role)}
                  change={(on) => set({ ...sharing, roles: toggled(shared, role, on) })}
                />
              ))}
            </fieldset>
            {known.length > 0 && (
              <fieldset className={style.boxes}>
                <legend>{say.functions}</legend>
                <small>{say.functionsHint}</small>
                {known.map((entry) => (
                  <Check
                    key={entry.key}
                    label={labelOf(entry)}
                    checked={named.includes(entry.key)}
                    change={(on) => set({ ...sharing, functions: toggled(named, entry.key, on) })}
                  />
                ))}
              </fieldset>
            )}
          </>
        )}
        {some && (
          <Check
            label={say.change}
            hint={say.changeHint}
            checked={change}
            change={(on) => set({ ...sharing, change: on })}
          />
        )}
        <div className={form.buttons}>
          <Button
            loading={busy}
            onClick={() =>
              void send(() =>
                putOf(
                  client,
                  of.id,
                  changed(of, { sharing: some ? sharing : { ...sharing, change: false } }),
                ),
              ).then((done) => {
                if (!done) return;
                tell(say.saved);
                close();
              })
            }
          >
            {say.save}
          </Button>
          <Button
            variant="default"
            onClick={() => void copyText(location.href).then((done) => done && tell(say.copied))}
          >
            {say.link}
          </Button>
          <Button variant="subtle" onClick={close}>
            {say.cancel}
          </Button>
        </div>
      </Stack>
    </Modal>
  );
}
