/** Who comes to a survey, and how: by an open link, a personal one, one that goes on, or as staff. */
import type { SurveyDefinition } from "#contract/survey.ts";
import { hiddenOf } from "#questions/check.ts";
import type { Context, Published } from "#questions/types.ts";
import { primary } from "#questions/words.ts";
import { clock } from "#platform/clock.ts";
import { keptOf, type Beside } from "./response.ts";
import type { ResponseStore, StoredResponse } from "./response-store.ts";
import type { ForRespondents } from "./survey.ts";
import type { SurveyStore } from "./survey-store.ts";
import type { LinkBody, OpenedLink, Ticket, Tokens } from "./token.ts";

/** What is asked of the page, by address or form. */
export type Asked = {
  survey: string;
  language?: string | undefined;
  acceptLanguage: string | null;
  token?: string | undefined;
  link?: string | undefined;
  /** Parameters that may be hidden fields. */
  parameters: Readonly<Record<string, string>>;
  /** Whom staff fill it in about. */
  customer?: string | undefined;
  headers: Headers;
  /** The form says that nothing was kept yet when it was shown. */
  fresh?: boolean;
};

/** Of staff: who it is, whether they may, and by what a customer whom they reach is named. */
export type Staff = {
  name: string;
  may: boolean;
  customer: (id: string) => Promise<LinkBody["customer"]>;
};
export type AboutCustomer = {
  attributes: Record<string, string | number | boolean>;
  language?: string | undefined;
  name?: string | undefined;
};

export type EntranceParts = {
  surveys: Pick<SurveyStore, "forRespondents" | "version">;
  responses: Pick<ResponseStore, "get" | "linkUsed" | "fullQuotas">;
  tokens: Tokens;
  /** Who of the staff is signed in. */
  staff: (headers: Headers, workspace: string) => Promise<Staff | undefined>;
  /** What is known of a customer whom a link names. */
  about: (
    workspace: string,
    customer: NonNullable<OpenedLink["customer"]>,
  ) => Promise<AboutCustomer>;
};

/** Somebody at a survey. */
export type Visit = {
  found: ForRespondents;
  published: Published;
  version: number;
  ticket: Ticket;
  /** Of the response. */
  id: string;
  link: OpenedLink | undefined;
  linkToken: string | undefined;
  row: StoredResponse | undefined;
  context: Context;
  /** What is kept beside the answers. */
  beside: Beside;
  startedAt: number;
};

/** Why somebody can't come in. */
export type Refused =
  | "gone"
  | "expired"
  | "used"
  | "signIn"
  | "forbidden"
  | "noCustomer"
  | "nobody";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Milliseconds for which a survey is not looked up again; so long others may take to hear that it was closed. */
const remembered = 1_000;
const most = 2_000;
/** Milliseconds after which a response can't be gone on with. */
export const lifetime = 40 * 24 * 3_600_000;

/** Which language somebody is shown: the first wish that the survey has, else what the browser asks for, else its source. */
export function languageFor(
  definition: SurveyDefinition,
  wishes: readonly (string | null | undefined)[],
  acceptLanguage: string | null,
): string {
  const { languages } = definition;
  const known = (tag: string): string | undefined => {
    const low = tag.trim().toLowerCase();
    return (
      languages.find((each) => each.toLowerCase() === low) ??
      languages.find((each) => primary(each) === primary(low))
    );
  };
  for (const wish of wishes) {
    const found = wish ? known(wish) : undefined;
    if (found) return found;
  }
  const asked = (acceptLanguage ?? "")
    .slice(0, 1_000)
    .split(",")
    .map((part) => {
      const [tag = "", ...more] = part.split(";");
      const q = more.map((each) => /^\s*q=([\d.]+)\s*$/i.exec(each)?.[1]).find(Boolean);
      return { tag, weight: q === undefined ? 1 : Number(q) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  for (const { tag } of asked) {
    const found = known(tag);
    if (found) return found;
  }
  return languages[0]!;
}

export function createEntrance(parts: EntranceParts) {
  const { surveys, responses, tokens } = parts;
  const held = new Map<string, { found: ForRespondents | undefined; until: number }>();

  /** What respondents can be shown of a survey; remembered for a second. */
  async function find(survey: string): Promise<ForRespondents | undefined> {
    if (!uuid.test(survey)) return undefined;
    const known = held.get(survey);
    if (known && known.until > clock.now()) return known.found;
    const found = await surveys.forRespondents(survey);
    if (held.size >= most) held.clear();
    held.set(survey, { found, until: clock.now() + remembered });
    return found;
  }

  /** What a form of the staff needs: somebody who is signed in and may, and whom it is about. */
  async function asStaff(
    found: ForRespondents,
    asked: Asked,
    row: StoredResponse | undefined,
  ): Promise<Beside | Refused | undefined> {
    const { form, confidentiality } = found.published.definition;
    if (form === "respondent") return undefined;
    const staff = await parts.staff(asked.headers, found.workspace);
    if (!staff) return "signIn";
    if (!staff.may) return "forbidden";
    const employee = confidentiality === "anonymous" ? {} : { employee: staff.name };
    if (form === "mirror" || row) return employee;
    if (!asked.customer) return "noCustomer";
    // An id that nobody has is a mistake, and would make a customer of it.
    const customer = await staff.customer(asked.customer.slice(0, 200));
    return customer ? { ...employee, link: { customer } } : "nobody";
  }

  /** The ticket and link that somebody shows; a new ticket where they show none. */
  function shown(found: ForRespondents, asked: Asked): Pick<Visit, "ticket" | "link"> | Refused {
    const { survey, version } = found;
    const now = clock.now();
    const ticket =
      asked.token === undefined
        ? tokens.issue(survey, version, now)
        : tokens.read(asked.token, survey);
    if (!ticket || ticket.version > version) return "gone";
    if (ticket.issuedAt < now - lifetime) return "expired";
    if (asked.link === undefined) return { ticket, link: undefined };
    const link = tokens.openLink(asked.link, survey);
    if (!link) return "gone";
    if (link.expires !== undefined && link.expires < now) return "expired";
    return { ticket, link };
  }

  /** What conditions and texts may see of whom a link names. */
  async function aboutOf(found: ForRespondents, link: Beside["link"]): Promise<AboutCustomer> {
    const { confidentiality } = found.published.definition;
    if (!link || confidentiality === "anonymous") return { attributes: {} };
    const known: AboutCustomer = link.customer
      ? await parts.about(found.workspace, link.customer)
      : { attributes: {} };
    const name = link.customer?.name ?? known.name;
    return {
      ...known,
      attributes: {
        ...known.attributes,
        ...link.attributes,
        ...(name === undefined ? {} : { name }),
        // Whoever wants to be contacted can be, without being asked how.
        ...(link.customer ? { known: true } : {}),
      },
    };
  }

  /** Everything that is known of somebody who comes; or why they can't. */
  async function enter(asked: Asked): Promise<Visit | Refused> {
    const found = await find(asked.survey);
    if (!found) return "gone";
    const shows = shown(found, asked);
    if (typeof shows === "string") return shows;
    const { ticket, link } = shows;
    const scope = { workspace: found.workspace };
    const anonymous = found.published.definition.confidentiality === "anonymous";
    // By a link that may stand beside the answers, whoever has it goes on with the same response.
    const personal = link !== undefined && !link.shared;
    // One that began before the survey became anonymous goes on as it was promised then.
    const began = personal && anonymous ? await responses.get(scope, link.digest) : undefined;
    const id = personal && (!anonymous || began) ? link.digest : ticket.id;
    const onlyPage =
      found.published.definition.pages.length === 1 && ticket.version === found.version;
    const unread = id === ticket.id && (asked.token === undefined || (asked.fresh && onlyPage));
    const row = unread ? undefined : (began ?? (await responses.get(scope, id)));
    const version = row?.version ?? ticket.version;
    const published =
      version === found.version
        ? found.published
        : await surveys.version(scope, found.survey, version);
    if (!published || (row && row.survey !== found.survey)) return "gone";
    if (personal && anonymous && !row && (await responses.linkUsed(scope, link.digest)))
      return "used";
    const staff = await asStaff(found, asked, row);
    if (typeof staff === "string") return staff;
    const { definition } = published;
    const about = row?.context.customer
      ? { attributes: row.context.customer }
      : await aboutOf(found, staff?.link ?? link);
    const { digest: _digest, expires: _expires, shared: _shared, ...body } = link ?? { digest: "" };
    const beside: Beside = row?.context ?? {
      hidden: hiddenOf(definition, { ...asked.parameters, ...link?.hidden }),
      ...(link ? { link: body } : {}),
      ...(Object.keys(about.attributes).length > 0 ? { customer: about.attributes } : {}),
      ...staff,
    };
    const language = languageFor(
      definition,
      [asked.language, row?.language, link?.language, about.language],
      asked.acceptLanguage,
    );
    const full =
      definition.quotas.length === 0
        ? []
        : await responses.fullQuotas(scope, found.survey, definition.quotas);
    const kept = keptOf(definition, beside);
    return {
      found,
      published,
      version,
      ticket,
      id,
      link,
      linkToken: link ? asked.link : undefined,
      row,
      beside: kept,
      startedAt: row?.startedAt ?? ticket.issuedAt,
      context: {
        language,
        seed: id,
        customer: kept.customer ?? {},
        hidden: kept.hidden ?? {},
        full,
      },
    };
  }

  return { find, enter };
}
export type Entrance = ReturnType<typeof createEntrance>;
