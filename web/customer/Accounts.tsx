/** Accounts: where those of a type stand by satisfaction and revenue, or all of them as a list. */
import { Choose } from "../parts/native.tsx";
import { Page } from "../parts/Page.tsx";
import { oneOf, useAddress } from "../data/address.ts";
import { AllAccounts } from "./AllAccounts.tsx";
import { Placed } from "./Placed.tsx";
import { words } from "./list-words.ts";
import { words as placed } from "./placed-words.ts";
import { words as common } from "./words.ts";
import style from "./placed.module.css";

const choices = ["business", "household", "all"] as const;

export default function Accounts() {
  const [address, change] = useAddress();
  const of = oneOf(address.get("of"), choices);
  return (
    <Page title={common.accounts} lead={of === "all" ? words.accountsLead : placed.lead}>
      <div className={style.of}>
        <Choose
          legend={placed.of}
          value={of}
          choices={choices.map((each) => [each, placed.ofs[each]] as const)}
          choose={(each) =>
            change({
              of: each === "business" ? undefined : each,
              placement: undefined,
              flag: undefined,
              moved: undefined,
              sort: undefined,
            })
          }
        />
      </div>
      {of === "all" ? <AllAccounts /> : <Placed type={of} />}
    </Page>
  );
}
