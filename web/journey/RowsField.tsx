/** Lines of a list in a definition: bands, points, options, choices. */
import { Button, NumberInput, Select, TextInput } from "@mantine/core";
import { whole } from "../words/format.ts";
import { valueAt, withValue, type Draft } from "./draft.ts";
import { useEditing } from "./fields.tsx";
import { words } from "./form-words.ts";
import style from "./journey.module.css";

/** `scalar` is a text, a number, or yes and no; which of these it is, is chosen. */
export type Column = { path: string; label: string; kind: "text" | "number" | "scalar" };

const kinds = ["text", "number", "boolean"] as const;

function Scalar({ column, value, set, id, error, name, readOnly }: CellProps) {
  const kind = kinds.find((each) => each === typeof value) ?? "text";
  const change = (to: string | null) =>
    set(
      to === "number"
        ? Number(value) || 0
        : to === "boolean"
          ? Boolean(value)
          : String(value ?? ""),
    );
  return (
    <>
      <Select
        label={words.type}
        aria-label={`${words.type}, ${name}`}
        data={kinds.map((each) => ({ value: each, label: words.types[each] }))}
        value={kind}
        onChange={change}
        allowDeselect={false}
        readOnly={readOnly}
      />
      {kind === "boolean" ? (
        <Select
          id={id}
          error={error}
          label={column.label}
          aria-label={name}
          data={[
            { value: "true", label: words.yes },
            { value: "false", label: words.no },
          ]}
          value={String(value)}
          onChange={(now) => set(now === "true")}
          allowDeselect={false}
          readOnly={readOnly}
        />
      ) : (
        <Cell
          column={{ ...column, kind: kind === "number" ? "number" : "text" }}
          value={value}
          set={set}
          id={id}
          error={error}
          name={name}
          readOnly={readOnly}
        />
      )}
    </>
  );
}

type CellProps = {
  column: Column;
  value: unknown;
  set: (value: unknown) => void;
  id: string;
  error: string | undefined;
  /** What it is to whoever doesn't see the line. */
  name: string;
  readOnly: boolean;
};

function Cell(props: CellProps) {
  const { column, value, set, name, ...rest } = props;
  if (column.kind === "scalar") return <Scalar {...props} />;
  if (column.kind === "number")
    return (
      <NumberInput
        {...rest}
        label={column.label}
        aria-label={name}
        hideControls
        value={typeof value === "number" ? value : ""}
        onChange={(now) => set(typeof now === "number" ? now : undefined)}
      />
    );
  return (
    <TextInput
      {...rest}
      label={column.label}
      aria-label={name}
      value={String(value ?? "")}
      maxLength={2_000}
      onChange={({ currentTarget }) =>
        set(currentTarget.value === "" ? undefined : currentTarget.value)
      }
    />
  );
}

type Props = {
  path: string;
  label: string;
  hint?: string;
  columns: readonly Column[];
  add: string;
  /** What a new line holds. */
  fresh: Draft;
  most: number;
};

export function RowsField({ path, label, hint, columns, add, fresh, most }: Props) {
  const { draft, set, field, readOnly } = useEditing();
  const rows = (valueAt(draft, path) ?? []) as readonly Draft[];
  const put = (list: readonly Draft[]) => set(path, list.length === 0 ? undefined : list);
  return (
    <fieldset>
      <legend>{label}</legend>
      {hint !== undefined && <p>{hint}</p>}
      <ol className={style.list}>
        {rows.map((row, n) => (
          <li key={field(`${path}.${n}`).id} className={style.card}>
            {columns.map((column) => (
              <Cell
                key={column.path}
                {...field(`${path}.${n}.${column.path}`)}
                column={column}
                value={valueAt(row, column.path)}
                name={words.row(column.label, whole(n + 1))}
                readOnly={readOnly}
                set={(value) =>
                  put(
                    rows.map((each, at) => (at === n ? withValue(each, column.path, value) : each)),
                  )
                }
              />
            ))}
            {!readOnly && (
              <Button
                variant="default"
                aria-label={words.removeOf(words.row(label, whole(n + 1)))}
                onClick={() => put(rows.filter((_, at) => at !== n))}
              >
                {words.remove}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {!readOnly && rows.length < most && (
        <Button variant="default" size="compact-sm" onClick={() => put([...rows, fresh])}>
          {add}
        </Button>
      )}
    </fieldset>
  );
}
