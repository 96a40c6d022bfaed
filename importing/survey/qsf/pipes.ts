/** Qualtrics' piped texts: `${q://QID1/ChoiceGroup/SelectedChoices}`, `${e://Field/city}`, `${m://FirstName}`. */
import type { Draft, Pipes } from "../draft.ts";

const contact: Readonly<Record<string, string>> = {
  FirstName: "first_name",
  LastName: "last_name",
  Email: "email",
  Email1: "email",
  ExternalDataReference: "reference",
};

export function pipesOf(draft: Draft, keyOf: ReadonlyMap<string, string>): Pipes {
  return {
    pattern: /\$\{[^{}]{1,300}\}/g,
    resolve(match, thing) {
      const inner = match.slice(2, -1).trim();
      const asked =
        /^q:\/\/(QID[^/]+)\/(?:ChoiceGroup\/SelectedChoices|ChoiceTextEntryValue|ChoiceNumericEntryValue)$/.exec(
          inner,
        );
      const key = asked && keyOf.get(asked[1]!);
      if (key) return `{answers.${key}}`;
      const [, field] = /^e:\/\/Field\/(.+)$/.exec(inner) ?? [];
      const known = field !== undefined && draft.subjects.get(`e://${field}`);
      if (known) return `{${known.cel}}`;
      const [, of] = /^m:\/\/(?:ContactInfo\/)?(\w+)$/.exec(inner) ?? [];
      // An anonymous survey knows nobody.
      const named = draft.confidentiality !== "anonymous";
      if (named && of !== undefined && Object.hasOwn(contact, of)) {
        thing.changed("pipe_customer", { text: match, attribute: contact[of]! });
        return `{customer.${contact[of]!}}`;
      }
      return inner.startsWith("date://CurrentDate/") ? "{date}" : undefined;
    },
  };
}
