/** How the survey looks, beside the page that looks so. */
import { Button, CloseButton, TextInput } from "@mantine/core";
import { useId, useRef, useState } from "react";
import type { SurveyTheme } from "#contract/survey-theme.ts";
import { contrast, shippedColours } from "#questions/contrast.ts";
import { decimal, whole } from "../words/format.ts";
import { useBuilding } from "./building.ts";
import { ChoiceField, choicesOf, TextsField } from "./fields.tsx";
import { Live } from "./Live.tsx";
import style from "./look.module.css";
import { logoFrom } from "./logo.ts";
import settings from "./settings.module.css";
import { words as all } from "./view-words.ts";

const words = all.look;
type Colour = "accent" | "background" | "text";
type Set = (fields: Partial<Record<keyof SurveyTheme, unknown>>, mark?: string) => void;

function ColourField({ of, value, set }: { of: Colour; value: string | undefined; set: Set }) {
  const { readOnly } = useBuilding();
  const id = useId();
  const shown = value ?? shippedColours.light[of];
  const [typed, setTyped] = useState<string>();
  const text = typed ?? shown;
  const fits = /^#[0-9a-fA-F]{6}$/.test(text);
  return (
    <div className={style.colour}>
      <label htmlFor={id}>{words[of]}</label>
      <input
        id={id}
        type="color"
        value={shown}
        disabled={readOnly}
        onChange={({ currentTarget }) => {
          setTyped(undefined);
          set({ [of]: currentTarget.value }, `colour ${of}`);
        }}
      />
      <TextInput
        size="sm"
        aria-label={`${words[of]}: ${words.hex}`}
        readOnly={readOnly}
        value={text}
        maxLength={7}
        spellCheck={false}
        error={!fits}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          if (/^#[0-9a-fA-F]{6}$/.test(currentTarget.value))
            set({ [of]: currentTarget.value.toLowerCase() }, `colour ${of}`);
        }}
        onBlur={() => setTyped(undefined)}
      />
      {value !== undefined && !readOnly ? (
        <CloseButton
          size="sm"
          aria-label={words.reset(words[of])}
          title={words.reset(words[of])}
          onClick={() => set({ [of]: undefined })}
        />
      ) : (
        <span />
      )}
    </div>
  );
}

function Contrasts({ theme }: { theme: SurveyTheme }) {
  const of = (name: Colour) => theme[name] ?? shippedColours.light[name];
  const pairs = [
    [words.textOn, contrast(of("text"), of("background")), 4.5],
    [words.accentOn, contrast(of("accent"), of("background")), 3],
  ] as const;
  return (
    <dl className={style.contrast} aria-label={words.contrast}>
      {pairs.map(([name, ratio, least]) => {
        // Rounded down: 4.49 is not 4.5.
        const said = decimal(Math.floor(ratio * 10) / 10);
        return (
          <div key={name} data-enough={ratio >= least}>
            <dt>{name}</dt>
            <dd>{ratio >= least ? words.enough(said) : words.tooLittle(said, decimal(least))}</dd>
          </div>
        );
      })}
    </dl>
  );
}

function Logo({ theme, set }: { theme: SurveyTheme; set: Set }) {
  const { readOnly, draft } = useBuilding();
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const { logo } = theme;
  async function take(file: File | undefined) {
    if (!file) return;
    const made = await logoFrom(file);
    if ("problem" in made) setProblem(words[made.problem]);
    else {
      setProblem(undefined);
      set({ logo: { data: made.data, alt: logo?.alt ?? { [draft.languages[0]!]: draft.name } } });
    }
  }
  return (
    <div className={settings.group}>
      <div className={style.logo}>
        <strong>{words.logo}</strong>
        <small>{words.logoHint}</small>
        {logo && <img src={logo.data} alt="" />}
        {problem !== undefined && (
          <p role="alert" className={style.problem}>
            {problem}
          </p>
        )}
        {!readOnly && (
          <div className={settings.buttons}>
            <input
              ref={input}
              type="file"
              hidden
              accept="image/png,image/jpeg,image/webp"
              onChange={({ currentTarget }) => {
                void take(currentTarget.files?.[0]);
                currentTarget.value = "";
              }}
            />
            <Button size="compact-sm" variant="default" onClick={() => input.current?.click()}>
              {words.choose}
            </Button>
            {logo && (
              <Button size="compact-sm" variant="subtle" onClick={() => set({ logo: undefined })}>
                {words.remove}
              </Button>
            )}
          </div>
        )}
      </div>
      {logo && (
        <TextsField
          label={words.alt}
          lines={false}
          most={200}
          value={logo.alt}
          onChange={(alt) => set({ logo: { ...logo, alt } }, "alt")}
        />
      )}
    </div>
  );
}

export default function Look() {
  const { draft, change, readOnly } = useBuilding();
  const { theme } = draft;
  const id = useId();
  const set: Set = (fields, mark) =>
    change(
      (now) => ({
        ...now,
        theme: Object.fromEntries(
          Object.entries({ ...now.theme, ...fields }).filter(([, value]) => value !== undefined),
        ) as SurveyTheme,
      }),
      mark && `theme ${mark}`,
    );
  return (
    <div className={style.look}>
      <section className={style.fields} aria-label={words.title}>
        <Logo theme={theme} set={set} />
        <div className={settings.group}>
          {(["accent", "background", "text"] as const).map((of) => (
            <ColourField key={of} of={of} value={theme[of]} set={set} />
          ))}
          <Contrasts theme={theme} />
        </div>
        <div className={settings.group}>
          <div className={style.radius}>
            <label htmlFor={id}>{words.radius}</label>
            <input
              id={id}
              type="range"
              min={0}
              max={24}
              value={theme.radius}
              disabled={readOnly}
              onChange={({ currentTarget }) =>
                set({ radius: Number(currentTarget.value) }, "radius")
              }
            />
            <output htmlFor={id}>{words.radii(whole(theme.radius))}</output>
          </div>
          <ChoiceField
            label={words.dark}
            hint={words.darkHint}
            value={theme.dark}
            choices={choicesOf(words.darks)}
            onChange={(dark) => set({ dark })}
          />
          <ChoiceField
            label={words.font}
            hint={words.fontHint}
            value={theme.font}
            choices={choicesOf(words.fonts)}
            onChange={(font) => set({ font })}
          />
        </div>
      </section>
      <Live />
    </div>
  );
}
