import assert from "node:assert/strict";
import { test } from "node:test";
import { rowOf, type Source } from "../source.ts";
import { wordsIn } from "../words/index.ts";
import { draftProfiles, type ProfileThing } from "./profiles.ts";

const words = wordsIn("en");

function table(columns: Record<string, (row: number) => unknown>, count = 100): Source {
  const names = Object.keys(columns);
  return {
    reading: { format: "csv", encoding: "utf-8", delimiter: "," },
    columns: names,
    renamed: [],
    size: 1,
    async *rows() {
      for (let n = 0; n < count; n += 1)
        yield {
          line: n + 2,
          row: rowOf(
            names,
            Object.values(columns).map((cell) => cell(n)),
          ),
        };
    },
  };
}

async function targets(thing: ProfileThing, columns: Parameters<typeof table>[0]) {
  const { guesses } = await draftProfiles(table(columns), thing, words);
  return Object.fromEntries(
    guesses.map(({ column, target, expression }) => [column, [target, expression]]),
  );
}

test("accounts: id, name, money and owner by their names, categories as attributes", async () => {
  assert.deepEqual(
    await targets("accounts", {
      "Account ID": (n) => `a-${n}`,
      Company: (n) => `Company ${n}`,
      "Annual Revenue": (n) => String(1_000 * n),
      "Account Manager": (n) => `owner${n % 3}@maju.test`,
      Industry: (n) => ["logistics", "retail"][n % 2],
      Employees: (n) => String(n * 7),
      Notes: (n) => `Something was said on day ${n}`,
      Empty: () => "",
    }),
    {
      "Account ID": ["id", 'row["Account ID"]'],
      Company: ["name", "row.Company"],
      "Annual Revenue": ["revenue", 'double(row["Annual Revenue"])'],
      "Account Manager": ["owner", 'row["Account Manager"]'],
      Industry: ["attributes.industry", "row.Industry"],
      Employees: ["attributes.employees", "double(row.Employees)"],
      Notes: [undefined, "row.Notes"],
      Empty: [undefined, "row.Empty"],
    },
  );
});

test("customers: addresses by what they are, in either language; nothing is named twice", async () => {
  const found = await targets("customers", {
    id: (n) => `c-${n}`,
    "nama lengkap": (n) => `Sri ${n}`,
    kontak: (n) => `c${n}@mail.test`,
    "email lain": (n) => `d${n}@mail.test`,
    telepon: (n) => `+62 812 000 ${100 + n}`,
    bahasa: (n) => ["id", "en"][n % 2],
  });
  assert.deepEqual(
    Object.values(found).map(([target]) => target),
    ["id", "name", "email", undefined, "phone", "language"],
  );
});
