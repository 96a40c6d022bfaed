/** What is stated by hand of a customer beside their name: an address, and the accounts that they are in. */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { CustomerBody } from "#contract/customer.ts";
import { examine, type Visit } from "../visit.ts";

export function customerEditCases(visit: () => Visit): void {
  it("states a customer's address, and what they are to their accounts", async () => {
    const { world, open } = visit();
    const of = async () => {
      const { accounts, address, name } = (
        await world.request<CustomerBody>("GET", "/v1/customers/placed-1")
      ).body;
      return {
        name,
        address,
        accounts: accounts.map(({ id, roles, primary }) => ({ id, roles, primary })),
      };
    };
    for (const id of ["placed-a", "placed-b"])
      await world.request("PUT", `/v1/accounts/${id}`, { name: `Firm ${id}`, type: "business" });
    await world.request("PUT", "/v1/customers/placed-1", {
      name: "Ratna Tiga",
      address: { lines: ["Jalan Lama 1"], city: "Bogor" },
      accounts: [{ id: "placed-a", roles: ["user", "scribe"] }],
    });
    const opened = await open();
    const { page, go, close } = opened;
    await go("/customers/placed-1?edit=1");
    await page.getByLabel("Street and number").fill("Jalan Mawar 7\nLantai 2");
    await page.getByLabel("Postal code").fill("16111");
    await page.getByLabel("Country").fill("i");
    const roles = page.getByRole("group", { name: "Roles in Firm placed-a" });
    await roles.getByLabel("Decision-maker").check();
    await roles.getByLabel("User").uncheck();
    await page.getByRole("button", { name: "Add an account" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    const alert = page.getByRole("alert");
    await alert.getByText("Country: Write two letters").waitFor();
    await alert.getByText("Accounts: Write the id of the account").waitFor();
    await examine(opened, "an address and accounts with mistakes");
    await page.getByLabel("Country").fill("id");
    await page.getByLabel("Id of the account").pressSequentially("placed-b");
    await page.getByLabel("Primary").last().check();
    // Whoever goes on at once goes on with what was saved, however slowly it is read again.
    const late = (url: URL) => url.pathname === "/v1/customers/placed-1";
    await page.route(late, async (route) => {
      if (route.request().method() === "GET") await page.waitForTimeout(500);
      await route.continue();
    });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "Ratna Tiga", exact: true }).waitFor();
    assert.deepEqual(await of(), {
      name: "Ratna Tiga",
      address: {
        lines: ["Jalan Mawar 7", "Lantai 2"],
        city: "Bogor",
        postalCode: "16111",
        country: "ID",
      },
      accounts: [
        { id: "placed-a", roles: ["decision-maker", "scribe"], primary: false },
        { id: "placed-b", roles: [], primary: true },
      ],
    });
    // What is emptied is taken away.
    await page.getByRole("button", { name: "Edit" }).click();
    for (const label of ["Street and number", "City", "Postal code", "Country"])
      await page.getByLabel(label).fill("");
    await page.getByRole("button", { name: "Take out of Firm placed-a" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "Ratna Tiga", exact: true }).waitFor();
    assert.deepEqual(await of(), {
      name: "Ratna Tiga",
      address: null,
      accounts: [{ id: "placed-b", roles: [], primary: true }],
    });
    await page.unrouteAll({ behavior: "wait" });
    await close();
  });
}
