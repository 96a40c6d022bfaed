/** Why the start can't go on, where whoever starts it can mend that: the message is all that is said. */
export class StartError extends Error {}
