/** Addresses of what stands here by an id, which may hold any character. */

const under = (room: string) => (id: string) => `/${room}/${encodeURIComponent(id)}`;
export const customerPath = under("customers");
export const accountPath = under("accounts");
export const signalPath = under("signals");

/** As much of a key as tells two apart by eye; an id stays whole. */
export const shortKey = (key: string): string =>
  /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(key) ? key.slice(0, 8) : key;
