/** A Qualtrics survey file (.qsf) → a draft. */
import { Draft, tagOf } from "../draft.ts";
import { addTo } from "../keys.ts";
import { SurveyFault } from "../fault.ts";
import type { Thing } from "../report.ts";
import { readTimes } from "../times.ts";
import { isBag, Part, type Json } from "../track.ts";
import { declare, fieldsOf } from "./embedded.ts";
import { translationsOf, type Qsf, type QsfQuestion } from "./file.ts";
import { Flow } from "./flow.ts";
import { readOptions } from "./options.ts";
import { pipesOf } from "./pipes.ts";
import { readQuota } from "./quotas.ts";

/** What is about keeping the survey, not about the survey. */
const entryPassed = [
  "SurveyID",
  "SurveyOwnerID",
  "SurveyBrandID",
  "DivisionID",
  "SurveyActiveResponseSet",
  "SurveyStatus",
  "SurveyCreationDate",
  "CreatorID",
  "LastModified",
  "LastAccessed",
  "LastActivated",
  "Deleted",
] as const;
const elementPassed = [
  "SurveyID",
  "Element",
  "PrimaryAttribute",
  "SecondaryAttribute",
  "TertiaryAttribute",
];
/** Elements without meaning for a survey: counts, sets of responses, previews, and what a flow's elements are called. */
const quietElements = new Set(["QC", "RS", "STAT", "PR", "PROJ", "QG", "BR"]);

type Elements = Map<string, Part[]>;

function elementsOf(root: Part): Elements {
  const found: Elements = new Map();
  for (const [, element] of root.parts("SurveyElements")) {
    element.pass(...elementPassed);
    addTo(found, element.text("Element"), element);
  }
  return found;
}

const payloads = (elements: Elements, name: string): Part[] =>
  (elements.get(name) ?? []).flatMap((element) => {
    const payload = element.part("Payload");
    return payload ? [payload] : [];
  });

function languagesOf(draft: Draft, entry: Part, elements: Elements, survey: Thing): void {
  const code = entry.text("SurveyLanguage") || "EN";
  const source = tagOf(code);
  if (source === undefined)
    survey.changed("language_unknown", { language: code }, "SurveyLanguage");
  const tags = [source ?? "en"];
  const add = (each: string, what: string): void => {
    const tag = tagOf(each);
    if (tag === undefined || tags.length >= 50)
      survey.left("language_left", { language: each }, what);
    else if (!tags.some((there) => there.toLowerCase() === tag.toLowerCase())) tags.push(tag);
  };
  for (const options of payloads(elements, "SO"))
    for (const [each] of options.entries("AvailableLanguages"))
      if (!/^\d+$/.test(each)) add(each, "AvailableLanguages");
  for (const question of payloads(elements, "SQ"))
    for (const [each] of question.parts("Language"))
      if (tagOf(each) !== undefined) add(each, "Language");
  draft.languages = tags;
}

function questionsOf(draft: Draft, elements: Elements): Map<string, QsfQuestion> {
  const found = new Map<string, QsfQuestion>();
  for (const part of payloads(elements, "SQ")) {
    const id = part.text("QuestionID");
    const tag = part.text("DataExportTag") || id;
    const thing = draft.report.thing(tag === id ? id || "?" : `${tag} (${id})`);
    part.belongs(thing);
    if (id === "" || found.has(id)) {
      thing.left("question_again", { name: id });
      part.tracker.whole(part.raw);
      continue;
    }
    const key = draft.keys.key(tag);
    found.set(id, {
      id,
      part,
      thing,
      key,
      used: false,
      translations: translationsOf(part, draft, thing),
    });
  }
  return found;
}

function blocksOf(elements: Elements): Map<string, Part> {
  const found = new Map<string, Part>();
  for (const element of elements.get("BL") ?? [])
    for (const [, block] of element.parts("Payload")) found.set(block.text("ID"), block);
  return found;
}

/** The questions that a skip leads to. */
function aimsOf(blocks: ReadonlyMap<string, Part>): Set<string> {
  const aims = new Set<string>();
  for (const block of blocks.values())
    for (const [, element] of block.parts("BlockElements"))
      for (const [, skip] of element.parts("SkipLogic")) aims.add(skip.text("SkipToDestination"));
  return aims;
}

/** Blocks and questions that the flow comes to nowhere: most lie in the trash. */
function unused({ questions, blocks, draft }: Qsf, walked: (id: string) => boolean): void {
  const trashed = new Set<string>();
  for (const [id, block] of blocks) {
    if (walked(id)) continue;
    if (block.text("Type") === "Trash")
      for (const [, element] of block.parts("BlockElements"))
        trashed.add(element.text("QuestionID"));
    const thing = draft.report.thing([id, block.text("Description")].join(" "));
    const trash = block.text("Type") === "Trash";
    if (trash && block.parts("BlockElements").length === 0) {
      block.belongs(thing).pass("Type", "SubType", "ID", "Description", "BlockElements");
      block.passWhole("Options");
      continue;
    }
    block.tracker.whole(block.raw);
    thing.left(trash ? "trash" : "not_in_flow");
  }
  for (const { id, used, thing, part } of questions.values()) {
    if (used) continue;
    thing.left(trashed.has(id) ? "trash" : "not_in_flow");
    part.tracker.whole(part.raw);
  }
}

function otherElements(draft: Draft, elements: Elements): void {
  for (const quota of payloads(elements, "QO")) readQuota(draft, quota);
  const read = new Set(["BL", "FL", "SO", "SQ", "QO", ...quietElements]);
  for (const [name, list] of elements)
    for (const element of list) {
      const payload = element.peek("Payload");
      if (quietElements.has(name)) element.passWhole("Payload");
      if (read.has(name) || payload === null || payload === undefined) continue;
      element.tracker.whole(element.raw);
      if (
        name === "SCO" &&
        isBag(payload) &&
        !new Part(payload, draft.tracker).has("ScoringCategories")
      )
        continue;
      draft.report
        .thing([name, element.text("PrimaryAttribute")].join(" "))
        .left("element_left", { name });
    }
}

/** @throws SurveyFault where this is no survey of Qualtrics. */
export function readQsf(json: Json): { draft: Draft; survey: Thing } {
  const draft = new Draft();
  if (!isBag(json) || !Array.isArray(json["SurveyElements"]) || !isBag(json["SurveyEntry"]))
    throw new SurveyFault("foreign", {
      expected: "Qualtrics (.qsf)",
      missing: "SurveyEntry, SurveyElements",
    });
  const root = new Part(json, draft.tracker);
  const entry = root.part("SurveyEntry")!.pass(...entryPassed);
  const name = entry.text("SurveyName").trim();
  const survey = draft.report.thing(`survey ${name}`.trim());
  entry.belongs(survey);
  const elements = elementsOf(root);
  languagesOf(draft, entry, elements, survey);
  draft.name = name;
  if (entry.has("SurveyDescription") && entry.peek("SurveyDescription") !== name)
    survey.left(
      "description_left",
      { value: entry.text("SurveyDescription") },
      "SurveyDescription",
    );
  entry.pass("SurveyDescription");
  readTimes(draft, survey, entry.text("SurveyStartDate"), entry.text("SurveyExpirationDate"));
  for (const options of payloads(elements, "SO")) readOptions(draft, options, survey);
  const questions = questionsOf(draft, elements);
  draft.nameOf = (name) =>
    name.replace(/^QID[^/]+/, (id) => questions.get(id)?.thing.source.replace(/ \(.*$/, "") ?? id);
  const blocks = blocksOf(elements);
  draft.pipes = pipesOf(draft, new Map([...questions].map(([id, { key }]) => [id, key])));
  const ending = draft.endingKeys.key("end");
  draft.endings.push({ key: ending, text: draft.shipped("thanks") });
  survey.changed("ending_shipped", {}, "end");
  const file: Qsf = { draft, survey, questions, blocks, aims: aimsOf(blocks), ending };
  const flows = payloads(elements, "FL").flatMap((payload) => {
    payload.pass("FlowID", "Type");
    payload.passWhole("Properties");
    return payload.parts("Flow");
  });
  const fields = fieldsOf(flows);
  if (fields.size > 0) declare(file, fields, draft.report.thing("embedded data"));
  const flow = new Flow(file);
  const blockList = [...blocks].filter(([, block]) => block.text("Type") !== "Trash");
  if (flows.length > 0) flow.walk(flows, { gates: [], chance: false });
  // Without a flow blocks are shown as they stand.
  else flow.blocks(blockList.map(([id]) => id));
  flow.finish();
  unused(file, (id) => flow.walked(id));
  otherElements(draft, elements);
  draft.tracker.sweep(json, survey);
  return { draft, survey };
}
