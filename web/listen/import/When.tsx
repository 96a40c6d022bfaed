/** The day on which all that a file holds was said, where no column of it names one: given, or confirmed, by a press of its own. */
import { Button, TextInput } from "@mantine/core";
import { day as written } from "../../words/format.ts";
import { words } from "./words.ts";
import style from "./import.module.css";

const say = words.when;
export const whenId = "import-day";

export function When(props: {
  day: string;
  /** The day on which the file was changed last. */
  fileDay: string;
  /** The last that can be. */
  today: string;
  give: (day: string) => void;
  error: string | undefined;
}) {
  const { day, fileDay, today, give, error } = props;
  return (
    <div className={style.when}>
      <TextInput
        id={whenId}
        type="date"
        label={say.label}
        description={say.hint}
        value={day}
        min="1970-01-01"
        max={today}
        required
        withAsterisk={false}
        onChange={({ currentTarget }) => give(currentTarget.value)}
        {...(error === undefined ? {} : { error })}
      />
      <Button variant="default" disabled={day === fileDay} onClick={() => give(fileDay)}>
        {say.take(written(`${fileDay}T00:00:00Z`, "UTC"))}
      </Button>
      <p role="status" className={style.hint}>
        {day === "" ? "" : say.given(written(`${day}T00:00:00Z`, "UTC"))}
      </p>
    </div>
  );
}
