import { question } from "#contract/survey-parts.ts";

/** Whether somebody may be contacted about these answers: yes or no. */
export const schema = question("may-contact", {});
