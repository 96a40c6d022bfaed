/**
 * Statements about customers and accounts on their way in: judged by the registry, their identifiers
 * made known, then written. One at a time, or a batch of a bulk.
 */
import type { AccountLine, AccountStatement } from "#contract/account.ts";
import type { AttributeChanges, CustomerLine, CustomerStatement } from "#contract/customer.ts";
import { CorridorError } from "#contract/error.ts";
import type { AttributeType, RegistryEntry, RegistryType } from "#contract/registry.ts";
import type { RegistryView } from "#journey/registry.ts";
import { clock } from "#platform/clock.ts";
import type { Scope } from "#platform/scope.ts";
import type { AccountChanged, AccountStore } from "./account-store.ts";
import { judgeAttributes, type AttributeProblem, type Owner } from "./attribute.ts";
import { bySurety, identifiersIn, keyOf, type Identifier } from "./identifier.ts";
import type { Observation } from "./known.ts";
import type { ProfileChanged, ProfileStore } from "./profile-store.ts";
import type { Claimant, WithdrawalStore } from "./withdrawal-store.ts";

type Registered = {
  type: RegistryType;
  key: string;
  definition?: RegistryEntry["definition"];
  importId: string | null;
};

export type StatementParts = {
  profiles: ProfileStore;
  accounts: AccountStore;
  /** Makes identifiers known, and that they belong together. */
  observe: (workspace: string, observations: readonly Observation[]) => Promise<void>;
  /** Takes back what is no longer stated of an address or number. */
  withdraw: WithdrawalStore["withdraw"];
  view: (scope: Scope) => Promise<RegistryView>;
  register: (scope: Scope, keys: readonly Registered[]) => Promise<void>;
  country: (scope: Scope) => Promise<string>;
};

/** Told what a statement brought that the registry did not know, as `unit/north`. */
export type NoteBrought = (keys: readonly string[]) => void;

/** What became of one line of a batch. */
export type LineDone = { changed: boolean } | { refused: AttributeProblem };

type Contact = {
  email?: string | null | undefined;
  phone?: string | null | undefined;
  anonymousId?: string | undefined;
};

/** What one profile says of who it is about: each identifier by itself linked with the surest. */
function observationsOf(
  workspace: string,
  subject: Identifier,
  { email, phone, anonymousId }: Contact,
  country: string,
): Observation[] {
  const now = clock.now();
  const named = identifiersIn(
    { email: email ?? undefined, phone: phone ?? undefined, anonymousId },
    country,
  );
  const same = (each: Identifier) => each.type === subject.type && each.value === subject.value;
  const [first, ...others] = [subject, ...named.filter((each) => !same(each))].map((each) => ({
    ...each,
    key: keyOf(workspace, each),
  }));
  const common = {
    spoken: false,
    name: undefined,
    at: now,
    receivedAt: now,
    signal: "",
    stated: true,
  };
  return [[first!], ...others.map((each) => [first!, each].toSorted(bySurety))].map(
    (identifiers) => ({ ...common, identifiers }),
  );
}

type Said = { subject: Identifier; statement: Contact };

/** Which of these statements may have left out what was stated before. */
function claimantsOf(
  workspace: string,
  said: readonly Said[],
  done: readonly ProfileChanged[],
): Claimant[] {
  return said.flatMap(({ subject, statement }, n) => {
    const types = (["email", "phone"] as const).filter((each) => statement[each] !== undefined);
    return done[n]!.made || types.length === 0 ? [] : [{ key: keyOf(workspace, subject), types }];
  });
}

export function createStatements(parts: StatementParts) {
  const { profiles, accounts, observe, view, register } = parts;

  /** What of a statement the registry does not know yet; throws nothing, answers the problem. */
  function fresh(
    owner: Owner,
    statement: { attributes?: AttributeChanges | undefined; unit?: string | null | undefined },
    registry: RegistryView,
    pending: Map<string, AttributeType>,
    units: Set<string>,
  ): AttributeProblem | undefined {
    const judged = judgeAttributes(owner, statement.attributes, registry, pending);
    if (judged.problem) return judged.problem;
    for (const { key, type } of judged.fresh) pending.set(key, type);
    const { unit } = statement;
    if (unit && !registry.entries.unit.has(unit)) units.add(unit);
    return undefined;
  }

  async function registerFresh(
    scope: Scope,
    owner: Owner,
    pending: ReadonlyMap<string, AttributeType>,
    units: ReadonlySet<string>,
    importId: string | null,
  ): Promise<string[]> {
    const keys: Registered[] = [
      ...Array.from(pending, ([key, type]) => ({
        type: `${owner}-attribute` as const,
        key,
        definition: { labels: {}, type },
        importId,
      })),
      ...Array.from(units, (key) => ({ type: "unit" as const, key, importId })),
    ];
    if (keys.length > 0) await register(scope, keys);
    return keys.map(({ type, key }) => `${type}/${key}`);
  }

  /** Judges a batch; registers what is new in the lines that fit. */
  async function judged<L extends { attributes?: AttributeChanges | undefined }>(
    scope: Scope,
    owner: Owner,
    lines: readonly L[],
    importId: string | null = null,
  ): Promise<{ problems: (AttributeProblem | undefined)[]; brought: string[] }> {
    const registry = await view(scope);
    const pending = new Map<string, AttributeType>();
    const units = new Set<string>();
    const problems = lines.map((line) => fresh(owner, line, registry, pending, units));
    return { problems, brought: await registerFresh(scope, owner, pending, units, importId) };
  }

  /**
   * After the profiles are written: what replaced something is stated once more, since another who
   * stated otherwise at the same moment may have taken it back; then what no profile says is.
   */
  async function settled(
    scope: Scope,
    said: readonly Said[],
    done: readonly ProfileChanged[],
    country: string,
  ): Promise<void> {
    const { workspace } = scope;
    const replaced = said.filter((_, n) => {
      const { made, fields } = done[n]!;
      return !made && (fields.includes("email") || fields.includes("phone"));
    });
    await observe(
      workspace,
      replaced.flatMap(({ subject, statement }) =>
        observationsOf(workspace, subject, statement, country),
      ),
    );
    await parts.withdraw(scope, claimantsOf(workspace, said, done), country);
  }

  const refusal = ({ path, message }: AttributeProblem) =>
    new CorridorError("invalid_request", `In the body, ${path}: ${message}`, {
      details: { problems: [{ path, message }] },
    });

  return {
    /** One statement about the customer of an identifier. Throws `invalid_request`, `conflict`. */
    async customer(
      scope: Scope,
      subject: Identifier,
      { version, ...statement }: CustomerStatement,
      noteBrought: NoteBrought,
    ): Promise<ProfileChanged> {
      const { workspace } = scope;
      const { problems, brought } = await judged(scope, "customer", [statement]);
      if (problems[0]) throw refusal(problems[0]);
      noteBrought(brought);
      const identifier = keyOf(workspace, subject);
      if (version !== undefined) await profiles.checkVersion(scope, identifier, version);
      const country = await parts.country(scope);
      await observe(workspace, observationsOf(workspace, subject, statement, country));
      const [done] = await profiles.change(scope, [{ identifier, statement, version }]);
      await settled(scope, [{ subject, statement }], [done!], country);
      return done!;
    },

    /** A batch of lines, no id in it twice. */
    async customers(
      scope: Scope,
      lines: readonly CustomerLine[],
      importId: string | null,
      noteBrought: NoteBrought,
    ): Promise<LineDone[]> {
      const { workspace } = scope;
      const { problems, brought } = await judged(scope, "customer", lines, importId);
      noteBrought(brought);
      const country = await parts.country(scope);
      const taken = lines.flatMap(({ id, ...statement }, n) =>
        problems[n] ? [] : [{ subject: { type: "id" as const, value: id }, statement }],
      );
      await observe(
        workspace,
        taken.flatMap(({ subject, statement }) =>
          observationsOf(workspace, subject, statement, country),
        ),
      );
      const done = await profiles.change(
        scope,
        taken.map(({ subject, statement }) => ({
          identifier: keyOf(workspace, subject),
          statement,
        })),
        importId,
      );
      await settled(scope, taken, done, country);
      return merged(problems, done);
    },

    async account(
      scope: Scope,
      id: string,
      { version, ...statement }: AccountStatement,
      noteBrought: NoteBrought,
    ): Promise<AccountChanged> {
      const { problems, brought } = await judged(scope, "account", [statement]);
      if (problems[0]) throw refusal(problems[0]);
      noteBrought(brought);
      const [done] = await accounts.change(scope, [{ id, statement, version }]);
      if (done!.problem !== undefined)
        throw refusal({ code: "invalid_value", path: "parent", message: done!.problem });
      return done!;
    },

    async accounts(
      scope: Scope,
      lines: readonly AccountLine[],
      importId: string | null,
      noteBrought: NoteBrought,
    ): Promise<LineDone[]> {
      const { problems, brought } = await judged(scope, "account", lines, importId);
      noteBrought(brought);
      const taken = lines.filter((_, n) => !problems[n]);
      const done = await accounts.change(
        scope,
        taken.map(({ id, ...statement }) => ({ id, statement })),
        importId,
      );
      return merged(problems, done);
    },
  };
}

/** The outcome of each line, of those that were judged and those that were written. */
function merged(
  problems: readonly (AttributeProblem | undefined)[],
  done: readonly { changed: boolean; problem?: string }[],
): LineDone[] {
  let at = 0;
  return problems.map((refused): LineDone => {
    if (refused) return { refused };
    const { changed, problem } = done[at++]!;
    return problem === undefined
      ? { changed }
      : { refused: { code: "invalid_value", path: "parent", message: problem } };
  });
}

export type Statements = ReturnType<typeof createStatements>;
