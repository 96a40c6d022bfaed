/** Qualtrics' quotas: a condition, a limit, and that the survey ends. */
import type { Draft } from "../draft.ts";
import type { Thing } from "../report.ts";
import type { Part } from "../track.ts";
import { readLogic, takeLogic } from "./logic.ts";

/** How the survey ends where a quota is full: here with our words. */
function ended(options: Part | undefined, thing: Thing): void {
  if (!options) return;
  options.pass("EndingType", "SurveyTermination", "EOSMessageLibrary");
  if (options.has("EOSMessage")) thing.left("ending_library", {}, "EOSMessage");
  const to = options.text("EOSRedirectURL");
  if (!["", "http://", "https://"].includes(to))
    thing.left("redirect", { value: to }, "EOSRedirectURL");
  options.pass("EOSMessage");
}

export function readQuota(draft: Draft, payload: Part): void {
  const name = payload.text("Name");
  const thing = draft.report.thing(["quota", name || payload.text("ID")].join(" "));
  const limit = payload.number("Occurrences");
  const action = payload.text("QuotaAction");
  const logic = payload.part("Logic");
  payload.belongs(thing).pass("ID", "Name", "LogicType", "Count", "QuotaRealm");
  payload.passWhole("ActionInfo");
  ended(payload.part("EndSurveyOptions"), thing);
  if (logic) takeLogic(logic);
  if (limit === undefined || limit < 0 || !logic) {
    thing.left("not_understood");
    return;
  }
  const kind = payload.text("LogicType");
  if (kind !== "" && kind !== "Simple") {
    thing.left("quota_action", { name: kind });
    return;
  }
  if (action !== "" && action !== "EndCurrentSurvey") {
    thing.left("quota_action", { name: action });
    return;
  }
  draft.when(
    thing,
    "",
    {},
    () => readLogic(logic),
    (cel) => {
      const ending = draft.endingKeys.key(`full_${name}`);
      draft.endings.push({ key: ending, text: draft.shipped("full") });
      draft.quotas.push({
        key: draft.quotaKeys.key(name || "quota"),
        if: cel,
        limit: Math.min(100_000_000, Math.floor(limit)),
        ending,
      });
      thing.changed("ending_shipped", {}, "end");
    },
  );
}
