/** One customer: who it is, all that was said, what is allowed and joined; stated anew, exported, erased. */
import { Button, Menu } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CustomerBody, getCustomer, putCustomer } from "#contract/customer.ts";
import { failed, tell } from "../parts/tell.tsx";
import { useAddress } from "../data/address.ts";
import { useId } from "../data/path.ts";
import { call } from "../data/client.ts";
import { useMay } from "../data/session.ts";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { Consent } from "./Consent.tsx";
import { words as edit } from "./edit-words.ts";
import { Erase } from "./Erase.tsx";
import { saveExport, type ExportFormat } from "./exporting.ts";
import { CustomerFacts } from "./Facts.tsx";
import { customerFields, statedOfCustomer, useAttributeFields } from "./fields.ts";
import { Forms } from "./Forms.tsx";
import { Joins } from "./Joins.tsx";
import { Level } from "./Level.tsx";
import { customerPath, shortKey } from "./path.ts";
import { useFresh } from "./fresh.ts";
import style from "./profile.module.css";
import { ProfileForm } from "./ProfileForm.tsx";
import { words } from "./profile-words.ts";
import { Timeline } from "./Timeline.tsx";
import { words as common } from "./words.ts";

const read = (id: string, signal?: AbortSignal) =>
  call<typeof getCustomer>("GET", "/v1/customers/:id", {
    params: { id },
    query: { signals: 0 },
    signal,
  });

const whoIs = ({ name, email, id, phone, key }: CustomerBody): string =>
  name ?? email ?? id ?? phone ?? common.customer(shortKey(key));

function Export({ customer }: { customer: CustomerBody }) {
  const [busy, setBusy] = useState(false);
  async function save(format: ExportFormat) {
    setBusy(true);
    try {
      await saveExport(customer.key, format);
      tell(words.exported);
    } catch (error) {
      failed(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button variant="default" loading={busy}>
          {words.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void save("html")}>{words.exportHtml}</Menu.Item>
        <Menu.Item onClick={() => void save("json")}>{words.exportJson}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Actions({ customer, onEdit }: { customer: CustomerBody; onEdit: () => void }) {
  const may = useMay();
  const [erasing, erase] = useState(false);
  return (
    <>
      {may("read surveys") && (may("change customers") || may("send signals")) && (
        <Forms customer={customer} />
      )}
      {may("change customers") && (
        <Button variant="default" onClick={onEdit}>
          {common.edit}
        </Button>
      )}
      {may("export a person") && <Export customer={customer} />}
      {may("erase a person") && (
        <>
          <Button variant="default" c="var(--bad)" onClick={() => erase(true)}>
            {words.erase}
          </Button>
          <Erase
            customer={customer}
            who={whoIs(customer)}
            opened={erasing}
            close={() => erase(false)}
          />
        </>
      )}
    </>
  );
}

function Edit(props: { customer: CustomerBody; isFetching: boolean; close: () => void }) {
  const { customer, close } = props;
  const isFresh = useFresh(props);
  const client = useQueryClient();
  const attributes = useAttributeFields("customer");
  const { key } = customer;
  if (attributes === undefined || !isFresh) return <Waiting rows={8} height={44} />;
  return (
    <ProfileForm
      form={`customer/${key}`}
      stated={statedOfCustomer(customer)}
      fields={customerFields(customer)}
      attributes={attributes}
      send={(changes, version) =>
        call<typeof putCustomer>("PUT", "/v1/customers/:id", {
          params: { id: key },
          headers: { "if-match": `"${version}"` },
          body: changes,
        })
      }
      reread={async () => statedOfCustomer(await read(key))}
      done={(changed) => {
        tell(changed ? edit.saved : edit.unchanged);
        void client.invalidateQueries({ queryKey: ["customers"] });
        close();
      }}
      cancel={close}
    />
  );
}

function Known({ customer }: { customer: CustomerBody }) {
  const may = useMay();
  const { key, consent, hidden } = customer;
  return (
    <>
      {hidden?.includes("names") && <p className={style.hidden}>{common.namesHidden}</p>}
      <div className={style.page}>
        <div className={style.side}>
          <CustomerFacts customer={customer} />
          <Level id={key} />
        </div>
        <Timeline of="customers" id={key} />
        <div className={style.rest}>
          <Consent id={key} consent={consent} />
          {may("join customers") && <Joins customerKey={key} />}
        </div>
      </div>
    </>
  );
}

export default function Customer() {
  const id = useId();
  const may = useMay();
  const [address, change] = useAddress();
  const query = useQuery({
    queryKey: ["customers", "one", id],
    queryFn: ({ signal }) => read(id, signal),
  });
  const customer = query.data;
  const who = customer ? whoIs(customer) : common.customer(shortKey(id));
  const editing = address.has("edit") && may("change customers");
  return (
    <Page
      title={editing ? edit.titleOf(who) : who}
      back={
        editing ? { href: customerPath(id), to: who } : { href: "/customers", to: common.customers }
      }
      lead={editing ? edit.lead : undefined}
      actions={
        customer && !editing ? (
          <Actions customer={customer} onEdit={() => change({ edit: "1" })} />
        ) : undefined
      }
    >
      <Loaded query={query} waiting={<Waiting rows={10} height={32} />}>
        {(found) =>
          editing ? (
            <Edit
              customer={found}
              isFetching={query.isFetching}
              close={() => change({ edit: undefined }, true)}
            />
          ) : (
            <Known customer={found} />
          )
        }
      </Loaded>
    </Page>
  );
}
