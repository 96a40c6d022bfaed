/** What is measured: its scale, what is good of it, and the words beside its values. */
import { CheckField, ChoiceField, NumberField, TextField, useEditing } from "../fields.tsx";
import { words } from "../form-words.ts";
import style from "../journey.module.css";
import { RowsField } from "../RowsField.tsx";

/** Their scale, direction and boxes are part of what they are, and the server refuses others. */
const standards = new Set(["nps", "ces"]);

function Range({ path, label, disabled }: { path: string; label: string; disabled: boolean }) {
  return (
    <fieldset>
      <legend>{label}</legend>
      <p>{words.boxesHint}</p>
      <div className={style.numbers}>
        <NumberField path={`${path}.from`} label={words.from} disabled={disabled} />
        <NumberField path={`${path}.to`} label={words.to} disabled={disabled} />
      </div>
    </fieldset>
  );
}

export function MeasureForm({ of }: { of: string }) {
  const fixed = standards.has(of);
  const { readOnly } = useEditing();
  return (
    <>
      {fixed && !readOnly && <p className={style.quiet}>{words.fixed}</p>}
      <div className={style.fields}>
        <ChoiceField
          path="direction"
          label={words.direction}
          choices={words.directions}
          disabled={fixed}
        />
        <ChoiceField path="figure" label={words.figure} choices={words.figures} />
        <TextField path="unit" label={words.unit} hint={words.unitHint} most={40} />
      </div>
      <fieldset>
        <legend>{words.scale}</legend>
        <p>{words.scaleHint}</p>
        <div className={style.numbers}>
          <NumberField path="scale.min" label={words.min} disabled={fixed} />
          <NumberField path="scale.max" label={words.max} hint={words.maxHint} disabled={fixed} />
          <NumberField path="scale.step" label={words.step} disabled={fixed} />
        </div>
        <div style={{ marginTop: ".75rem" }}>
          <CheckField path="scale.whole" label={words.whole} disabled={fixed} />
        </div>
      </fieldset>
      <div className={style.fields}>
        <Range path="boxes.top" label={words.top} disabled={fixed} />
        <Range path="boxes.bottom" label={words.bottom} disabled={fixed} />
      </div>
      <RowsField
        path="bands"
        label={words.bands}
        hint={words.bandsHint}
        add={words.addBand}
        fresh={{ labels: {} }}
        most={20}
        columns={[
          { path: "key", label: words.key, kind: "text" },
          { path: "from", label: words.from, kind: "number" },
          { path: "to", label: words.to, kind: "number" },
          { path: "labels.en", label: words.en, kind: "text" },
          { path: "labels.id", label: words.id, kind: "text" },
        ]}
      />
      <RowsField
        path="points"
        label={words.points}
        hint={words.pointsHint}
        add={words.addPoint}
        fresh={{ labels: {} }}
        most={101}
        columns={[
          { path: "value", label: words.value, kind: "number" },
          { path: "labels.en", label: words.en, kind: "text" },
          { path: "labels.id", label: words.id, kind: "text" },
        ]}
      />
    </>
  );
}
