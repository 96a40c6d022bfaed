/** A text to be taken elsewhere, with a button that takes it. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { copyText } from "./copy.ts";
import style from "./parts.module.css";
import { words } from "./words.ts";

/** Milliseconds for which it says that it was copied. */
const saidMs = 2_000;

export function Code({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  async function copy() {
    setCopied(await copyText(text));
    setTimeout(() => setCopied(false), saidMs);
  }
  return (
    <div className={style.code}>
      <pre tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
      <div>
        <Button size="compact-xs" variant="default" onClick={() => void copy()}>
          {copied ? words.copied : words.copy}
        </Button>
      </div>
    </div>
  );
}
