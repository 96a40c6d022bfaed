/** LimeSurvey's quotas: of one question any of its answers, of several questions all. */
import type { Condition } from "../condition.ts";
import type { Draft } from "../draft.ts";
import { languageSaid, type LssQuestion } from "./file.ts";
import { grouped, type Row, type Tables } from "./tables.ts";

const columns = [
  "id",
  "sid",
  "qid",
  "quota_id",
  "code",
  "name",
  "qlimit",
  "action",
  "active",
  "autoload_url",
  "quotals_id",
  "quotals_quota_id",
  "quotals_language",
  "quotals_name",
  "quotals_message",
  "quotals_url",
  "quotals_urldescrip",
] as const;

function memberOf(row: Row, questions: ReadonlyMap<string, LssQuestion>): Condition {
  const question = questions.get(row.text("qid"));
  const code = row.text("code");
  const type = question?.row.text("type") ?? "";
  if (!question) return { op: "test", name: `qid ${row.text("qid")}`, compare: "==", to: code };
  if (type === "M" || type === "P")
    return { op: "test", name: `${question.code}_${code}`, compare: "==", to: "Y" };
  const pair = /^(.+)-(.+)$/.exec(code);
  return pair && "AB1FCEH".includes(type)
    ? { op: "test", name: `${question.code}_${pair[1]}`, compare: "==", to: pair[2]! }
    : { op: "test", name: question.code, compare: "==", to: code };
}

export function readQuotas(draft: Draft, tables: Tables, list: readonly LssQuestion[]): void {
  const questions = new Map(list.map((each) => [each.id, each]));
  const members = grouped(tables.rows("quota_members"), "quota_id");
  const settings = grouped(tables.rows("quota_languagesettings"), "quotals_quota_id");
  for (const row of tables.rows("quota")) {
    const id = row.text("id");
    const name = row.text("name");
    const thing = draft.report.thing(`quota ${name || id}`);
    const own = [row, ...(members.get(id) ?? []), ...(settings.get(id) ?? [])];
    const limit = row.number("qlimit");
    for (const each of own) each.belongs(thing).pass(...columns);
    if (row.text("active") === "0" || limit === undefined || limit < 0) {
      thing.left("quota_off");
      continue;
    }
    if (!["", "1"].includes(row.text("action"))) thing.changed("quota_ends", {}, "action");
    const said = languageSaid(draft, settings.get(id) ?? [], "quotals_language");
    const text = draft.say(thing, said("quotals_message"), 5_000, "quotals_message");
    for (const each of settings.get(id) ?? [])
      if (each.has("quotals_url") && row.text("autoload_url") === "1")
        thing.left("redirect", { value: each.text("quotals_url") }, "quotals_url");
    const read = (): Condition => ({
      op: "and",
      of: [...grouped(members.get(id) ?? [], "qid").values()].map((same): Condition => {
        const of = same.map((each) => memberOf(each, questions));
        return of.length === 1 ? of[0]! : { op: "or", of };
      }),
    });
    draft.when(thing, "quota_members", {}, read, (cel) => {
      const ending = draft.endingKeys.key(`full_${name}`);
      draft.endings.push({ key: ending, text: text ?? draft.shipped("full") });
      draft.quotas.push({
        key: draft.quotaKeys.key(name || "quota"),
        if: cel,
        limit: Math.min(100_000_000, Math.floor(limit)),
        ending,
      });
    });
  }
}
