/** Which default rows an industry does not need. They are there all the same, switched off. */
import type { Industry } from "#contract/industry.ts";
import type { RegistryType } from "#contract/registry.ts";

type Off = Partial<Record<RegistryType, readonly string[]>>;

/** The defaults were drawn for an operator that sells, delivers, installs and bills: telecom uses all. */
export const switchedOff: Readonly<Record<Industry, Off>> = {
  telecom: {},
  retail: {
    touchpoint: [
      "sales-visit",
      "installation",
      "outage",
      "bill",
      "bill-question",
      "repair-visit",
      "account-review",
      "renewal",
      "cancellation",
    ],
    journey: ["pay", "renew", "leave"],
    stage: ["billing", "renewal", "leaving"],
    function: ["field"],
    channel: ["field"],
    aspect: ["billing"],
    measure: ["asat.billing", "stay", "hoursFromWindow", "hoursToRestore", "correctionRate"],
    answer: ["leaving", "winback"],
  },
  "b2b-software": {
    touchpoint: [
      "store",
      "order-updates",
      "packaging",
      "delivery",
      "rebate-claim",
      "repair-visit",
      "return",
    ],
    aspect: ["packaging"],
    measure: ["asat.packaging", "expectedDays", "hoursToDeliver", "daysToRefund"],
    channel: ["store"],
  },
};
