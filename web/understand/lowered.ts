/** A name within a sentence: "NPS" and "B2B" stay what they are. Pure. */
export const lowered = (text: string): string =>
  /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
