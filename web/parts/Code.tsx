/** A text to be taken elsewhere, with a button that takes it. */
import { Button, CopyButton } from "@mantine/core";
import style from "./parts.module.css";
import { words } from "./words.ts";

export function Code({ text, label }: { text: string; label: string }) {
  return (
    <div className={style.code}>
      <pre tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
      <div>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy}>
              {copied ? words.copied : words.copy}
            </Button>
          )}
        </CopyButton>
      </div>
    </div>
  );
}
