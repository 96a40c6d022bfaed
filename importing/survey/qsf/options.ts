/** Qualtrics' settings of a whole survey. */
import type { Draft } from "../draft.ts";
import type { Thing } from "../report.ts";
import type { Part } from "../track.ts";
import { passOff } from "./common.ts";

/** Ids, the look, and what every survey of ours does or no file of theirs can say. */
const passed = [
  "NoIndex",
  "SecureResponseFiles",
  "SkinLibrary",
  "SkinType",
  "Skin",
  "SkinQuestionWidth",
  "NewScoring",
  "ShowExportTags",
  "ActiveResponseSet",
  "SurveyName",
  "EOSMessageLibrary",
  "ValidationMessageLibrary",
  "ThankYouEmailMessageLibrary",
  "InactiveMessageLibrary",
  "libraryId",
  "PageTransition",
  "ProtectSelectionIds",
  "headerMid",
  "footerMid",
  "AvailableLanguages",
  "SurveyLanguage",
  "nextButtonLibraryId",
  "nextButtonMid",
  "previousButtonLibraryId",
  "previousButtonMid",
] as const;
/** In ours one can always go back, and go on later. */
const always = ["BackButton", "SaveAndContinue"] as const;
const standard: Readonly<Record<string, readonly string[]>> = {
  SurveyProtection: ["PublicSurvey"],
  SurveyTermination: ["DefaultMessage"],
  ProgressBarDisplay: ["None"],
  SurveyExpiration: ["None"],
  PasswordProtection: ["No"],
  RefererCheck: ["No"],
  RefererURL: ["http://"],
  EOSRedirectURL: ["http://"],
  InactiveSurvey: ["DefaultMessage"],
  ValidateMessage: ["false"],
  EmailThankYou: ["false"],
  BallotBoxStuffingPrevention: ["false"],
  ProgressBarStyle: ["None"],
};

export function readOptions(draft: Draft, options: Part, survey: Thing): void {
  const thing = draft.report.thing("Survey Options");
  options.belongs(thing).pass(...passed);
  options.passWhole("AvailableLanguages", "SkinOptions", "Skin");
  for (const [name, values] of Object.entries(standard))
    if (values.includes(String(options.peek(name)))) options.pass(name);
  for (const name of always) {
    if (!options.flag(name)) thing.changed("always_there", { name }, name);
  }
  passOff(options, ...Object.keys(options.raw));
  // Their own title is about Qualtrics.
  for (const name of ["SurveyTitle", "SurveyMetaDescription"])
    if (/Qualtrics/i.test(options.text(name))) options.pass(name);
    else if (options.has(name)) thing.left("description_left", { value: options.text(name) }, name);
  if (!["", "0"].includes(options.text("QuestionsPerPage")))
    thing.left("pages_mode", { name: options.text("QuestionsPerPage") }, "QuestionsPerPage");
  const partial = options.text("PartialData");
  if (partial !== "") thing.changed("partial", { value: partial }, "PartialData");
  if (options.flag("AnonymizeResponse")) {
    draft.confidentiality = "anonymous";
    survey.changed("anonymous", {}, "AnonymizeResponse");
  }
  for (const [name, word] of [
    ["NextButton", "next"],
    ["PreviousButton", "back"],
  ] as const) {
    const said = options.text(name).trim();
    // Arrows are their default; ours say it in words.
    if (!/\p{Letter}/u.test(said)) continue;
    const texts = draft.say(thing, { [draft.source]: said }, 300, name);
    if (texts) draft.words[word] = texts;
  }
  for (const name of ["Header", "Footer"])
    if (options.has(name)) {
      thing.left("header", { value: options.text(name) }, name);
      options.pass(name);
    }
  if (options.has("EOSMessage")) {
    options.pass("EOSMessage");
    thing.left("ending_library", {}, "EOSMessage");
  }
}
