import { Page } from "../parts/Page.tsx";
import { words } from "./words.ts";

export default function Overview() {
  return <Page title={words.title} />;
}
