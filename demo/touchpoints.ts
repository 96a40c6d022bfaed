/**
 * The touchpoints where the demo's signals happen, with the channel, medium and stage that a new
 * workspace gives them. A signal says them itself, so that an export reads the same anywhere.
 */
import type { SignalInput } from "#contract/signal.ts";

export type Place = Pick<SignalInput, "touchpoint" | "channel" | "medium" | "stage" | "contact">;

const direct = (touchpoint: string, channel: string, medium: string, stage: string): Place => ({
  touchpoint,
  channel,
  medium,
  stage,
  contact: "direct",
});
const indirect = (touchpoint: string, medium: string, stage: string): Place => ({
  touchpoint,
  channel: "media",
  medium,
  stage,
  contact: "indirect",
});

export const place = {
  website: direct("website", "web", "web-page", "consideration"),
  orderWeb: direct("online-order", "web", "web-page", "ordering"),
  orderApp: direct("online-order", "mobile-app", "web-page", "ordering"),
  delivery: direct("delivery", "partner", "in-person", "fulfilment"),
  installation: direct("installation", "field", "in-person", "fulfilment"),
  firstUse: direct("first-use", "field", "in-person", "onboarding"),
  // What a machine reports happens in no channel.
  use: { touchpoint: "product-use", stage: "use", contact: "direct" },
  outage: { touchpoint: "outage", stage: "use", contact: "direct" },
  store: direct("store", "store", "in-person", "ordering"),
  bill: direct("bill", "web", "email", "billing"),
  billQuestion: direct("bill-question", "contact-centre", "email", "billing"),
  rebate: direct("rebate-claim", "web", "post", "billing"),
  supportPhone: direct("support-call", "contact-centre", "phone", "support"),
  supportChat: direct("support-chat", "contact-centre", "chat", "support"),
  supportApp: direct("self-service", "mobile-app", "message", "support"),
  supportEmail: direct("support-email", "contact-centre", "email", "support"),
  complaint: direct("complaint", "contact-centre", "phone", "support"),
  accountReview: direct("account-review", "field", "video", "renewal"),
  renewal: direct("renewal", "contact-centre", "phone", "renewal"),
  cancellation: direct("cancellation", "contact-centre", "email", "leaving"),
  reviewRead: indirect("review-site", "web-page", "consideration"),
  review: indirect("review-site", "web-page", "consideration"),
  mention: indirect("social-media", "social", "awareness"),
  forum: indirect("forum", "web-page", "use"),
  news: indirect("news", "web-page", "awareness"),
} as const satisfies Record<string, Place>;

/** Where and how bills are paid. */
export const payments: readonly Place[] = [
  direct("payment", "mobile-app", "web-page", "ordering"),
  direct("payment", "web", "web-page", "ordering"),
  direct("payment", "partner", "in-person", "ordering"),
  direct("payment", "self-service", "web-page", "ordering"),
  direct("payment", "store", "in-person", "ordering"),
];
