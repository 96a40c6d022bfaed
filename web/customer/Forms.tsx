/** What staff fill in about a customer: the open surveys that are made for it, each begun in a tab of its own. */
import { Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { CustomerBody } from "#contract/customer.ts";
import type { listSurveys } from "#contract/survey-routes.ts";
import { call } from "../data/client.ts";
import { words } from "./profile-words.ts";

/** The most that a page of the list holds. */
const most = 1_000;

export function Forms({ customer }: { customer: CustomerBody }) {
  const { data } = useQuery({
    queryKey: ["surveys", "about-customer"],
    queryFn: ({ signal }) =>
      call<typeof listSurveys>("GET", "/v1/surveys", {
        query: { state: "open", form: "about-customer", limit: most },
        signal,
      }),
  });
  const { id, email, phone, key } = customer;
  // A signal can't say that it is about somebody who is known by a device alone.
  const canBeNamed = id !== null || email !== null || phone !== null;
  if (!canBeNamed || data === undefined || data.surveys.length === 0) return null;
  const about = new URLSearchParams({ customer: id ?? key }).toString();
  return (
    <Menu
      position="bottom-end"
      shadow="md"
      // Within the heading's actions, so that it belongs to a part of the page.
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <Button variant="default">{words.fillIn}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {data.surveys.map((survey) => (
          // Here, whatever address the server is known by elsewhere: this is where somebody is signed in.
          <Menu.Item
            key={survey.id}
            component="a"
            href={`/s/${survey.id}?${about}`}
            target="_blank"
            rel="noreferrer"
          >
            {survey.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
