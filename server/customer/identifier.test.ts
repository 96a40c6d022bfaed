import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { identifiersIn, identifierTypes, keyOf, normalised, numberOf } from "./identifier.ts";
import { waysOf } from "./search.ts";

const value = (...given: Parameters<typeof normalised>) => normalised(...given)?.value;

test("an e-mail is compared without case and spaces around it, and with all its dots and pluses", () => {
  assert.equal(
    value("email", "  Rani.Putri+Corridor@Example.COM\t"),
    "rani.putri+corridor@example.com",
  );
  assert.equal(value("email", "caf\u0065\u0301@example.com"), "caf\u00e9@example.com");
  assert.equal(value("email", "   "), undefined);
  // Zero-width space and joiner, soft hyphen, marks of direction, a byte order mark: nobody sees them.
  const hidden = "\ufeffra\u200bni\u00ad@ex\u2060ample.\u200ecom\u202c";
  assert.equal(value("email", hidden), "rani@example.com");
  assert.equal(value("email", "\u200b\u00ad"), undefined);
  assert.equal(value("id", "a\u200b"), "a\u200b");
  assert.deepEqual(waysOf(hidden, "ID")[0], {
    by: "identifier",
    type: "email",
    prefix: "rani@example.com",
  });
});

test("a phone is E.164 by the workspace's country, however it was written", () => {
  for (const phone of [
    "0812-3456-7890",
    "+62 812 3456 7890",
    "62812 34567890",
    "(0812) 3456 7890",
    "+62 (0)812-3456-7890",
  ])
    assert.equal(value("phone", phone), "+6281234567890", phone);
  assert.equal(value("phone", "020 7946 0958", "GB"), "+442079460958");
  assert.equal(value("phone", "+44 20 7946 0958", "ID"), "+442079460958");
});

/** Subscribers of countries, without the code; what is dialled before them at home; and what abroad is dialled with. */
const dialled = {
  ID: {
    code: "62",
    numbers: /^8(1[1-3]|2[1-3]|5[2-8]|77|9[5-9])\d{7,8}$|^(21|22|31)[2-8]\d{6}$/,
    home: ["0"],
    abroad: ["00"],
  },
  US: {
    code: "1",
    numbers: /^(212|310|415|650)[2-9]\d{6}$/,
    home: ["", "1"],
    abroad: ["011", "00"],
  },
  GB: { code: "44", numbers: /^20[378]\d{7}$|^7[4-9]\d{8}$/, home: ["0"], abroad: ["00"] },
  DE: {
    code: "49",
    numbers: /^15[1279]\d{8}$|^(30|40|89)[2-9]\d{6}$/,
    home: ["0"],
    abroad: ["00"],
  },
  SG: { code: "65", numbers: /^[89]\d{7}$|^6[2-9]\d{6}$/, home: [""], abroad: ["00"] },
} as const;
/** Numbers to which a code without plus or 00 can only be the country's: towns of Germany and Indonesia have numbers that begin with 49 and 62. */
const bare = { ID: /^8/, US: /^/, GB: /^/, DE: /^$/, SG: /^/ };
const countries = ["ID", "US", "GB", "DE", "SG"] as const;

/** A number with something between its digits, as people write it. */
const written = (digits: string, cuts: readonly number[], by: string): string =>
  [...digits].map((digit, n) => (n > 0 && cuts.includes(n) ? by + digit : digit)).join("");

test("the usual spellings of a number are one identifier, and a search for each of them finds it", () => {
  const cases = fc.constantFrom(...countries).chain((country) =>
    fc.record({
      country: fc.constant(country),
      // Where it is read: abroad only what says its country.
      read: fc.constantFrom(...countries),
      number: fc.stringMatching(dialled[country].numbers),
      cuts: fc.uniqueArray(fc.nat(8), { maxLength: 4 }),
      by: fc.constantFrom(" ", "-", ".", " - "),
    }),
  );
  const property = fc.property(cases, ({ country, read, number, cuts, by }) => {
    const { code, home } = dialled[country];
    const parted = written(number, cuts, by);
    const trunk = home[0] === "0" ? [`+${code} (0)${parted}`, `00${code} (0) ${parted}`] : [];
    const anywhere = [
      `+${code}${by}${parted}`,
      `(+${code}) ${parted}`,
      ...dialled[read].abroad.flatMap((prefix) => [
        `${prefix}${code}${number}`,
        `${prefix} ${code}${by}${parted}`,
      ]),
      ...trunk,
    ];
    const athome = home.flatMap((prefix) => [prefix + number, `${prefix}${by}${parted}`]);
    const spellings =
      read === country
        ? [...anywhere, ...athome, ...(bare[country].test(number) ? [`${code}${by}${parted}`] : [])]
        : anywhere;
    const e164 = `+${code}${number}`;
    for (const spelling of spellings) {
      assert.equal(value("phone", spelling, read), e164, `${spelling} in ${read}`);
      const found = waysOf(spelling, read).some(
        (way) => way.by === "identifier" && way.type === "phone" && e164.startsWith(way.prefix),
      );
      assert.ok(found, `${spelling} in ${read} is searched for`);
    }
  });
  fc.assert(property, { numRuns: 2_000 });
});

test("00 is a plus where a country dials abroad otherwise; its own prefix is read where it has one", () => {
  for (const [country, phone, e164] of [
    ["ID", "0062 812 0000 1111", "+6281200001111"],
    ["ID", "\uff10\uff10\uff16\uff12 812 0000 1111", "+6281200001111"],
    ["ID", "tel:0062-812-0000-1111", "+6281200001111"],
    ["ID", "0086 21 6123 4567", "+862161234567"],
    ["SG", "0049 30 1234567", "+49301234567"],
    ["SG", "001 62 812 3456 7890", "+6281234567890"],
    ["AU", "0011 44 20 7946 0958", "+442079460958"],
    ["US", "011 62 812 3456 7890", "+6281234567890"],
  ] as const)
    assert.equal(value("phone", phone, country), e164, `${phone} in ${country}`);
  assert.equal(value("phone", "00812"), "00812");
});

test("so much of a number as is typed is its beginning", () => {
  const e164 = "+6281234567890";
  for (const [country, text] of [
    ["ID", "0812 34"],
    ["ID", "tel:+62-812-34"],
    ["ID", "812 34"],
    ["ID", "62812"],
    ["ID", "0062 81"],
    ["ID", "+62 (0) 812"],
    ["US", "011 62 812"],
    ["GB", "00 62"],
  ] as const)
    assert.ok(
      waysOf(text, country).some(
        (way) => way.by === "identifier" && way.type === "phone" && e164.startsWith(way.prefix),
      ),
      `${text} in ${country}`,
    );
});

test("what can be no phone number is its digits, and nothing where there are none", () => {
  assert.equal(value("phone", "ext. 12"), "12");
  assert.equal(value("phone", "n/a"), undefined);
  assert.equal(value("phone", "0812", "no country"), "0812");
});

test("ids are byte for byte", () => {
  for (const type of ["id", "anonymousId"] as const)
    for (const text of [" C-1 ", "c-1", "C-1", "caf\u0065\u0301"])
      assert.equal(value(type, text), text);
});

test("normalising twice is normalising once", () => {
  const texts = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.stringMatching(/^\+?[0-9 ()-]{3,18}$/),
  );
  const property = fc.property(fc.constantFrom(...identifierTypes), texts, (type, text) => {
    const once = normalised(type, text);
    if (once) assert.deepEqual(normalised(type, once.value), once);
  });
  fc.assert(property, { numRuns: 3_000 });
});

test("identifiers come surest first; keys differ by workspace, type and value", () => {
  const found = identifiersIn({ anonymousId: "v", phone: "0811111111", id: "c" });
  assert.deepEqual(
    found.map(({ type }) => type),
    ["id", "phone", "anonymousId"],
  );
  const keys = [
    keyOf("a", { type: "id", value: "1" }),
    keyOf("b", { type: "id", value: "1" }),
    keyOf("a", { type: "email", value: "1" }),
    keyOf("a", { type: "id", value: "2" }),
  ];
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(numberOf("59b271ae-1bbc-b1d3-1d41-929817f4b16f"), "6463353407833682387");
});
